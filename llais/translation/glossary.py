"""The same word for the same thing: what a translation must say where the English has a term, and what it never says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from llais import language
from llais.content import DOMAINS
from llais.fault import Fault
from llais.language import LanguageError
from llais.translation.mutation import forms
from llais.translation.product import Product

_NO_WORDS = re.compile(r"%\(\w+\)s|\*\*")


@dataclass(frozen=True)
class Term:
    """One entry. `guide`: nobody insists on it."""

    english: tuple[str, ...]
    translation: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    guide: bool = False
    note: str = ""

    @cached_property
    def wanted(self) -> re.Pattern[str]:
        """Any of its translations, each word in any form it may be met in."""
        return re.compile("|".join(map(_welsh, self.translation)), re.IGNORECASE)

    @cached_property
    def unwanted(self) -> re.Pattern[str] | None:
        """What is never written."""
        return re.compile("|".join(map(_welsh, self.avoid)), re.IGNORECASE) if self.avoid else None


def _welsh(term: str) -> str:
    """Mutated forms are those of Welsh: in another language they are no words, and match nothing."""
    words = ("(?:" + "|".join(map(re.escape, sorted(forms(word)))) + ")" for word in term.replace("’", "'").split())
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"


class Glossary:
    """The terms of one language. Raises ValueError for an entry that is not whole."""

    def __init__(self, table: dict[str, Any], file: str = "glossary.toml") -> None:
        self.terms = tuple(_term(one, file) for one in table.get("term", ()))
        found = {english: term for term in self.terms for english in term.english}
        self._by_english = {english.lower(): term for english, term in found.items()}
        longest = sorted(found, key=len, reverse=True)
        self._english = re.compile("|".join(map(_english, longest))) if found else None

    def terms_in(self, english: str) -> list[tuple[str, Term]]:
        """The terms an English text has, longest first: a "child practice review" is no "review"."""
        if self._english is None:
            return []
        found = (one[0] for one in self._english.finditer(_NO_WORDS.sub("", english)))
        return [(one, self._by_english[one.lower()]) for one in dict.fromkeys(found)]

    def wrong(self, english: str, text: str) -> Iterator[str]:
        """What a translation says otherwise than the glossary, each with what to write."""
        plain = text.replace("**", "").replace("’", "'")
        for found, term in self.terms_in(english):
            if not term.guide and not term.wanted.search(plain):
                yield f"the glossary says {' or '.join(term.translation)} for “{found}”"
        for term in self.terms:
            if term.unwanted and (found := term.unwanted.search(plain)):
                yield f"the glossary never says “{found[0]}”: write {' or '.join(term.translation)}"


def _english(term: str) -> str:
    """Written small it is meant in any case."""
    any_case = "(?i:{})" if term == term.lower() else "(?:{})"
    return r"(?<!\w)" + any_case.format(re.escape(term)) + r"(?!\w)"


def _term(table: dict[str, Any], file: str) -> Term:
    try:
        texts = (tuple(table["english"]), tuple(table["translation"]), tuple(table.get("avoid", ())))
    except KeyError as problem:
        raise ValueError(f"{file}: an entry has no {problem.args[0]!r}: {table}") from None
    return Term(*texts, guide=bool(table.get("guide")), note=table.get("note", ""))


def of(product: Product, tag: str) -> Glossary:
    """The glossary of a language; an empty one where there is none."""
    return Glossary(product.data(tag, "glossary"), f"locales/{tag}/glossary.toml")


def faults(product: Product, tag: str) -> Iterator[Fault]:
    """Every translation that departs from the glossary."""
    terms = of(product, tag)
    for domain in DOMAINS:
        try:
            catalog = product.catalog(tag, domain)
        except LanguageError:
            continue  # told by completeness
        for message in catalog:
            english = " ".join(message.id) if isinstance(message.id, tuple) else message.id
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in texts if english else ():
                for wrong in terms.wrong(english, text) if text else ():
                    yield Fault(language.catalog_file(tag, domain), str(message.context), wrong)
