"""Leaving: Finish, Exit and the idle time-out forget the visit; and nobody sees anybody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.person import Person
from tests.browser.screens import MINUTES

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


SOON = {"LLAIS_PLACE": "kiosk", "LLAIS_IDLE_SECONDS": "8", "LLAIS_IDLE_VOICE_SECONDS": "6", "LLAIS_IDLE_WARNING_SECONDS": "3", "LLAIS_TEST_TIMES": "1"}


def is_asked(page: Page, yes: bool = True) -> None:
    """Whether the page asks if somebody is still there."""
    expect(page.locator("dialog#idle[open]")).to_have_count(int(yes), timeout=10_000)


def test_nobody_there_ends_the_visit_after_a_warning_and_a_touch_goes_on(serve: Callable[..., Server], page: Page) -> None:
    server = serve(**SOON)
    person = Person(page, server.url, "cy")
    answers_a_question(person)
    page.locator("[data-volume='1']").click()
    is_asked(page)
    seconds = person.page.locator("#idle-count").inner_text()
    assert seconds in [person.words.plural("idle.count", n) for n in (1, 2, 3)]
    person.touches("button.still_here")
    is_asked(page, yes=False)
    is_asked(page)
    page.locator("#idle-title").click()
    is_asked(page, yes=False)
    is_asked(page)
    page.keyboard.press("a")
    is_asked(page, yes=False)
    person.is_on("leaflet.v2")
    page.wait_for_url(server.url + "/", timeout=20_000)
    person.is_ready()
    finds_nothing(page)
    page.goto(server.url + "/home?lang=cy")
    person.is_ready()
    expect(page.locator("#volume")).to_have_text(person.words("volume.level", n=3, most=5))


def test_with_very_big_words_on_a_small_phone_the_answer_to_are_you_there_is_in_sight(person: Person) -> None:
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.opens(f"/home?lang={person.tag}")
    person.page.evaluate("document.documentElement.dataset.size = 'very_big'")
    person.page.clock.install()
    person.page.clock.fast_forward(MINUTES)
    expect(person.button("button.still_here")).to_be_focused()
    expect(person.button("button.still_here")).to_be_in_viewport(ratio=1)


def test_while_a_clip_or_a_recording_runs_nobody_is_idle(serve: Callable[..., Server], page: Page) -> None:
    server = serve(**SOON)
    person = Person(page, server.url, "en")
    answers_a_question(person)
    person.touches("button.tell_more")
    person.touches("button.record")
    expect(page.locator("#time")).to_have_text("0:09", timeout=20_000)
    is_asked(page, yes=False)
    person.touches("button.stop_recording")
    is_asked(page)


def test_the_leaflet_has_a_time_of_its_own_and_none_runs_where_it_is_turned_off(serve: Callable[..., Server], page: Page, context: BrowserContext) -> None:
    soon, never = serve(**SOON), serve(**SOON, LLAIS_IDLE="false")
    person, other = Person(page, soon.url, "en"), Person(context.new_page(), never.url, "en")
    person.opens("/home?lang=en")
    other.opens("/question?lang=en&question=q1")
    is_asked(page)
    page.wait_for_url(person.url + "/", timeout=20_000)
    is_asked(other.page, yes=False)
    assert other.page.url.endswith("question=q1")


def test_three_shifts_are_told_before_one_leaves_and_to_screen_readers(person: Person) -> None:
    person.opens(f"/before?lang={person.tag}")
    for key in ("before.leave", "before.leave_keys", "before.leave_clears", "before.later"):
        person.sees(key)
    person.page.keyboard.press("Shift")
    person.page.keyboard.press("Shift")
    expect(person.page.locator("#status")).to_have_text(person.words.plural("exit.shifts", 1))


def test_exit_covers_the_screen_before_anything_else_and_stops_the_sound(person: Person) -> None:
    answers_a_question(person)
    person.page.route("**/visit", lambda route: None)  # the server does not answer
    person.touches("button.listen")
    expect(person.page.locator(".lit")).to_have_count(1)
    shown = person.page.evaluate("(() => { document.querySelector('[data-do=exit]').click(); return [document.getElementById('page').innerText, document.title, document.getElementById('status').textContent]; })()")
    assert shown == ["", "…", person.words("exit.leaving")]


def test_on_a_kiosk_exit_leads_to_the_start_and_people_are_told_that_others_may_hear(serve: Callable[..., Server], page: Page) -> None:
    person = Person(page, serve(LLAIS_PLACE="kiosk").url, "en")
    person.opens("/home?lang=en")
    person.touches("home.voice")
    person.sees("before.near")
    person.touches("button.exit")
    person.page.wait_for_url(person.url + "/")


def test_a_kiosk_asks_no_other_host_and_no_link_leaves(serve: Callable[..., Server], page: Page) -> None:
    server = serve(LLAIS_PLACE="kiosk", LLAIS_PUBLIC_URL="https://llais.example.wales")
    for tag in ("cy", "en"):
        person = Person(page, server.url, tag)
        answers_a_question(person)
        for path in ("/home?", "/leaflet?section=contact&", "/leaflet?form=easy&section=contact&", "/come-back?", "/privacy?", "/you?"):
            person.opens(f"{path}lang={tag}")
            leads = page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
            assert all(one.startswith(("/", "#")) for one in leads), leads
        person.opens(f"/home?lang={tag}")
        person.sees("kiosk.take_home")
        expect(page.locator(".qr svg")).to_be_visible()
        assert person.asked and all(url.startswith((server.url, "blob:", "data:")) for url in person.asked)


def test_a_kiosk_stops_menus_and_keys_that_lead_out_but_not_those_of_writing(serve: Callable[..., Server], page: Page) -> None:
    person = Person(page, serve(LLAIS_PLACE="kiosk").url, "cy")
    person.opens("/question?lang=cy&question=q1")
    person.touches("button.tell_more")
    fires = "([kind, how, where]) => !document.querySelector(where).dispatchEvent(new (kind === 'keydown' ? KeyboardEvent : MouseEvent)(kind, {bubbles: true, cancelable: true, ...how}))"
    for stopped in (("contextmenu", {}, "main"), ("keydown", {"key": "F12"}, "main"), ("keydown", {"key": "p", "ctrlKey": True}, "main"), ("keydown", {"key": "I", "ctrlKey": True, "shiftKey": True}, "#text"), ("keydown", {"key": "ArrowLeft", "altKey": True}, "main")):
        assert page.evaluate(fires, list(stopped)) is True, stopped
    for written in (("keydown", {"key": "c", "ctrlKey": True}, "#text"), ("keydown", {"key": "ŵ", "ctrlKey": True, "altKey": True}, "#text"), ("keydown", {"key": "a"}, "#text")):
        assert page.evaluate(fires, list(written)) is False, written


def test_where_nobody_is_a_kiosk_shows_a_calm_screen_without_a_sound(serve: Callable[..., Server], page: Page) -> None:
    person = Person(page, serve(LLAIS_PLACE="kiosk").url, "cy")
    person.opens()
    expect(page.locator("#attract")).to_be_visible(timeout=30_000)
    assert not any("/sound/" in url and "error" not in url for url in person.asked)
    page.locator("#attract").click()
    expect(page.locator("#attract")).to_be_hidden()
    assert page.url == person.url + "/"
    expect(page.locator("h1")).to_be_focused()


def test_the_volume_stays_within_its_steps_and_is_told(serve: Callable[..., Server], page: Page) -> None:
    person = Person(page, serve(LLAIS_PLACE="kiosk").url, "en")
    person.opens("/leaflet?lang=en&section=purpose")
    page.evaluate("window.made = []; const Real = Audio; window.Audio = function (url) { const one = new Real(url); made.push(one); return one; }; 0")
    person.touches("button.listen")
    for _ in range(7):
        person.touches("button.louder")
    expect(page.locator("#volume")).to_have_text(person.words("volume.level", n=5, most=5))
    assert page.evaluate("made.at(-1).volume") == 1 and page.locator(".lit").count() == 1
    for _ in range(7):
        person.touches("button.quieter")
    assert page.evaluate("made.at(-1).volume") == 0.2
    expect(page.locator("#status")).to_have_text(person.words("volume.level", n=1, most=5))


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
    person.types("gair")
    person.touches("button.continue")
    person.is_on("leaflet.v2")
