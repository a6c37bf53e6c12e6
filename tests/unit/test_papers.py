"""The papers the law asks for: whole, easy where they say so, and never another text under the same date."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from llais import content, paths, signing
from llais.commands import sign
from llais.content import PAPERS, Content, ContentError
from llais.language import Words, cut
from llais.service import Prepared
from llais.settings import Settings
from llais.speech import report
from llais.speech.soundbank import Soundbank

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_every_easy_read_sentence_of_a_paper_has_a_picture_and_at_most_fifteen_words(source: Content, words: dict[str, Words]) -> None:
    for paper in source.papers.values():
        for section in paper.easy:
            for one in section.sentences:
                assert one.picture, one.text.key
                for tag in words:
                    assert all(len(said.split()) <= 15 for said in cut(words[tag](one.text.key))), (tag, one.text.key)


def test_a_paper_says_everything_but_the_laws_own_words_in_easy_read_too(source: Content) -> None:
    for name in PAPERS:
        paper = source.papers[name]
        full, easy = ({section.id for section in form} for form in (paper.full, paper.easy))
        assert full - easy <= {"enforcement", "technical", "status", "content"} and easy - full <= {"complaint"}, name


def test_the_statement_has_every_part_of_the_model(source: Content) -> None:
    full = {section.id: section for section in source.papers["accessibility"].full}
    assert list(full) == ["using", "faults", "tell", "enforcement", "technical", "status", "content", "preparation"]
    said = {id_: " ".join(one.text.english for one in section.sentences) for id_, section in full.items()}
    names = source.service.names
    assert names["enforcement"].english in said["enforcement"] and names["advice"].english in said["enforcement"]
    assert "partially compliant" in said["status"] and "version 2.2 AA" in said["status"]
    assert "disproportionate burden" in said["content"] and "outside the scope" in said["content"]
    assert any(one.dated for one in full["preparation"].sentences)


def test_the_names_in_the_papers_are_those_that_the_board_is_asked_about(source: Content, words: dict[str, Words]) -> None:
    names = source.service.names
    keys = [one.text.key for paper in source.papers.values() for section in paper.full for one in section.sentences]
    for tag, spelt in (("en", "english"), ("cy", "welsh")):
        text = " ".join(words[tag](key) for key in keys)
        for id_ in ("board", "unit", "enforcement", "advice"):
            assert getattr(names[id_], spelt).replace("&", "and") in text, (tag, id_)


def test_no_telephone_number_stands_in_a_paper_but_the_units_and_999(source: Content) -> None:
    for text in source.texts.values():
        if text.domain == "papers":
            assert not re.search(r"\d{3}", text.english.replace("2018", "")), text.key


def test_no_paper_says_another_thing_than_on_the_day_it_is_dated(source: Content, words: dict[str, Words]) -> None:
    soundbank, _ = Soundbank.load(Settings().recordings_dir)
    equal = report.verdict(report.standings(soundbank)) == "equal"
    for name in signing.DATED:
        prepared = source.service.papers[name]
        why = signing.holds(prepared, source.papers[name], words, equal, datetime.now(UTC))
        assert why in ("", "old"), f"{name}: {why} since {prepared.on}. Read it, make test, python -m llais sign papers"


def test_a_changed_word_a_changed_translation_and_other_sound_each_make_the_date_void(source: Content, words: dict[str, Words]) -> None:
    paper = source.papers["accessibility"]
    good = Prepared(date(2026, 11, 25), False, {tag: signing.paper(paper, one) for tag, one in words.items()})
    assert signing.holds(good, paper, words, False, NOW) == ""
    assert signing.holds(None, paper, words, False, NOW) == "undated"
    assert signing.holds(good, paper, words, True, NOW) == "sound"
    assert signing.holds(good, paper, words, False, NOW + timedelta(days=366)) == "old"
    for tag in words:
        other = replace(good, digests=good.digests | {tag: "0" * 16})
        assert signing.holds(other, paper, words, False, NOW) == "changed"
    shorter = replace(paper, easy=paper.easy[:-1])
    assert signing.holds(good, shorter, words, False, NOW) == "changed"
    section = paper.full[1]
    always = replace(section, sentences=tuple(replace(one, when="") for one in section.sentences))
    changed = replace(paper, full=(paper.full[0], always, *paper.full[2:]))
    assert signing.holds(good, changed, words, False, NOW) == "changed"


def test_what_the_sound_does_is_no_matter_for_a_paper_that_does_not_speak_of_it(source: Content, words: dict[str, Words]) -> None:
    paper = source.papers["privacy"]
    good = Prepared(date(2026, 11, 25), False, {tag: signing.paper(paper, one) for tag, one in words.items()})
    assert signing.holds(good, paper, words, True, NOW) == ""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of content/ that may be spoiled."""
    shutil.copytree(paths.CONTENT, tmp_path / "content")
    shutil.copytree(paths.PICTURES, tmp_path / "pictures")
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("papers.toml", 'use = "phone.number"', 'use = "phone.nobody"', "papers.toml: phone.nobody: there is no such text to use"),
        ("papers.toml", 'when = "unequal"', 'when = "cloudy"', "papers.toml: accessibility.unequal: nothing is known of 'cloudy'"),
        ("papers.toml", 'until = "contact"', 'until = "ever"', "papers.toml: help.unconfirmed: nothing is known of 'ever'"),
        ("papers.toml", 'picture = "police"', 'picture = "polise"', "papers.toml: help.services: there is no pictures/polise.svg"),
        ("papers.toml", "[about]", "[abuot]", "papers.toml: it has help, abuot"),
        ("service.toml", "[facts.contact]\nconfirmed = false", "[facts.contact]\nconfirmed = true", "service.toml: facts.contact: 'by' is missing"),
        ("service.toml", "[facts.contact]\nconfirmed = false", '[facts.contact]\nconfirmed = true\nby = ""\non = 2026-12-01', "'by' is not the role"),
        ("service.toml", "[facts.contact]\nconfirmed = false", '[facts.contact]\nconfirmed = true\nby = "x"\non = "soon"', "'on' is not a date"),
        ("service.toml", "[facts.process]\n", "[facts.proces]\n", "service.toml: facts.process: 'process' is missing"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_id(copy: Path, file: str, old: str, new: str, told: str) -> None:
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError, match=re.escape(told)):
        content.load(copy)


def test_a_table_is_put_in_place_of_the_old_one_and_all_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "service.toml"
    file.write_text('phone = "1"\n\n[papers.privacy]\non = 2020-01-01\ncy = "x"\n# of the next\n[names.board]\nwelsh = "[B]"\n', "utf-8")
    sign.put(file, "papers.privacy", {"on": "2026-12-01"})
    sign.put(file, "signed.cy", {"by": '"Role"'})
    wanted = 'phone = "1"\n\n[papers.privacy]\non = 2026-12-01\n# of the next\n[names.board]\nwelsh = "[B]"\n\n[signed.cy]\nby = "Role"\n'
    assert file.read_text("utf-8") == wanted
    sign.put(file, "signed.cy", {"by": '"Other"'})
    assert file.read_text("utf-8") == wanted.replace("Role", "Other")
