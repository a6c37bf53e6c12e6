"""Welsh is as whole as English: every word, its spoken form, its plural, its Yes and No."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais import language, paths
from llais.content import Content
from llais.language import LanguageError, Words, cut

CY = language.languages(paths.LOCALES)[0]


def test_welsh_comes_first_and_each_language_has_its_own_name() -> None:
    assert [(one.tag, one.name) for one in language.languages(paths.LOCALES)] == [("cy", "Cymraeg"), ("en", "English")]


def test_every_string_is_translated(source: Content, words: dict[str, Words]) -> None:
    same = {text.key for text in source.texts.values() if words["cy"](text.key) == words["en"](text.key)}
    assert same <= {"leaflet.c2"}, "these are the same in Welsh and English"


def test_no_translation_is_left_over(source: Content) -> None:
    for domain in language.DOMAINS:
        catalog = language.read(paths.LOCALES / "cy" / "LC_MESSAGES" / f"{domain}.po", "cy")
        wanted = {context for text in source.texts.values() if text.domain == domain for context, _ in language.expected(text)}
        assert {message.context for message in catalog if message.id} == wanted


def test_yes_and_no_follow_the_verb_of_the_welsh_question(source: Content, words: dict[str, Words]) -> None:
    cy = words["cy"]
    verbs = {"oes": ("Oes", "Nac oes"), "oeddech": ("Oeddwn, bob amser", "Nac oeddwn"), "ydy": ("Ydy", "Nac ydy")}
    asked = [(form.key, f"question.{one.id}.yes", f"question.{one.id}.no") for one in source.questions for form in (one.full, one.easy)]
    asked += [(f"you.{name}", f"you.{name}_yes", f"you.{name}_no") for name in ("may_reach", "safe_message")]
    for question, yes, no in asked:
        verb = next(verb for verb in verbs if f" {verb} " in f" {cy(question).lower()} ".replace("’", " "))
        assert (cy(yes), cy(no)) == verbs[verb], question


def test_a_welsh_sentence_may_be_two_and_each_is_a_line_of_its_own(words: dict[str, Words]) -> None:
    lines = words["cy"].lines("leaflet.h1")
    assert [line.part for line in lines] == [0, 1, 2]
    assert " ".join(line.text for line in lines) == words["cy"]("leaflet.h1")


def test_what_is_spoken_otherwise_has_no_digits(source: Content, words: dict[str, Words]) -> None:
    for text in source.texts.values():
        for tag in ("cy", "en") if text.spoken else ():
            assert not any(char.isdigit() for line in words[tag].lines(text.key) for char in line.spoken), text.key


def test_nothing_spoken_has_digits_signs_or_marks(source: Content, words: dict[str, Words]) -> None:
    for tag, one in words.items():
        for text in source.texts.values():
            for line in () if text.silent else one.lines(text.key):
                assert not set(line.spoken) & set("0123456789*%@|"), (tag, line)


def test_welsh_plurals_mutate_and_dates_are_long(words: dict[str, Words]) -> None:
    assert words["cy"].plural("idle.count", 2) == "2 eiliad"
    assert words["en"].plural("idle.count", 1) == "1 second"
    assert words["cy"].date(date(2026, 11, 22)) == "22 Tachwedd 2026"
    assert words["en"].date(date(2026, 11, 22)) == "22 November 2026"


@given(st.text())
def test_cutting_a_text_loses_nothing_but_the_space_between(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of locales/ that may be spoiled."""
    shutil.copytree(paths.LOCALES, tmp_path / "locales")
    return tmp_path / "locales"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('msgstr "Gwrando"', 'msgstr ""', "button.listen: no translation"),
        ('msgstr "Gwrando"', 'msgstr "TODO"', "button.listen: it is only a placeholder"),
        ('msgstr "Gwrando"', 'msgstr "Gwrando & mwy"', "button.listen: it has &"),
        ('msgctxt "button.listen"', '#, fuzzy\nmsgctxt "button.listen"', "button.listen: marked fuzzy"),
        ('msgid "Listen"', 'msgid "Hear"', "button.listen: no translation of today's English"),
        ('msgstr "Gwrando: %(what)s"', 'msgstr "Gwrando: %(beth)s"', "button.listen_to: its placeholders differ"),
        ('msgstr "Gwrando"', "gibberish", "cannot be read"),
    ],
)
def test_a_catalog_that_is_not_whole_is_refused_with_file_and_key(source: Content, copy: Path, old: str, new: str, told: str) -> None:
    file = copy / "cy" / "LC_MESSAGES" / "interface.po"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LanguageError, match="interface.po") as refused:
        Words.load(CY, source, copy)
    assert told in str(refused.value)
