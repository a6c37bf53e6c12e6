"""What is said otherwise than it is written: data of each language, never code at a call site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Lexicon:
    """`say`: words put in place of others. `phonemes`: words by espeak's phonemes, for espeak alone."""

    say: dict[str, str]
    phonemes: dict[str, str]

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """locales/<language>/lexicon.toml; empty when there is none."""
        table = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
        return cls(table.get("say", {}), table.get("phonemes", {}))

    def spoken(self, text: str) -> str:
        """A text in words that any engine says rightly."""
        return _put(text, self.say, lambda word: word)

    def for_espeak(self, text: str) -> str:
        """The same with phonemes for what espeak gets wrong, and apostrophes as espeak knows them."""
        return _put(text.replace("’", "'").replace("‘", "'"), self.phonemes, lambda word: f"[[{word}]]")


def _put(text: str, words: dict[str, str], dress: Callable[[str], str]) -> str:
    for word, instead in words.items():
        text = _replace(text, word, dress(instead))
    return text


def _replace(text: str, word: str, said: str) -> str:
    """A whole word only; a sign such as & wherever it stands."""
    pattern = rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalnum() else re.escape(word)
    return re.sub(pattern, lambda _: said, text, flags=re.IGNORECASE)
