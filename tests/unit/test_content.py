"""What is said is whole, and what is wrong with it is named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from llais import content, paths
from llais.content import Content, ContentError

LEAFLET = Path(__file__).parent.parent / "data" / "leaflet.txt"


def plain(text: str) -> str:
    """Only letters and digits, so that layout does not count."""
    return re.sub(r"[^a-z0-9@&]+", "", text.lower().replace("’", "'"))


def test_the_full_leaflet_is_word_for_word_the_reviewers_leaflet(source: Content) -> None:
    leaflet = plain(LEAFLET.read_text("utf-8").replace("who came to see you today", "who is meeting you"))
    for section in source.leaflet.full:
        for sentence in (section.heading, *section.sentences):
            if sentence.text.key != "leaflet.c0":
                assert plain(sentence.text.english) in leaflet, sentence.text.key
    said = "".join(plain(one.text.english) for section in source.leaflet.full[:-1] for one in (section.heading, *section.sentences))
    assert said in leaflet


def test_both_forms_have_the_same_sections_in_the_same_order(source: Content) -> None:
    assert [one.id for one in source.leaflet.easy if one.id != "start"] == [one.id for one in source.leaflet.full]


def test_every_easy_read_sentence_has_a_picture_and_at_most_fifteen_words(source: Content) -> None:
    for section in source.leaflet.easy:
        for sentence in section.sentences:
            assert sentence.picture, sentence.text.key
            assert len(sentence.text.english.split()) <= 15, sentence.text.english


def test_there_are_six_questions_and_each_has_its_number_in_words(source: Content) -> None:
    assert [one.number for one in source.questions] == [1, 2, 3, 4, 5, 6]
    for question in source.questions:
        assert f"Question {question.number} of 6" == source.texts[f"question.number_{question.number}"].english
        assert {"yes", "no", "unsure"} <= {one.id for one in question.options}


def test_every_digit_of_the_phone_number_is_spoken(source: Content) -> None:
    from llais.speech.numbers import DIGITS

    digits = [DIGITS["en"][int(one)] for one in source.service.phone if one.isdigit()]
    for key in ("leaflet.c2", "leaflet.e95", "phone.number"):
        assert [one for one in re.findall(r"[a-z]+", source.texts[key].spoken or "") if one in DIGITS["en"]] == digits


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of content/ that may be spoiled."""
    shutil.copytree(paths.CONTENT, tmp_path / "content")
    shutil.copytree(paths.PICTURES, tmp_path / "pictures")
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("leaflet.toml", 'picture = "teacher"', 'picture = "teecher"', r"leaflet.toml: leaflet.e34: there is no pictures/teecher.svg"),
        ("leaflet.toml", 'id = "e34"', 'id = "e33"', r"leaflet.toml: leaflet.e33: this id stands twice"),
        ("leaflet.toml", "[[full]]", "[[full]", r"leaflet.toml: cannot be read"),
        ("questions.toml", 'full = "v4"', 'full = "v44"', r"questions.toml: q4: the leaflet has no sentence 'v44'"),
        ("questions.toml", 'easy = "e84"', "", r"questions.toml: q4: 'easy' is missing"),
        ("interface.toml", 'listen = "Listen"', 'listen = ""', r"interface.toml: button.listen: its text is empty"),
        ("interface.toml", 'listen = "Listen"', 'listen = "%(n)s"', r"interface.toml: button.listen: a spoken text cannot"),
        ("interface.toml", "Your answers go to the **reviewer**.", "Your answers go to the **clerk**.", r"before.goes: nothing under \[hard\] says what 'clerk' means"),
        ("interface.toml", "Your answers go to the **reviewer**.", "**Code**: to the **reviewer**.", r"before.goes: has more than one hard word"),
        ("service.toml", "words_checked = 2026-11-24", 'words_checked = "soon"', r"service.toml: words_checked: is not a date"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_id(copy: Path, file: str, old: str, new: str, told: str) -> None:
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError, match=told):
        content.load(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "questions.toml").unlink()
    with pytest.raises(ContentError, match="content/questions.toml: cannot be read"):
        content.load(copy)
