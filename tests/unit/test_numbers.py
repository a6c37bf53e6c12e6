"""Taken along and counted: nothing points at a family, and no cell becomes a formula."""

from __future__ import annotations

import csv as csvs
import io
import json
import zipfile
from datetime import UTC, datetime

import openpyxl
import pypdf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from llais.answers.answer import Answer, Answers
from llais.answers.vault import Entry
from llais.content import Content
from llais.desk import report, spreadsheet, statistics
from llais.desk.archive import archive
from llais.desk.inbox import Letter, State
from llais.desk.statistics import SMALL, hide_small
from llais.language import Words
from tests.conftest import answers

COUNTS = st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=7)


@given(COUNTS)
def test_no_small_number_is_ever_shown_and_every_other_shown_is_true(counts: dict[str, int]) -> None:
    for label, shown in hide_small(counts).items():
        assert shown in (None, counts[label]) and shown not in range(1, SMALL)


@given(COUNTS)
def test_no_hidden_number_can_be_found_from_the_total(counts: dict[str, int]) -> None:
    shown = hide_small(counts)
    hidden = [counts[label] for label, count in shown.items() if count is None]
    assume(hidden and len(hidden) < len(counts))
    assert len(hidden) >= 2 and sum(hidden) >= SMALL


def test_a_table_with_nothing_small_is_shown_whole() -> None:
    assert hide_small({"yes": 9, "no": 12, "unsure": 0}) == {"yes": 9, "no": 12, "unsure": 0}
    assert hide_small({"yes": 9, "no": 2, "unsure": 30}) == {"yes": None, "no": None, "unsure": 30}


def said(text: str, choice: str = "yes", tag: str = "cy") -> Answers:
    return Answers("x", tag, "easy", "web", datetime(2026, 11, 24, tzinfo=UTC), (Answer("q1", choice, text),))


def letter(given: Answers, id_: str = "one", lookup: bytes = b"l" * 32) -> Letter:
    return Letter(Entry(id_, datetime(2026, 11, 24, tzinfo=UTC), 1, "R7", "answers", lookup), State.NEW, given)


def test_options_languages_and_months_are_counted(source: Content) -> None:
    every = [said("", "yes")] * 6 + [said("", "no", "en")] * 7
    counts = statistics.by_option(source.questions[0], every).counts
    assert counts["yes"] == 6 and counts["no"] == 7 and counts["rather_not"] == 0
    assert statistics.by("language", ("cy", "en"), every).counts == {"cy": 6, "en": 7}
    assert statistics.by_month(every).counts == {"2026-11": 13}


NASTY = ["=1+1", " =1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=HYPERLINK(\"x\")", "a\x00b", "ŵ ŷ 🌧"]


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_becomes_a_formula(text: str, source: Content, words: dict[str, Words]) -> None:
    frame = spreadsheet.rows([letter(said(text))], source, words["cy"])
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet.xlsx(frame)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    rows = list(csvs.reader(io.StringIO(spreadsheet.csv(frame).decode("utf-8-sig"), newline="")))
    assert all(not spreadsheet._FORMULA.match(cell) for row in rows for cell in row)


@given(st.text(max_size=60))
def test_any_text_can_be_taken_along(text: str) -> None:
    made = spreadsheet.safe(text)
    assert not spreadsheet._FORMULA.match(made) and "\r" not in made and isinstance(made.encode(), bytes)


def test_families_are_numbered_and_nothing_leads_to_them(source: Content, words: dict[str, Words]) -> None:
    letters = [letter(answers(), "three", b"b" * 32), letter(answers(), "two"), letter(answers(), "one")]
    frame = spreadsheet.rows(letters, source, words["en"])
    text = spreadsheet.csv(frame).decode("utf-8-sig")
    assert set(frame[words["en"]("export.family")]) == {1, 2}
    assert "07000" not in text and "A. Reviewer" not in text and "age1" not in text and "three" not in text


def test_the_archive_holds_every_letter_with_its_sound() -> None:
    with zipfile.ZipFile(io.BytesIO(archive([letter(answers("second"), "two"), letter(answers("first"), "one")]))) as made:
        names = made.namelist()
        assert "001-2026-11-24/answers.json" in names and "002-2026-11-24/q1-1.webm" in names
        assert json.loads(made.read("001-2026-11-24/answers.json"))["answers"][0]["text"] == "first"


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_the_pdf_has_each_question_as_a_heading_and_what_was_said_and_no_way_to_anybody(tag: str, source: Content, words: dict[str, Words]) -> None:
    made = pypdf.PdfReader(io.BytesIO(report.pdf("R7", [letter(answers("ŵyth ŷd canary"))], source, words[tag])))
    text = "".join(page.extract_text() for page in made.pages)
    assert [entry.title for entry in made.outline] == [words[tag](one.full.key) for one in source.questions]
    assert "ŵyth ŷd canary" in text and words[tag]("question.q1.yes") in text
    assert "07000" not in text and "age1" not in text and "A. Reviewer" not in text


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_can_be_a_pdf(text: str, source: Content, words: dict[str, Words]) -> None:
    assert report.pdf("R7", [letter(said(text))], source, words["cy"]).startswith(b"%PDF")
