"""The recorder: it stops by itself in time, says what went wrong, and gives up nothing that was said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from llais.answers import envelope, identity
from llais.answers.answer import Answer
from llais.answers.recipients import PRACTICE_FILE
from llais.answers.vault import Vault
from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

LAST = re.compile("/recordings/.*last=1")
"""The last piece of a take, with which it is whole."""


@pytest.fixture
def speaker(person: Person) -> Person:
    """A person at the recorder of a question."""
    person.opens(f"/question?lang={person.tag}&question=q1")
    person.touches("button.tell_more")
    return person


def records(person: Person, ms: int = 1300) -> None:
    person.touches("button.record")
    expect(person.button("button.stop_recording")).to_be_visible()
    person.page.wait_for_timeout(ms)
    person.touches("button.stop_recording")


def test_it_stops_by_itself_at_the_limit_and_keeps_what_was_said(speaker: Person) -> None:
    speaker.page.evaluate("document.getElementById('recorder').dataset.seconds = 2")
    speaker.touches("button.record")
    expect(speaker.button("button.delete_recording")).to_be_visible(timeout=8000)
    speaker.sees("error.recording_long")


def test_without_a_microphone_it_says_so_and_typing_is_there(person: Person) -> None:
    person.page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    person.opens(f"/question?lang={person.tag}&question=q1")
    person.touches("button.tell_more")
    person.touches("button.record")
    person.sees("error.microphone")
    person.types("gair")


def test_when_the_line_is_down_the_recording_stays_and_try_again_brings_it_in(speaker: Person) -> None:
    speaker.page.route("**/recordings/**", lambda route: route.abort())
    records(speaker)
    speaker.sees("error.recording_offline")
    speaker.page.unroute("**/recordings/**")
    speaker.touches("button.try_again")
    expect(speaker.button("button.hear_recording")).to_be_visible(timeout=8000)


def test_a_recording_can_be_heard_made_again_and_deleted(speaker: Person) -> None:
    records(speaker)
    speaker.touches("button.hear_recording")
    speaker.touches("button.record_again")
    expect(speaker.button("button.stop_recording")).to_be_visible()
    speaker.page.wait_for_timeout(2300)
    speaker.touches("button.stop_recording")
    expect(speaker.page.locator("#length")).to_have_text("0:02", timeout=8000)
    speaker.touches("button.delete_recording")
    expect(speaker.button("button.record")).to_be_focused()
    speaker.touches("button.continue")
    speaker.is_on("leaflet.v2")
    speaker.page.go_back()
    speaker.is_on("leaflet.v1")
    speaker.touches("button.tell_more")
    expect(speaker.button("button.record")).to_be_visible()


def test_going_on_while_recording_keeps_what_was_said(speaker: Person) -> None:
    speaker.touches("button.record")
    expect(speaker.button("button.stop_recording")).to_be_visible()
    speaker.page.wait_for_timeout(1500)
    speaker.touches("button.continue")
    speaker.is_on("leaflet.v2")
    speaker.page.wait_for_timeout(800)
    speaker.touches("button.back")
    speaker.is_on("leaflet.v1")
    expect(speaker.button("button.delete_recording")).to_be_visible()


def refuse(route: Route) -> None:
    """As a server that could not read what came."""
    route.fulfill(status=409, json={"problem": "error.recording_broken"})


def refused_at_first(speaker: Person) -> None:
    """The recording of the first question did not come in, and its page was left."""
    speaker.chooses("question.q1.yes")
    speaker.page.route("**/recordings/**", refuse)
    records(speaker)
    speaker.sees("error.recording_broken")
    speaker.touches("button.continue")
    speaker.is_on("leaflet.v2")
    speaker.goes("check")


def sent(server: Server, tag: str) -> list[Answer]:
    """The first answer of each letter in a language, opened."""
    vault = Vault(f"sqlite:///{server.data / 'llais.sqlite'}")
    keys = identity.read((server.data / PRACTICE_FILE).read_bytes())
    letters = [envelope.open_sealed(vault.sealed(one.id), keys) for one in vault.entries()]
    return [one.answers[0] for one in letters if one.language == tag]


def test_what_could_not_be_brought_in_goes_with_send_when_the_line_is_back(speaker: Person, server: Server) -> None:
    before = len(sent(server, speaker.tag))
    refused_at_first(speaker)
    speaker.page.unroute("**/recordings/**")
    speaker.touches("button.send")
    speaker.is_on("sent.title")
    *others, mine = sent(server, speaker.tag)
    assert len(others) == before and mine.choice == "yes" and len(mine.recordings) == 1


@pytest.mark.parametrize("way_out", ["button.delete_recording", "button.try_again"])
def test_while_a_recording_does_not_come_in_nothing_is_sent_and_its_page_says_so(speaker: Person, server: Server, way_out: str) -> None:
    before = len(sent(server, speaker.tag))
    refused_at_first(speaker)
    speaker.touches("button.send")
    speaker.is_on("leaflet.v1")
    speaker.sees("error.recording_first")
    expect(speaker.page.locator("#recorder-problem")).to_be_in_viewport()
    assert len(sent(server, speaker.tag)) == before
    speaker.checks_the_screen()
    speaker.page.unroute("**/recordings/**")
    speaker.touches(way_out)
    kept = way_out == "button.try_again"
    expect(speaker.button("button.hear_recording" if kept else "button.record")).to_be_visible()
    speaker.goes("check")
    speaker.touches("button.send")
    speaker.is_on("sent.title")
    *_, mine = sent(server, speaker.tag)
    assert mine.choice == "yes" and len(mine.recordings) == int(kept)


def test_a_recording_that_arrives_after_its_page_was_left_is_listed_on_the_check_page(speaker: Person) -> None:
    speaker.page.route("**/recordings/**", lambda route: route.abort())
    records(speaker)
    speaker.touches("button.continue")
    speaker.is_on("leaflet.v2")
    speaker.goes("check")
    expect(speaker.page.locator("[data-record=hear]")).to_have_count(0)
    speaker.page.unroute("**/recordings/**")
    expect(speaker.button("button.hear_recording_of", n=1)).to_be_visible(timeout=8000)


def test_a_recording_goes_on_while_the_page_is_painted_again(speaker: Person) -> None:
    speaker.touches("button.record")
    expect(speaker.page.locator("#time")).to_have_text("0:01")
    speaker.page.evaluate("document.getElementById('recorder').id = 'old'; document.getElementById('page').dataset.signature = ''")
    speaker.touches("button.read_each")
    expect(speaker.page.locator("#old")).to_have_count(0)
    expect(speaker.button("button.stop_recording")).to_be_visible()
    speaker.touches("button.stop_recording")
    expect(speaker.button("button.hear_recording")).to_be_visible(timeout=8000)


def test_a_take_that_takes_long_comes_in_behind_send_and_only_once(speaker: Person, server: Server) -> None:
    before = len(sent(server, speaker.tag))
    held: list[Route] = []
    speaker.chooses("question.q1.yes")
    speaker.page.route(LAST, lambda route: held.append(route))
    records(speaker)
    speaker.goes("check")
    speaker.touches("button.send")
    speaker.is_on("leaflet.v1", patience=15)
    speaker.sees("error.recording_first")
    speaker.touches("button.try_again")
    assert len(held) == 1 and len(sent(server, speaker.tag)) == before
    speaker.page.unroute(LAST)  # what was held back goes on
    expect(speaker.button("button.hear_recording")).to_be_visible()
    speaker.goes("check")
    speaker.touches("button.send")
    speaker.is_on("sent.title")
    *_, mine = sent(server, speaker.tag)
    assert len(mine.recordings) == 1


def test_a_recording_deleted_while_it_is_on_its_way_is_not_sent(speaker: Person, server: Server) -> None:
    held: list[Route] = []
    speaker.page.route(LAST, lambda route: held.append(route))
    speaker.chooses("question.q1.yes")
    records(speaker)
    speaker.goes("check")
    speaker.touches("button.send")
    speaker.is_on("leaflet.v1", patience=15)
    speaker.touches("button.delete_recording")
    expect(speaker.button("button.record")).to_be_visible()
    speaker.page.unroute(LAST)
    speaker.page.wait_for_timeout(3000)  # longer than the pause after which it would be told again
    expect(speaker.button("button.record")).to_be_visible()
    speaker.goes("check")
    speaker.touches("button.send")
    speaker.is_on("sent.title")
    *_, mine = sent(server, speaker.tag)
    assert mine.choice == "yes" and not mine.recordings


def test_recording_again_what_had_not_arrived_gives_it_up_only_for_a_new_take(speaker: Person) -> None:
    speaker.page.route("**/recordings/**", lambda route: route.abort())
    records(speaker)
    speaker.sees("error.recording_offline")
    speaker.page.unroute("**/recordings/**")
    speaker.page.evaluate("() => { const start = MediaRecorder.prototype.start; MediaRecorder.prototype.start = function () { this.ondataavailable = null; start.call(this); }; }")
    speaker.touches("button.record_again")
    expect(speaker.button("button.stop_recording")).to_be_visible()
    speaker.touches("button.stop_recording")
    speaker.sees("error.recording_empty")
    speaker.touches("button.try_again")
    expect(speaker.button("button.hear_recording")).to_be_visible(timeout=8000)


def test_something_more_that_did_not_come_in_is_not_sent_and_its_own_page_says_so(speaker: Person) -> None:
    speaker.chooses("question.q1.yes")
    speaker.goes("check")
    speaker.touches("button.send")
    speaker.is_on("sent.title")
    code = speaker.page.locator("#code").inner_text()
    speaker.goes("come-back")
    speaker.page.locator("#code").fill(code)
    speaker.touches("button.check_code")
    speaker.touches("come_back.more")
    speaker.page.route("**/recordings/**", refuse)
    records(speaker)
    speaker.sees("error.recording_broken")
    speaker.touches("button.back")
    speaker.touches("come_back.reach")
    speaker.page.locator("#how").fill("07000 000000")
    speaker.touches("button.send")
    speaker.is_on("more.title")
    speaker.sees("error.recording_first")
    speaker.page.unroute("**/recordings/**")
    speaker.touches("button.try_again")
    expect(speaker.button("button.hear_recording")).to_be_visible()
    speaker.touches("button.send")
    speaker.sees("more.sent")
