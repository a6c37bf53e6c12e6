"""What is said otherwise than it is written: data of each language, never code at a call site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Lexicon:
    """`say`: words put in place of others. `phonemes`: words by espeak's phonemes, for espeak alone."""

    say: Mapping[str, str]
    phonemes: Mapping[str, str]

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """locales/<language>/lexicon.toml; empty when there is none. Raises ValueError with the file's name."""
        try:
            table = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            raise ValueError(f"{path}: cannot be read: {problem}") from None
        return cls(table.get("say", {}), table.get("phonemes", {}))

    def spoken(self, text: str) -> str:
        """A text in words that any engine says rightly."""
        return _put(text, self.say, str)

    def for_espeak(self, text: str) -> str:
        """The same with phonemes for what espeak gets wrong, and apostrophes as espeak knows them."""
        return _put(text.replace("’", "'").replace("‘", "'"), self.phonemes, "[[{}]]".format)


def _put(text: str, words: Mapping[str, str], dress: Callable[[str], str]) -> str:
    """All in one pass: what was put in is not looked at again."""
    if not words:
        return text
    instead = {word.lower(): dress(said) for word, said in words.items()}
    return _pattern(tuple(instead)).sub(lambda found: instead[found[0].lower()], text)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, whole: not a part of another, nor one that an apostrophe ties to another (gwneud'r)."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_whole, longest_first)), re.IGNORECASE)


def _whole(word: str) -> str:
    escaped = re.escape(word)
    return rf"(?<!\w)(?<!\w'){escaped}(?!\w)(?!'\w)" if word[0].isalnum() else escaped
