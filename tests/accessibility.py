"""docs/accessibility.md, made from a run of the tests that tests/wcag.toml names: `make accessibility`.

`python -m tests.accessibility` says which tests those are; as a plug-in (`pytest -p tests.accessibility`) this writes the page
when all of them have run, on one process or on several.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA, PAGE = ROOT / "tests" / "wcag.toml", ROOT / "docs" / "accessibility.md"
LANGUAGES = {"cy": "Welsh", "en": "English"}
NEITHER = ""
"""In place of a language: the test looks at no words."""

Outcomes = dict[str, dict[str, bool]]
"""Whether a test passed, by its name and language."""


@dataclass(frozen=True)
class Criterion:
    """One of WCAG's, with the tests that show it or the reason why there is none."""

    number: str
    name: str
    level: str
    tests: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if bool(self.tests) == bool(self.reason):
            raise ValueError(f"wcag.toml: {self.number}: give tests, or a reason why there are none")


@dataclass(frozen=True)
class Desk:
    """What is known of the reviewers' desk."""

    rules: dict[str, str]
    """axe's findings that are stock Streamlit's, each in words."""
    stock: list[str]
    """What else is Streamlit's."""
    more: list[str]
    """What is ours."""
    tests: dict[str, str]
    """Where axe looks at it: test and place."""


@dataclass(frozen=True)
class Book:
    """All of tests/wcag.toml."""

    criteria: tuple[Criterion, ...]
    languages: dict[str, list[str]]
    """What a test looks at whose name in a run does not say the language."""
    desk: Desk

    @cached_property
    def tests(self) -> list[str]:
        """Every test once, by file."""
        named = [test for one in self.criteria for test in one.tests] + list(self.desk.tests)
        return sorted(set(named), key=lambda test: (test.partition("::")[0], named.index(test)))


def load(file: Path = DATA) -> Book:
    """Read the file. Raises ValueError where a criterion has neither tests nor a reason."""
    data = tomllib.loads(file.read_text("utf-8"))

    def whole(tests: Iterable[str]) -> tuple[str, ...]:
        return tuple(test for one in tests for test in data["groups"].get(one, [one]))

    criteria = (Criterion(**{**one, "tests": whole(one.get("tests", ()))}) for one in data["criterion"])
    return Book(tuple(criteria), data["languages"], Desk(**data["desk"]))


def heard_in(book: Book, node: str) -> tuple[str, list[str]]:
    """The test of a node of a run, and the languages it is about. Raises ValueError where nobody says which."""
    test, _, given = node.removeprefix("tests/").partition("[")
    tags = [tag for tag in LANGUAGES if tag in given.rstrip("]").split("-")]
    if bool(tags) == (test in book.languages):
        raise ValueError(f"{test}: say its language either in its parameters or in wcag.toml")
    return test, tags or book.languages[test] or [NEITHER]


@dataclass
class Run:
    """The plug-in: gathers what came out, and writes the page at the end."""

    passed: dict[str, bool] = field(default_factory=dict)
    """By node; none of a test that was skipped."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A step of a test is over, here or on a worker."""
        if not report.skipped:
            self.passed[report.nodeid] = self.passed.get(report.nodeid, True) and report.passed

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the page, or fail and say what is missing."""
        book = load()
        found = outcomes(book, self.passed)
        missing = [test for test in book.tests if test not in found]
        if missing:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            print(f"\n{PAGE.name} is not written: these did not run. Use make accessibility.", *missing, sep="\n")
        else:
            PAGE.write_text(page(book, found, date.today()), "utf-8")
            print(f"\n{PAGE.relative_to(ROOT)} is written.")


def pytest_configure(config: pytest.Config) -> None:
    """On a worker there is nothing to write: the controller hears of every test."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Run())


def outcomes(book: Book, passed: dict[str, bool]) -> Outcomes:
    """What came out of each named test in each language: passed only if all of it passed."""
    found: Outcomes = {}
    for node, well in passed.items():
        if node.removeprefix("tests/").partition("[")[0] in book.tests:
            test, tags = heard_in(book, node)
            for tag in tags:
                found.setdefault(test, {})[tag] = found.get(test, {}).get(tag, True) and well
    return found


def page(book: Book, found: Outcomes, day: date) -> str:
    """The whole page."""
    from tests.browser import axe

    decided = [f"`{one.rule}`, where it fits `{one.fits}`: {one.why}" for one in axe.DECIDED]
    rules = [f"`{rule}`: {means}" for rule, means in book.desk.rules.items()]
    looked = [f"{where[0].upper()}{where[1:]}: {_link(test)}, {_all(found.get(test, {}))}." for test, where in book.desk.tests.items()]
    sections = [
        _head(book, day),
        _lines("What was walked", walked()),
        _lines("How easy Easy Read is", scores()),
        _criteria(book, found),
        _tests(book, found),
        _lines("What axe left to people, and what we decided", decided),
        _lines("The reviewers' desk: what stock Streamlit does not let through", [*rules, *book.desk.stock]),
        _lines("The reviewers' desk: what else is not good enough", book.desk.more),
        _lines("The reviewers' desk: where axe looked, and found no more than that", looked),
        NOT_TRIED,
    ]
    return "\n\n".join(sections) + "\n"


NOT_TRIED = """## Not tried with people

Nobody with a disability, no screen reader, voice control, switch or screen magnifier, and no browser but Chromium.
What is not good enough yet, for whom: [not-for-everyone-yet.md](not-for-everyone-yet.md)."""


NOT_RUN = "With a dash: it does not run in that language."


def _head(book: Book, day: date) -> str:
    shown = sum(1 for one in book.criteria if one.tests)
    return f"""# Accessibility: what shows it

Made by `make accessibility` from a run of the tests on {day.day} {day:%B %Y}, out of `tests/wcag.toml`; not written by hand. It says what
tests show on the families' pages, criterion by criterion of WCAG 2.2, levels A and AA, in Welsh and in English: {shown} of {len(book.criteria)} by
tests, {len(book.criteria) - shown} with a reason why there is none. A test shows that a fault we thought of is not there; people find others."""


def _lines(title: str, lines: Iterable[str]) -> str:
    """A section of a list."""
    return f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines)


def walked() -> list[str]:
    """How much test_every_screen.py looks at, counted from its lists."""
    from llais.interface.address import PAGES
    from pages.family.settings import SETTINGS
    from tests.browser import axe, screens
    from tests.browser import test_every_screen as walk

    kiosk = [name for name in walk.VIEWS if "kiosk" in name]
    every = (("On the web", screens.WEB, walk.VIEWS), ("On a kiosk", screens.KIOSK, kiosk), ("Where nothing can be accepted", screens.CLOSED, walk.VIEWS))
    kept = sum(screen.kept for _, listed, _ in every for screen in listed)
    looks = sum(len(listed) * len(views) for _, listed, views in every) * len(LANGUAGES)
    return [
        *(f"{where}: {len(listed)} screens and states, each in {len(views)} sizes and looks, in Welsh and in English." for where, listed, views in every),
        f"Together {looks} looks at {len(PAGES)} pages and the one that is not there: {'; '.join(walk.VIEWS)}.",
        f"axe {_version()} on each screen in each language, with its rules {', '.join(axe.RULES)}; contrast alone in {len(SETTINGS['colours']) - 1} more choices of colours, on the Welsh screens.",
        f"Each stop of the focus in {len(walk.STOPPED_IN)} of the sizes. The accessibility tree of {kept} screens, kept in each language.",
    ]


def scores() -> list[str]:
    """How easy the Easy Read form is, part by part (tests/readability.py)."""
    from llais import content, language, paths
    from tests import readability

    source = content.load(paths.CONTENT)
    words = {one.tag: language.Words.load(one, source, paths.LOCALES) for one in language.languages(paths.LOCALES)}
    parts = readability.parts(source)
    parts["all together"] = [key for keys in parts.values() for key in keys]
    found = {name: {tag: readability.score(one, keys) for tag, one in words.items()} for name, keys in parts.items()}
    return [
        "No sentence has more than 15 words, and each has its picture beside it: on every screen, in both languages.",
        *(f"{name[0].upper()}{name[1:]}: English Flesch-Kincaid grade {round(of['en'].grade, 1) + 0:.1f}; Welsh {of['cy'].length:.2f} words a sentence." for name, of in found.items()),
    ]


def _version() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return re.search(r"axe v([\d.]+)", AXE_SCRIPT)[1]


def _criteria(book: Book, found: Outcomes) -> str:
    rows = [f"| {one.number} {one.name} | {one.level} | {_how(book, one)} | {_count(one, 'cy', found)} | {_count(one, 'en', found)} |" for one in book.criteria]
    about = f"Numbers are those of the tests below. {NOT_RUN}"
    head = ["## The criteria", "", about, "", "| Criterion | Level | Shown by | Welsh | English |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


def _how(book: Book, one: Criterion) -> str:
    if one.reason:
        return f"No test. {one.reason}"
    numbers = ", ".join(str(book.tests.index(test) + 1) for test in dict.fromkeys(one.tests))
    return f"{numbers}. {one.note}".strip()


def _count(one: Criterion, tag: str, found: Outcomes) -> str:
    """How many of a criterion's tests passed in a language; those that look at no words count in each."""
    results = [well for test in one.tests for key, well in found.get(test, {}).items() if key in (tag, NEITHER)]
    failed = results.count(False)
    return f"{failed} of {len(results)} failed" if failed else f"{len(results)} passed" if results else "–"


def _tests(book: Book, found: Outcomes) -> str:
    tests = [test for test in book.tests if any(test in one.tests for one in book.criteria)]
    rows = [f"| {book.tests.index(test) + 1} | {_link(test)} | {_result(test, 'cy', found)} | {_result(test, 'en', found)} |" for test in tests]
    about = f"{NOT_RUN} With an asterisk: it looks at no words, and counts for each language."
    return "\n".join(["## The tests", "", about, "", "| | Test | Welsh | English |", "|---|---|---|---|", *rows])


def _link(test: str) -> str:
    file, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../tests/{file})"


def _result(test: str, tag: str, found: Outcomes) -> str:
    results = found.get(test, {})
    well, star = results.get(tag, results.get(NEITHER)), "*" if NEITHER in results else ""
    return "–" if well is None else f"{'passed' if well else 'failed'}{star}"


def _all(results: dict[str, bool]) -> str:
    return "–" if not results else "passed" if all(results.values()) else "failed"


if __name__ == "__main__":
    print(*(f"tests/{test}" for test in load().tests))
