"""Yes and No belong to their question. Welsh has no word for either: the answer repeats the verb that was asked with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from llais import language
from llais.content import Content, Text
from llais.fault import Fault
from llais.language import SOURCE, LanguageError
from llais.translation.product import Product

_YES_NO = re.compile(r"(Yes|No)([,.!]|$)")


def faults(product: Product, tag: str) -> Iterator[Fault]:
    """Every Yes or No without a question of its own; every one that does not answer its question's verb."""
    asked, verbs = product.data(SOURCE, "proofing").get("asked", {}), product.data(tag, "proofing").get("answers", {})
    said = _translations(product, tag)
    for text in product.source.texts.values():
        if not _YES_NO.match(text.english):
            continue
        questions = _questions(product.source, text, asked)
        if not questions:
            what = "this Yes or No has no question of its own: give each question its own, with a key such as a.question_yes"
            yield Fault(f"content/{text.domain}.toml", text.key, what)
        for question in questions:
            wrong = _disagrees(said.get(question, ""), said.get(text.key, ""), text.english.startswith("No"), verbs)
            if wrong:
                yield Fault(language.catalog_file(tag, text.domain), text.key, wrong)


def _questions(source: Content, text: Text, asked: Mapping[str, str]) -> list[str]:
    """The keys of what this is the answer to, in both forms."""
    for question in source.questions:
        if text in (option.text for option in question.options):
            return [question.full.key, question.easy.key]
    base = asked.get(text.key) or re.sub(r"_(yes|no)$", "", text.key)
    return [base] if base != text.key and base in source.texts else []


def _translations(product: Product, tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for domain in ("leaflet", "questions", "interface"):
        try:
            found |= {str(one.context): str(one.string) for one in product.catalog(tag, domain) if one.id}
        except LanguageError:
            continue  # told by completeness
    return found


def _disagrees(question: str, answer: str, is_no: bool, verbs: Mapping[str, list[str]]) -> str:
    """What to write instead; empty when it is right, or when nothing is known of the question's verb."""
    plain = f" {question.lower()} ".replace("’", " ").replace("'", " ")
    verb = min((one for one in verbs if f" {one} " in plain), key=lambda one: plain.index(f" {one} "), default="")
    right = verbs[verb][is_no] if verb else ""
    if not right or not answer or re.match(rf"{right}\b", answer):
        return ""
    return f"“{answer}” does not answer “{verb}” of its question: write {right}"
