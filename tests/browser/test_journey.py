"""The main job: a person hears the leaflet, answers by tapping, typing and speaking, and it arrives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from llais.answers import envelope, identity
from llais.answers.export import export
from llais.answers.recipients import PRACTICE_FILE
from llais.answers.vault import Vault
from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

TYPED = "Dw i’n “drist” <b>& blin</b> \\n äöü 🌧 zxqcanary-typed"
REVIEWER = "zxqcanary-reviewer"
HOW = "zxqcanary-phone 07000 000000"


def listens(person: Person) -> None:
    """Listen reads the page from the top, and Stop stops it."""
    person.touches("button.listen")
    expect(person.page.locator(".lit").first).to_be_visible()
    person.touches("button.stop")
    expect(person.page.locator(".lit")).to_have_count(0)


def reads_the_leaflet(person: Person) -> None:
    """Every section of both forms, by Continue."""
    for form in ("leaflet.full", "leaflet.easy"):
        person.touches("home.leaflet")
        person.is_on("leaflet.t1")
        person.touches(form)
        expect(person.button(form)).to_have_attribute("aria-pressed", "true")
        sections = person.source.leaflet.sections(form.removeprefix("leaflet."))
        for section in sections:
            person.touches("button.continue")
            person.is_on(section.heading.text.key)
            for sentence in section.sentences:
                expect(person.page.locator("#main")).to_contain_text(person.words(sentence.text.key).split(". ")[0])
        person.touches("button.home")
        person.is_on("home.title")


def records(person: Person) -> None:
    """Record for two seconds, stop, hear it."""
    person.touches("button.record")
    expect(person.button("button.stop_recording")).to_be_visible()
    person.page.wait_for_timeout(2200)
    person.touches("button.stop_recording")
    expect(person.button("button.delete_recording")).to_be_visible(timeout=10_000)


def test_a_family_hears_the_leaflet_answers_in_three_ways_and_all_of_it_arrives(person: Person, server: Server, tmp_path: Path) -> None:
    person.opens("/")
    person.page.get_by_role("button", name=person.name, exact=True).click()
    person.is_on("home.title")
    listens(person)
    reads_the_leaflet(person)

    person.touches("home.voice")
    person.is_on("before.title")
    person.touches("button.continue")
    person.is_on("card.title")
    person.touches("button.continue")

    questions = person.source.questions
    person.is_on(questions[0].easy.key)
    listens(person)
    person.chooses("question.q1.yes")
    expect(person.page.locator("#text")).to_be_visible()
    person.types(TYPED)
    person.touches("button.continue")

    person.is_on(questions[1].easy.key)
    person.chooses("question.q2.no")
    records(person)
    person.touches("button.back")
    person.is_on(questions[0].easy.key)
    expect(person.page.locator("#text")).to_have_value(TYPED)
    person.touches("button.continue")
    expect(person.page.get_by_role("radio", name=person.words("question.q2.no"), exact=True)).to_be_checked()
    expect(person.button("button.delete_recording")).to_be_visible()
    person.touches("button.continue")

    person.is_on(questions[2].easy.key)
    person.chooses("question.q3.unsure")
    person.touches("button.continue")
    person.is_on(questions[3].easy.key)
    person.chooses("answer.rather_not")
    person.touches("button.continue")
    person.is_on(questions[4].easy.key)
    person.touches("button.continue")
    person.is_on(questions[5].easy.key)
    person.touches("button.tell_more")
    records(person)
    person.touches("button.delete_recording")
    expect(person.button("button.record")).to_be_visible()
    person.touches("button.continue")

    person.is_on("you.title")
    person.page.locator("#reviewer").fill(REVIEWER)
    person.page.locator("#how").fill(HOW)
    person.page.locator("[name=may_reach][value=yes]").check()
    person.page.locator("[name=safe_message][value=no]").check()
    person.page.locator(f"[name=language][value={person.tag}]").check()
    person.touches("button.continue")

    person.is_on("check.title")
    person.sees("check.not_spoken")
    person.sees("check.not_answered")
    expect(person.page.get_by_text(TYPED, exact=True)).to_be_visible()
    person.touches("button.change_answer", n=3)
    person.is_on(questions[2].easy.key)
    person.page.go_back()
    person.is_on("check.title")
    person.page.get_by_role("button", name=person.words("button.send"), exact=True).dblclick()

    person.is_on("sent.title")
    code = person.page.locator("#code").inner_text()
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code)
    arrived(server, person, tmp_path)
    assert not any("zxqcanary" in url or code.replace(" ", "") in url for url in person.asked)

    person.touches("button.finish")
    expect(person.page.locator("#keep")).to_be_visible()
    person.touches("button.not_kept")
    expect(person.page.locator("#keep")).to_be_hidden()
    person.touches("button.finish")
    person.touches("button.kept")
    person.page.wait_for_url(server.url + "/")
    person.is_ready()
    person.page.get_by_role("button", name=person.name, exact=True).click()
    comes_back(person, code)


def comes_back(person: Person, code: str) -> None:
    """The code says that the answers arrived, and no more."""
    person.touches("home.code")
    person.is_on("come_back.title")
    person.page.locator("#code").fill("0000 1111")
    person.touches("button.check_code")
    person.sees("error.code_form")
    person.page.locator("#code").fill("0000 1111 2222 3333")
    person.touches("button.check_code")
    person.sees("error.code_unknown")
    person.page.locator("#code").fill(code.replace(" ", "-"))
    person.touches("button.check_code")
    person.sees("come_back.arrived")
    assert "zxqcanary" not in person.page.content() and person.faults == []


def arrived(server: Server, person: Person, folder: Path) -> None:
    """Nothing typed is in any file of the server's; all of it, byte for byte, is in what the reviewer opens."""
    for file in [*server.data.rglob("*"), server.log]:
        assert not file.is_file() or b"zxqcanary" not in file.read_bytes(), file
    vault = Vault(f"sqlite:///{server.data / 'llais.sqlite'}")
    keys = identity.read((server.data / PRACTICE_FILE).read_bytes())
    opened = [envelope.open_sealed(vault.sealed(one.id), keys) for one in vault.entries()]
    mine = [one for one in opened if one.language == person.tag and any(answer.text == TYPED for answer in one.answers)]
    assert len(mine) == 1
    given = {one.question: one for one in mine[0].answers}
    assert given["q1"].text == TYPED
    assert [given[f"q{n}"].choice for n in range(1, 7)] == ["yes", "no", "unsure", "rather_not", None, None]
    assert not given["q5"].given and not given["q6"].given
    take = given["q2"].recordings[0]
    assert 1.5 < take.seconds < 6 and len(take.data) > 2000
    assert (mine[0].contact.reviewer, mine[0].contact.how) == (REVIEWER, HOW)
    assert (mine[0].contact.may_reach, mine[0].contact.safe_message, mine[0].contact.language) == ("yes", "no", person.tag)
    heard = "async bytes => (await new AudioContext().decodeAudioData(new Uint8Array(bytes).buffer)).duration"
    assert person.page.evaluate(heard, list(take.data)) > 1.5, "the recording cannot be played"
    exported = export(vault, keys, folder / "out")
    assert len(exported.written) == len(opened)
    assert any(file.read_bytes() == take.data for file in (folder / "out").rglob("*.webm"))
