"""The recorder: it stops by itself in time, says what went wrong, and gives up nothing that was said."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person

pytestmark = pytest.mark.browser


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
