"""docs/accessibility.md: every criterion stands there with tests that exist or with a reason, as tests/wcag.toml and the walk have it."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from tests import accessibility
from tests.accessibility import LANGUAGES, PAGE, ROOT, Book, Run, heard_in, load, outcomes, page
from tests.browser.axe import DESK_ALLOWED

A = "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2"
AA = "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3"
ONE = """
[groups]
[languages]
[desk]
stock = []
more = []
rules = {}
tests = {}
[[criterion]]
number = "1.1.1"
name = "Non-text Content"
level = "A"
"""
COLOURS = "browser/test_settings.py::test_where_a_system_has_its_own_colours_they_are_kept_and_what_is_chosen_is_seen"


@pytest.fixture(scope="module")
def book() -> Book:
    return load()


def masked(text: str) -> str:
    """Without the day and without what came out."""
    text = re.sub(r"\d+\.\d+(?= words a sentence)|(?<=grade )\d+\.\d", "(score)", text)
    text = re.sub(r", (passed|failed|–)\.$", ", (result).", text, flags=re.M)
    text = re.sub(r"on \d{1,2} \w+ 20\d\d", "on (day)", text)
    return re.sub(r"(\| (\d+ passed|\d+ of \d+ failed|passed\*?|failed\*?|–) )+\|$", "| (results) |", text, flags=re.M)


def functions(file: str) -> set[str]:
    return {one.name for one in ast.parse((ROOT / "tests" / file).read_text("utf-8")).body if isinstance(one, ast.FunctionDef)}


def test_every_criterion_of_level_a_and_aa_is_there_once_with_its_level_in_order(book: Book) -> None:
    assert [len(A.split()), len(AA.split())] == [31, 24]
    levels = {**dict.fromkeys(A.split(), "A"), **dict.fromkeys(AA.split(), "AA")}
    wanted = sorted(levels, key=lambda number: [int(part) for part in number.split(".")])
    assert [(one.number, one.level) for one in book.criteria] == [(number, levels[number]) for number in wanted]


def test_every_test_that_is_named_exists(book: Book) -> None:
    assert not [test for test in {*book.tests, *book.languages} if test.partition("::")[2] not in functions(test.partition("::")[0])]
    assert set(book.languages) <= set(book.tests)
    assert {tag for tags in book.languages.values() for tag in tags} <= set(LANGUAGES)


def test_every_test_that_looks_at_the_desk_with_axe_is_named(book: Book) -> None:
    files = {file for file in (ROOT / "tests" / "browser").glob("test_*.py") if "axe.passes_at_the_desk" in file.read_text("utf-8")}
    assert {test.partition("::")[0] for test in book.desk.tests} == {f"browser/{file.name}" for file in files}


def test_what_the_desk_is_allowed_is_said_in_words_and_no_more(book: Book) -> None:
    assert set(book.desk.rules) == DESK_ALLOWED


def test_the_page_is_what_the_lists_say_today(book: Book) -> None:
    assert masked(PAGE.read_text("utf-8")) == masked(page(book, {}, date(2026, 1, 1))), "make accessibility"


def test_the_page_was_made_of_a_run_in_which_every_test_passed(book: Book) -> None:
    text = PAGE.read_text("utf-8")
    rows = re.findall(r"^\| (?:\d+\.\d+\.\d+ .*|\d+ \| \[.*) \| ([^|]+) \| ([^|]+) \|$", text, re.M)
    assert len(rows) > len(book.criteria) and "failed" not in text and text.count("), passed.\n") == len(book.desk.tests)
    shown = {one.number for one in book.criteria if one.tests}
    assert not [number for number in shown if re.search(rf"^\| {re.escape(number)} .*\| – \| – \|$", text, re.M)]


@pytest.mark.parametrize("more", ["", 'note = "It looks good."', 'tests = ["a::b"]\nreason = "Both."'])
def test_a_criterion_without_test_and_reason_makes_no_page(tmp_path: Path, more: str) -> None:
    (tmp_path / "wcag.toml").write_text(ONE + more)
    with pytest.raises(ValueError, match="1.1.1: give tests, or a reason"):
        load(tmp_path / "wcag.toml")


@pytest.mark.parametrize(
    ("node", "tags"),
    [
        (f"tests/{COLOURS}", ["cy"]),
        ("tests/browser/test_every_screen.py::test_every_screen_on_the_web[en]", ["en"]),
        ("tests/browser/test_there_and_back.py::test_a_family_answers_the_reviewer_replies_and_the_family_hears_it_and_withdraws[cy-sqlite]", ["cy"]),
        ("tests/unit/test_colours.py::test_words_have_seven_to_one[cream]", [""]),
    ],
)
def test_a_run_is_in_the_language_that_its_parameters_or_the_file_say(book: Book, node: str, tags: list[str]) -> None:
    assert heard_in(book, node)[1] == tags


@pytest.mark.parametrize("node", [f"tests/{COLOURS}[en]", "tests/browser/test_every_screen.py::test_every_screen_on_the_web"])
def test_a_language_that_is_said_twice_or_not_at_all_is_refused(book: Book, node: str) -> None:
    with pytest.raises(ValueError, match="say its language"):
        heard_in(book, node)


def test_one_failure_in_a_language_is_a_failure_there_and_not_in_the_other(book: Book) -> None:
    name = "tests/browser/test_every_screen.py::test_every_screen_on_the_web"
    found = outcomes(book, {f"{name}[cy]": False, f"{name}[en]": True, "tests/unit/test_any.py::test_other": False})
    text = page(book, found, date(2026, 12, 1))
    assert "| 1 of 1 failed | 1 passed |" in text and "| failed | passed |" in text and "1 December 2026" in text


def test_a_run_in_which_a_named_test_is_missing_writes_nothing_and_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(accessibility, "PAGE", tmp_path / "accessibility.md")
    session = type("Session", (), {"exitstatus": 0})()
    Run({f"tests/{COLOURS}": True}).pytest_sessionfinish(session)
    assert session.exitstatus and not (tmp_path / "accessibility.md").exists()
    assert "browser/test_every_screen.py::test_every_screen_on_the_web" in capsys.readouterr().out
