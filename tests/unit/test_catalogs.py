"""Changed English makes its translation stale; nothing a translator did is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from llais import catalogs, paths
from llais.content import DOMAINS, Content
from llais.language import languages, read


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    shutil.copytree(paths.LOCALES, tmp_path / "locales")
    return tmp_path / "locales"


def changed(source: Content, key: str, english: str) -> Content:
    texts = {name: replace(text, english=english) if name == key else text for name, text in source.texts.items()}
    return replace(source, texts=texts)


def test_the_committed_catalogs_are_up_to_date(source: Content, locales: Path) -> None:
    assert catalogs.update(source, locales, "cy") == []
    for domain in ("leaflet", "questions", "interface", "desk"):
        ours = (paths.LOCALES / "cy" / "LC_MESSAGES" / f"{domain}.po").read_text("utf-8")
        stripped = [line for line in ours.splitlines() if "Date" not in line]
        again = (locales / "cy" / "LC_MESSAGES" / f"{domain}.po").read_text("utf-8")
        assert [line for line in again.splitlines() if "Date" not in line] == stripped


def test_changed_english_keeps_its_welsh_but_marks_it_fuzzy(source: Content, locales: Path) -> None:
    assert catalogs.update(changed(source, "button.listen", "Hear"), locales, "cy") == ["button.listen"]
    message = read(locales / "cy" / "LC_MESSAGES" / "interface.po", "cy").get("Hear", "button.listen")
    assert message and message.fuzzy and message.string == "Gwrando"


def test_a_new_language_begins_with_everything_to_translate(source: Content, locales: Path) -> None:
    waiting = catalogs.update(source, locales, "ar")
    assert len(waiting) == sum(len(list(catalogs.messages(source, domain))) for domain in DOMAINS)
    assert languages(locales)[2].direction == "rtl"


@pytest.mark.parametrize("tag", ["nonsense!", "xx", "en", ""])
def test_what_is_no_language_begins_no_catalogs(tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogs.main([tag]) == 2 and "not the tag of a language" in capsys.readouterr().err
    assert [one.tag for one in languages(paths.LOCALES)] == ["cy", "en"]
