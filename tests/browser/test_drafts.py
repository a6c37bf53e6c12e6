"""Nothing is lost: a reload, a line that is down for long, a server that dies; and only ciphertext leaves the tab."""

from __future__ import annotations

import base64
import json
import sqlite3
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ARGUMENTS, Server, start, until
from tests.browser.line import Line
from tests.browser.person import Person
from tools import browser as chromium

pytestmark = pytest.mark.browser

QUARTER = 250  # ms after the last key or touch
WORDS = "zxqcanary geiriau"


def on_question_1(person: Person) -> None:
    person.opens(f"/question?lang={person.tag}&question=q1")
    person.chooses("question.q1.yes")


def rows(server: Server, table: str) -> list[tuple]:
    with sqlite3.connect(server.data / "llais.sqlite") as store:
        return store.execute(f"SELECT * FROM {table}").fetchall()


def recorded(page: Page) -> str:
    """The state of the recorder."""
    return str(page.get_attribute("#recorder", "data-state"))


def test_a_reload_loses_nothing_that_is_a_quarter_of_a_second_old(person: Person) -> None:
    on_question_1(person)
    person.page.locator("#text").press_sequentially(WORDS, delay=20)
    person.page.wait_for_timeout(QUARTER)
    person.page.reload()
    person.is_ready()
    expect(person.page.locator("#text")).to_have_value(WORDS)
    expect(person.page.locator("[value=yes]")).to_be_checked()
    expect(person.page.locator("#status")).to_have_text(person.words("error.restored"))
    person.checks_the_screen()
    person.touches("button.continue")
    person.is_on("leaflet.v2")
    person.page.reload()
    person.is_ready()
    person.touches("button.back")
    expect(person.page.locator("#text")).to_have_value(WORDS)


def test_a_recording_that_a_reload_cuts_off_is_kept_up_to_there(person: Person) -> None:
    on_question_1(person)
    person.touches("button.record")
    expect(person.page.locator("#time")).to_have_text("0:05")
    person.page.reload()
    person.is_ready()
    person.sees("error.recording_cut")
    assert recorded(person.page) == "kept"
    assert person.page.inner_text("#length") in ("0:03", "0:04", "0:05")
    person.page.goto(f"{person.url}/check?lang={person.tag}")
    person.is_ready()
    person.sees("check.recorded")
    person.touches("button.hear_recording_of", n=1)
    person.page.wait_for_timeout(300)
    assert person.faults == []


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_the_server_is_killed_between_a_word_and_continue_and_nothing_is_lost(serve: Callable[..., Server], page: Page, tag: str) -> None:
    server = serve()
    person = Person(page, server.url, tag)
    on_question_1(person)
    person.touches("button.record")
    expect(page.locator("#time")).to_have_text("0:02")
    person.touches("button.stop_recording")
    expect(page.locator("#recorder")).to_have_attribute("data-state", "kept")
    person.types(WORDS)
    server.kill()
    person.touches("button.continue")
    expect(page.locator("#alert")).to_have_text(person.words("error.connection"))
    began = time.monotonic()
    server.process = start(server.data.parent, port=str(server.port)).process
    answered = time.monotonic()
    person.is_on("leaflet.v2")
    print(f"usable {time.monotonic() - began:.1f} s after the start, {time.monotonic() - answered:.1f} s after the first answer")
    expect(page.locator("#alert")).to_be_hidden()
    person.touches("button.back")
    expect(page.locator("#text")).to_have_value(WORDS)
    assert recorded(page) == "kept"


def test_a_server_killed_under_send_sends_once_with_the_code_that_is_shown(serve: Callable[..., Server], page: Page) -> None:
    server = serve()
    person = Person(page, server.url, "cy")
    on_question_1(person)
    page.wait_for_timeout(QUARTER)
    page.goto(f"{server.url}/check?lang=cy")
    person.is_ready()
    page.wait_for_timeout(QUARTER)
    page.evaluate("document.querySelector('.onward button').click(); 0")
    server.kill()
    server.process = start(server.data.parent, port=str(server.port)).process
    person.is_on("sent.title")
    assert len(rows(server, "letters")) == 1 and rows(server, "drafts") == []
    shown = page.inner_text("#code")
    page.reload()
    person.is_ready()
    person.is_on("sent.title")
    expect(page.locator("#code")).to_have_text(shown)


def test_what_was_kept_and_never_answered_is_not_sent_twice(serve: Callable[..., Server], page: Page) -> None:
    server = serve()
    line = Line(server.port)
    person = Person(page, line.url, "cy")
    on_question_1(person)
    page.wait_for_timeout(QUARTER)
    page.goto(f"{line.url}/check?lang=cy")
    person.is_ready()
    line.deaf = True
    page.evaluate("document.querySelector('.onward button').click(); 0")
    until(lambda: len(rows(server, "letters")) == 1)
    server.kill()
    line.cut()
    server.process = start(server.data.parent, port=str(server.port)).process
    line.mend()
    person.is_on("sent.title")
    assert len(rows(server, "letters")) == 1
    line.cut()


@pytest.fixture
def cut(serve: Callable[..., Server]) -> Iterator[tuple[Line, Server]]:
    """A server that forgets a session soon, at the end of a line that can be cut."""
    server = serve(STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1")
    line = Line(server.port)
    yield line, server
    line.cut()


def test_a_line_that_is_down_for_longer_than_a_session_is_kept_loses_nothing(cut: tuple[Line, Server], page: Page) -> None:
    line, _ = cut
    person = Person(page, line.url, "cy")
    on_question_1(person)
    line.cut()
    expect(page.locator("#alert")).to_have_text(person.words("error.connection"))
    person.types(WORDS)
    person.touches("button.continue")
    page.wait_for_timeout(2500)
    line.mend()
    person.is_on("leaflet.v2")
    expect(page.locator("#alert")).to_be_hidden()
    person.touches("button.back")
    expect(page.locator("#text")).to_have_value(WORDS)
    expect(page.locator("[value=yes]")).to_be_checked()


def test_a_short_break_of_the_line_tells_what_was_not_heard_again(cut: tuple[Line, Server], page: Page) -> None:
    line, _ = cut
    person = Person(page, line.url, "en")
    on_question_1(person)
    line.cut()
    page.evaluate("document.querySelector('.onward button').click(); 0")
    line.mend()
    person.is_on("leaflet.v2")
    person.touches("button.back")
    expect(page.locator("[value=yes]")).to_be_checked()


def test_sound_that_was_fetched_plays_while_the_line_is_down(cut: tuple[Line, Server], page: Page) -> None:
    line, _ = cut
    person = Person(page, line.url, "cy")
    person.opens("/leaflet?lang=cy&section=purpose")
    person.touches("button.listen")
    expect(page.locator(".lit")).to_have_count(1)
    first_two = page.locator("main [data-say]").evaluate_all("all => all.slice(0, 2).map(one => new URL(one.dataset.say, location).href)")
    page.wait_for_function("all => all.every(one => performance.getEntriesByName(one).some(entry => entry.responseEnd > 0))", arg=first_two)
    page.locator("[data-player=stop]").click()
    line.cut()
    page.wait_for_timeout(300)
    person.touches("button.listen")
    expect(page.locator(".lit")).to_have_count(1)
    page.wait_for_timeout(500)
    expect(page.locator(".lit")).to_have_count(1)
    assert not page.locator("#status").get_by_text(person.words("reading.failed")).count()


def test_only_ciphertext_leaves_the_tab_and_its_key_never_does(person: Person, server: Server) -> None:
    sent: list[bytes] = []
    person.page.on("request", lambda request: sent.append(str(request.all_headers()).encode() + request.url.encode() + (request.post_data_buffer or b"")) if "/draft/" in request.url else None)
    on_question_1(person)
    person.types(WORDS)
    person.page.wait_for_timeout(QUARTER)
    kept = json.loads(str(person.page.evaluate("sessionStorage['llais-draft']")))
    assert sent and not any(b"zxqcanary" in one or kept["key"].encode() in one or base64.b64decode(kept["key"]) in one for one in sent)
    stored = b"".join(file.read_bytes() for file in server.data.iterdir() if file.is_file())
    assert b"zxqcanary" not in stored and kept["id"].encode() not in stored
    assert kept["id"] not in "".join(person.asked)


def test_a_copy_of_the_tab_takes_no_key_along(person: Person, context: BrowserContext) -> None:
    on_question_1(person)
    person.types(WORDS)
    person.page.wait_for_timeout(QUARTER)
    mine = person.page.evaluate("sessionStorage['llais-draft']")
    with context.expect_page() as opened:
        person.page.evaluate("window.open(location.href); 0")
    copy = Person(opened.value, person.url, person.tag)
    copy.is_ready()
    expect(copy.page.locator("#text")).to_have_value("")
    copy.page.locator("[data-do=more]").click()
    copy.types("other words")
    copy.page.wait_for_timeout(QUARTER)
    assert copy.page.evaluate("sessionStorage['llais-draft']") != mine
    person.page.reload()
    person.is_ready()
    expect(person.page.locator("#text")).to_have_value(WORDS)


def test_a_draft_is_gone_after_finish(serve: Callable[..., Server], page: Page) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    person = Person(page, server.url, "cy")
    on_question_1(person)
    person.types(WORDS)
    page.wait_for_timeout(QUARTER)
    assert rows(server, "drafts")
    person.touches("button.exit")
    page.wait_for_url(server.url + "/")
    person.is_ready()
    assert rows(server, "drafts") == [] and page.evaluate("sessionStorage.length") == 0


def test_without_a_secure_address_the_page_says_so_and_does_not_record(serve: Callable[..., Server], chrome: Browser) -> None:
    server = serve(LLAIS_ALLOWED_HOSTS="llais.test")
    arguments = [*ARGUMENTS, "--host-resolver-rules=MAP llais.test 127.0.0.1"]
    browser = chrome.browser_type.launch(executable_path=chromium.find(), args=arguments)
    for tag in ("cy", "en"):
        person = Person(browser.new_page(), f"http://llais.test:{server.port}", tag)
        on_question_1(person)
        person.sees("error.not_secure")
        expect(person.page.locator("button.record[data-record=start]")).to_be_disabled()
        person.checks_the_screen()
        assert not any("/draft/" in url for url in person.asked)
    browser.close()


def test_on_a_touch_screen_a_word_and_straight_a_tap_are_kept(serve: Callable[..., Server], chrome: Browser, server: Server) -> None:
    touch = chrome.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    person = Person(touch.new_page(), server.url, "cy")
    on_question_1(person)
    person.page.locator("#text").press_sequentially("olaf", delay=5)
    person.button("button.continue").tap()
    person.is_on("leaflet.v2")
    person.page.go_back()
    expect(person.page.locator("#text")).to_have_value("olaf")
    touch.close()


def test_a_text_of_megabytes_is_too_long_and_neither_line_nor_draft_breaks(person: Person) -> None:
    on_question_1(person)
    paste = "const box = document.getElementById('text'); box.value = 'zxqcanary '.repeat(230_000); box.dispatchEvent(new Event('input', {bubbles: true}))"
    person.page.evaluate(f"(() => {{ {paste} }})()")
    person.touches("button.continue")
    person.sees("error.text_too_long")
    expect(person.page.locator("#alert")).to_be_hidden()
    person.types(WORDS)
    person.touches("button.continue")
    person.is_on("leaflet.v2")
