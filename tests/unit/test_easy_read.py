"""Easy Read is easy: short sentences, easy words, pictures, and hard words that say what they mean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llais import language, paths
from llais.content import MARKED, Content
from llais.language import Words
from llais.rehearsal import easy, tour
from pages.family import PAGES
from tests import readability
from tests.readability import Score

GRADE, LENGTH = 4.0, 8.0
"""At most: the English grade, and Welsh words a sentence on average."""


@pytest.fixture(scope="module")
def words(source: Content) -> dict[str, Words]:
    return {one.tag: Words.load(one, source, paths.LOCALES) for one in language.languages(paths.LOCALES)}


@pytest.mark.parametrize("part", ["leaflet", "questions", "papers", "every other screen"])
def test_each_part_is_easy_in_both_languages(source: Content, words: dict[str, Words], part: str) -> None:
    keys = readability.parts(source)[part]
    english, welsh = (readability.score(words[tag], keys) for tag in ("en", "cy"))
    assert english.grade <= GRADE, f"grade {english.grade:.1f}"
    assert welsh.length <= LENGTH, f"{welsh.length:.1f} words a sentence"


def test_the_formula_gives_what_its_authors_say() -> None:
    assert Score(sentences=10, words=200, syllables=300).grade == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert [readability.syllables(one) for one in ("review", "reviewer’s".replace("’", "'"), "answer", "Glamorgan")] == [2, 3, 2, 3]


def test_on_every_screen_each_sentence_has_its_picture_and_at_most_fifteen_words(tmp_path: Path) -> None:
    assert easy.look(tour.stops(PAGES, tmp_path)) == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<p><span class="say" data-say="x">Dim llun.</span></p>', "has no picture"),
        ('<p><svg></svg><span class="say" data-say="x">' + "gair " * 16 + "</span></p>", "more than 15 words"),
        ('<p class="row"><svg></svg></p><p><span class="say" data-say="x">Llun arall.</span></p>', "has no picture"),
    ],
)
def test_a_sentence_that_is_not_easy_is_named(html: str, told: str) -> None:
    (found,) = easy.lacks(f"<main>{html}</main>")
    assert told in found
    assert list(easy.lacks('<main><p><svg></svg><span class="say" data-say="x">Iawn.</span></p></main>')) == []


def test_every_hard_word_is_marked_and_explained_in_every_language(source: Content, words: dict[str, Words]) -> None:
    assert set(source.hard.values()) == {key.split(".")[1] for key in source.texts if key.startswith("hard.")}
    for tag, one in words.items():
        for key, hard in source.hard.items():
            (marked,) = MARKED.findall(one.marked(key))
            assert one(f"hard.{hard}.means") and one(f"hard.{hard}.word"), (tag, marked)
            stem = re.split(r"\W", one(f"hard.{hard}.word"))[-1][1:].casefold()
            assert stem in marked.casefold(), (tag, key, marked)
