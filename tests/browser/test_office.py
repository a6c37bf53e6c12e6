"""The office: two tabs, two kiosks on one server, a phone and a kiosk never see each other's anything; come back later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.person import Person
from tests.browser.test_leaving import CANARY, answers_a_question, finds_nothing

pytestmark = pytest.mark.browser


def test_two_tabs_and_two_people_never_see_each_others_answers(person: Person, context: BrowserContext, chrome) -> None:
    answers_a_question(person)
    others = chrome.new_context()
    for page in (context.new_page(), others.new_page()):
        other = Person(page, person.url, person.tag)
        other.opens(f"/question?lang={person.tag}&question=q1")
        expect(page.locator("#text")).to_have_value("")
        other.opens(f"/check?lang={person.tag}")
        assert "zxqcanary" not in page.content()
    others.close()
    person.touches("button.back")
    expect(person.page.locator("#text")).to_have_value(CANARY)


def test_two_kiosks_and_a_phone_answer_at_once_and_each_sends_its_own(serve: Callable[..., Server], chrome: Browser) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    people = []
    for number, size in enumerate(((1080, 1920), (1920, 1080), (360, 740))):
        page = chrome.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
        people.append(Person(page, server.url, ("cy", "en")[number % 2]))
        people[-1].opens(f"/question?lang={people[-1].tag}&question=q1")
        people[-1].touches("button.tell_more")
    for number, person in enumerate(people):
        person.types(f"{CANARY} of {number}")
    for person in people:
        person.touches("button.continue")
        person.is_on("leaflet.v2")
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        person.page.wait_for_timeout(250)
        person.page.goto(f"{server.url}/check?lang={person.tag}")
        person.is_ready()
    for number, person in enumerate(people):
        assert person.page.locator(".own").all_inner_texts() == [f"{CANARY} of {number}"]
        person.touches("button.send")
        person.is_on("sent.title")
    assert len({person.page.inner_text("#code") for person in people}) == 3
    for person in people:
        person.page.context.close()


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_somebody_stops_on_a_kiosk_and_goes_on_with_a_phone_in_the_other_language(serve: Callable[..., Server], page: Page, chrome: Browser, tag: str) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    person = Person(page, server.url, tag)
    answers_a_question(person)
    person.touches("button.later")
    person.is_on("later.title")
    for key in ("later.kept", "later.shows", "later.until", "sent.code_write"):
        assert person.words(key) in page.inner_text("main")
    code = page.inner_text("#code")
    person.touches("button.finish")
    expect(page.locator("dialog#keep[open]")).to_be_visible()
    person.touches("button.not_kept")
    person.touches("button.finish")
    person.touches("button.kept")
    page.wait_for_url(server.url + "/")
    person.is_ready()
    finds_nothing(page)

    phone = chrome.new_context(viewport={"width": 360, "height": 740})
    later = Person(phone.new_page(), server.url, {"cy": "en", "en": "cy"}[tag])
    later.opens(f"/come-back?lang={later.tag}")
    later.page.locator("#code").fill(code.replace(" ", "-"))
    later.touches("button.check_code")
    later.sees("come_back.waits")
    assert CANARY not in later.page.content()
    later.touches("button.take_up")
    later.is_on("leaflet.v2")
    later.touches("button.back")
    expect(later.page.locator("#text")).to_have_value(CANARY)
    later.page.reload()
    later.is_ready()
    expect(later.page.locator("#text")).to_have_value(CANARY)
    later.page.goto(f"{server.url}/check?lang={later.tag}")
    later.is_ready()
    later.touches("button.send")
    later.is_on("sent.title")
    assert later.page.inner_text("#code") == code
    phone.close()
