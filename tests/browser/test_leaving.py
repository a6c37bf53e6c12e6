"""Leaving: Finish, Exit and the idle time-out forget the visit; and nobody sees anybody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

CANARY = "zxqcanary words"


def answers_a_question(person: Person) -> None:
    """In the middle of Your Voice, with words typed."""
    person.opens(f"/home?lang={person.tag}")
    person.touches("home.voice")
    person.is_on("before.title")
    person.touches("button.continue")
    person.is_on("card.title")
    person.touches("button.continue")
    person.is_on("leaflet.v1")
    person.chooses("question.q1.yes")
    person.types(CANARY)
    person.touches("button.continue")
    person.is_on("leaflet.v2")


def finds_nothing(page: Page) -> None:
    """Not on screen, not by Back or Forward or reload, not in any storage, cookie or URL."""
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state])")
    assert "zxqcanary" not in stored
    for move in (lambda: None, page.go_back, page.go_forward, page.reload, page.go_back):
        move()
        page.wait_for_load_state()
        page.wait_for_timeout(300)
        assert "zxqcanary" not in page.content()
        for value in page.locator("textarea, input").evaluate_all("all => all.map(one => one.value)"):
            assert "zxqcanary" not in value


@pytest.fixture
def harmless(context: BrowserContext) -> None:
    """The page that Exit leads to is on the internet; here it is answered by the test."""
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))


@pytest.mark.usefixtures("harmless")
@pytest.mark.parametrize("way", ["button", "keys"])
def test_exit_goes_to_a_harmless_page_at_once_and_leaves_nothing(person: Person, way: str) -> None:
    answers_a_question(person)
    person.touches("button.listen")
    if way == "button":
        person.touches("button.exit")
    else:
        for _ in range(3):
            person.page.keyboard.press("Shift")
    person.page.wait_for_url("https://www.bbc.co.uk/weather")
    person.page.go_back()
    person.page.wait_for_url(person.url + "/")
    finds_nothing(person.page)


def test_opening_the_app_anew_in_the_same_tab_shows_nothing_of_before(person: Person) -> None:
    answers_a_question(person)
    person.page.goto(person.url)
    finds_nothing(person.page)


def test_nobody_there_ends_the_visit_after_a_warning_and_a_touch_goes_on(serve: Callable[..., Server], page: Page) -> None:
    server = serve(LLAIS_PLACE="kiosk", LLAIS_IDLE_SECONDS="6", LLAIS_IDLE_VOICE_SECONDS="6", LLAIS_IDLE_WARNING_SECONDS="3", LLAIS_TEST_TIMES="1")
    person = Person(page, server.url, "cy")
    answers_a_question(person)
    expect(person.page.locator("dialog[open]")).to_be_visible(timeout=8000)
    person.checks_the_screen()
    person.touches("button.still_here")
    expect(person.page.locator("dialog[open]")).to_have_count(0)
    person.is_on("leaflet.v2")
    expect(person.page.locator("dialog[open]")).to_be_visible(timeout=8000)
    person.page.wait_for_url(server.url + "/", timeout=12_000)
    person.is_ready()
    finds_nothing(person.page)


def test_on_a_kiosk_exit_leads_to_the_start_and_people_are_told_that_others_may_hear(serve: Callable[..., Server], page: Page) -> None:
    person = Person(page, serve(LLAIS_PLACE="kiosk").url, "en")
    person.opens("/home?lang=en")
    person.touches("home.voice")
    person.sees("before.near")
    person.checks_the_screen()
    person.touches("button.exit")
    person.page.wait_for_url(person.url + "/")
    assert all(url.startswith((person.url, "blob:", "data:")) for url in person.asked)


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


def test_the_language_can_change_in_the_middle_and_nothing_is_lost(person: Person) -> None:
    answers_a_question(person)
    person.chooses("question.q2.unsure")
    other = {"cy": "English", "en": "Cymraeg"}[person.tag]
    person.page.get_by_role("button", name=other, exact=True).click()
    tag = {"cy": "en", "en": "cy"}[person.tag]
    expect(person.page.locator(f"html[lang={tag}]")).to_have_count(1)
    expect(person.page.locator("[value=unsure]")).to_be_checked()
    person.page.locator(".back button").click()
    expect(person.page.locator("#text")).to_have_value(CANARY)


def test_words_typed_and_straight_a_tap_on_continue_are_kept(person: Person) -> None:
    person.opens(f"/question?lang={person.tag}&question=q1")
    person.touches("button.tell_more")
    person.page.locator("#text").press_sequentially("olaf", delay=5)
    person.touches("button.continue")
    person.is_on("leaflet.v2")
    person.page.go_back()
    person.is_on("leaflet.v1")
    expect(person.page.locator("#text")).to_have_value("olaf")


def test_a_text_that_is_too_long_gets_a_message_that_is_read_and_stays(person: Person) -> None:
    person.opens(f"/question?lang={person.tag}&question=q1")
    person.touches("button.tell_more")
    person.types("gair " * 1001)
    person.touches("button.continue")
    expect(person.page.locator("#problem")).to_be_visible()
    expect(person.page.locator("#problem")).to_be_focused()
    expect(person.page.locator("#text")).to_have_value("gair " * 1001)
    person.checks_the_screen()
    person.types("gair")
    person.touches("button.continue")
    person.is_on("leaflet.v2")
