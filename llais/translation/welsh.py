"""Welsh that is written rightly: its spelling and mutations, and chi throughout. The dictionary and most of the rules are
those of PyPI cymraeg-mcp; what it does not know or gets wrong stands in locales/cy/proofing.toml."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Message

from llais import language
from llais.content import DOMAINS
from llais.fault import Fault
from llais.language import LanguageError
from llais.translation.mutation import ASPIRATE, SOFT, VOWELS, forms, initial, mutated
from llais.translation.product import Product

if TYPE_CHECKING:
    from cymraeg_mcp.tokenizer import Token

TAG = "cy"
INSTALL = "-m pip install --no-deps -r requirements-welsh.txt"
_NOT_WELSH = re.compile(r"%\(\w+\)s|\*\*|\S+@\S+|https?://\S+")
_MUTATING = "a|â|am|ar|at|dan|dros|drwy|ei|fy|gan|gyda|heb|hyd|i|neu|o|wrth|yn"
_BEFORE_NAME = re.compile(rf"(?<!\w)({_MUTATING}) %\((\w+)\)s", re.IGNORECASE)
_CLITIC = re.compile(r"'(r|n|u|i|w|ch|m|th|s)$")
_SURE = ("high", "medium")
FAMILIES = ("leaflet", "questions", "interface", "papers")
"""The domains that families read and hear. The desk's is read by staff."""


class NoDictionary(RuntimeError):
    """cymraeg-mcp is not installed. The message says how to install it."""


class Proof:
    """A reader of Welsh. Raises NoDictionary where cymraeg-mcp is not installed."""

    def __init__(self, data: dict[str, Any]) -> None:
        try:
            from cymraeg_mcp import paths, spelling, tokenizer
            from cymraeg_mcp.mutations import MutationEngine
        except ImportError as problem:
            told = f"the Welsh cannot be checked: {problem.name} is not installed. Run: {sys.executable} {INSTALL}"
            raise NoDictionary(told) from None
        self._known, self._tokenize = spelling.known, tokenizer.tokenize
        self._engine = MutationEngine(paths.mutation_rules_path(), cache(spelling.lookup))
        self._engine.feminine_nouns |= set(data.get("feminine", ()))
        self._data = data
        self._seen: dict[str, bool] = {}

    @cached_property
    def _allowed(self) -> set[str]:
        return {form for word in self._data.get("words", ()) for form in forms(word)}

    def wrong(self, text: str) -> Iterator[str]:
        """What is wrong with a text, each with what to write."""
        plain = _NOT_WELSH.sub(",", text).replace("’", "'").replace("‘", "'")
        tokens = self._tokenize(plain)
        yield from self._misspelt(tokens)
        for found in _BEFORE_NAME.finditer(text):
            if found[2] not in self._data.get("numbers", ()):
                yield f"“{found[0]}”: what is put in there would have to mutate: write the sentence otherwise"
        yield from self._unmutated(plain)
        for before, after in pairwise(tokens):
            if not after.follows_boundary:
                yield from self._pair(before.text.lower(), after.text)

    def _misspelt(self, tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            word = token.text.strip("'")
            if _CLITIC.sub("", word.lower()) in self._data.get("informal", ()) or word.lower().endswith("'th"):
                yield f"“{word}” is a form of ti: write the chi form"
            elif not self._spelt(word):
                yield f"“{word}” is not in the dictionary: mend it, or add it to `words` in locales/cy/proofing.toml"

    def formal(self, text: str) -> Iterator[str]:
        """What nobody says: families are spoken to as people speak."""
        for phrase, instead in self._data.get("formal", {}).items():
            if re.search(rf"\b{phrase}\b", text, re.IGNORECASE):
                yield f"“{phrase}” is too formal for families: write {instead}"

    def _spelt(self, word: str) -> bool:
        if word not in self._seen:
            bare = _CLITIC.sub("", word)
            allowed = {one.lower() for one in (word, bare)} & self._allowed
            self._seen[word] = word.isupper() or bool(allowed) or self._known(word) or self._known(bare)
        return self._seen[word]

    def _unmutated(self, text: str) -> Iterator[str]:
        allowed = set(self._data.get("pairs", ()))
        for found in self._engine.check_text(text):
            pair = f"{found.trigger} {found.word}"
            if found.confidence in _SURE and pair.lower() not in allowed:
                yield f"“{pair}” is not mutated: write {' or '.join(found.suggestions)}, or add it to `pairs` in proofing.toml"

    def _pair(self, before: str, after: str) -> Iterator[str]:
        """What the rules of the package do not know."""
        head, word = initial(after), after.lower()
        radical = head in SOFT and self._spelt(after) and not self._is_soft(after)
        if before == "yn" and after in self._data.get("places", ()):
            yield f"“yn {after}” is not mutated: write it as yng Nghaerdydd, ym Mro Morgannwg"
        elif before.endswith("wch") and radical and word not in self._engine.skip_targets:
            yield f"“{before} {after}” is not mutated: write {mutated(after, SOFT)}"
        elif before == "y" and word[0] in VOWELS.replace("w", "") + "h":
            yield f"“y {after}”: write yr before a vowel and before h"
        elif (before == "eu" or before.endswith("'u")) and word[0] in VOWELS and self._spelt(f"h{word}"):
            yield f"“{before} {after}”: write h{word}"

    def _is_soft(self, word: str) -> bool:
        return self._engine.radical_of(word, "soft") is not None


def faults(product: Product) -> Iterator[Fault]:
    """What is wrong with the Welsh of the catalogs."""
    proof = Proof(product.data(TAG, "proofing"))
    for domain in DOMAINS:
        try:
            catalog = product.catalog(TAG, domain)
        except LanguageError:
            continue  # told by completeness
        for message in catalog:
            for wrong in _of(message, proof, domain in FAMILIES) if message.id else ():
                yield Fault(language.catalog_file(TAG, domain), str(message.context), wrong)


def _of(message: Message, proof: Proof, for_families: bool) -> Iterator[str]:
    texts = message.string if isinstance(message.string, tuple) else (message.string or "",)
    for text in dict.fromkeys(one.replace("**", "") for one in texts):
        yield from proof.wrong(text)
        yield from proof.formal(text) if for_families else ()
    if len(texts) == 5:
        yield from _plural(texts)


def _plural(texts: tuple[str, ...]) -> Iterator[str]:
    """After a number the noun is singular, and mutates as the number says: 2 funud, 3 chwestiwn, 6 chwestiwn."""
    nouns = [re.search(r"%\(\w+\)s ([^\W\d_]+)", text) for text in texts]
    if not all(nouns):
        return
    other, one, two, three, six = (noun[1] for noun in nouns if noun)
    soft, aspirate = mutated(other, SOFT), mutated(other, ASPIRATE)
    may_be = {"1": (one, {other, soft}), "2": (two, {soft}), "3": (three, {other, aspirate}), "6": (six, {aspirate})}
    for number, (noun, right) in may_be.items():
        if noun not in right:
            yield f"its form for {number} has “{noun}”: write {' or '.join(sorted(right))}"
