"""Read aloud: from the first answer of the server on, by touch, at three speeds, page after page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

SPY = """
window.heard = [];
const real = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.heard.push(this); return real.call(this); };
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.shifts += e.value; }))
  .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def listener(person: Person) -> Person:
    """A person whose browser counts what is played and what moves."""
    person.page.add_init_script(SPY)
    return person


def playing(person: Person) -> str:
    """The file that sounds now, if one does."""
    script = "(() => { const one = window.heard.at(-1); return one && !one.paused && !one.ended ? new URL(one.src).pathname : ''; })()"
    return str(person.page.evaluate(script))


def speed(person: Person) -> float:
    return float(person.page.evaluate("window.heard.at(-1).playbackRate"))


HOLD = """
  const send = WebSocket.prototype.send, held = [];
  window.letGo = () => { window.letGo = null; held.splice(0).forEach((one) => one()); };
  WebSocket.prototype.send = function (data) { window.letGo ? held.push(() => send.call(this, data)) : send.call(this, data); };
  window.asked = () => held.length;
"""


@contextmanager
def before_the_first_screen(page: Page, url: str) -> Iterator[None]:
    """The page has its line and asks the server for the first screen, which does not hear it before the end of the block."""
    page.add_init_script(HOLD)
    page.goto(url, wait_until="commit")
    while not page.evaluate("window.asked()"):
        page.wait_for_timeout(50)
    yield
    page.evaluate("window.letGo()")


def test_the_page_is_there_and_speaks_before_the_server_and_goes_on_unbroken_behind_it(listener: Person) -> None:
    page = listener.page
    with before_the_first_screen(page, f"{listener.url}/leaflet?lang={listener.tag}&form=full&section=how"):
        expect(page.locator("h1")).to_have_text(listener.words("leaflet.h0"))
        listener.button("button.listen").click()
        expect(page.locator(".lit").first).to_be_visible()
        page.mouse.wheel(0, 40)
        page.wait_for_timeout(300)
        page.locator("[data-player=again]").focus()
        page.evaluate("window.node = document.querySelector('#page h1'); window.first = window.heard.length; window.y = scrollY")
        assert page.evaluate("document.querySelector('#page').hasAttribute('aria-busy')") is False
    listener.is_ready()
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('#page h1') === window.node"), "the words were painted anew"
    assert page.evaluate("document.activeElement.dataset.player") == "again"
    assert page.evaluate("scrollY === window.y")
    assert playing(listener), "the sound stopped"
    assert page.evaluate("window.shifts") < 0.01


FONT = """getComputedStyle(document.querySelector("h1")).fontFamily.split(",")[0].replaceAll('"', "")"""


@pytest.mark.parametrize("path", ["/", "/home?lang=cy", "/leaflet?lang=cy&form=easy&section=how", "/question?lang=cy&question=q4"])
def test_nothing_on_the_screen_changes_when_the_first_screen_comes(page: Page, server: Server, path: str) -> None:
    with before_the_first_screen(page, server.url + path):
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(300)
        before = page.screenshot()
    Person(page, server.url, "cy").is_ready()
    page.wait_for_timeout(700)
    assert page.screenshot() == before
    assert page.evaluate(FONT) == "Like Atkinson"


def test_the_next_screen_is_in_the_font_that_came_meanwhile(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/home?lang=cy")
    Person(page, server.url, "cy").is_ready()
    page.wait_for_function("[...document.fonts].filter((face) => face.family.includes('Next') && face.status === 'loaded').length === 2")
    assert page.evaluate(FONT) == "Like Atkinson"
    page.locator(".big button").first.click()
    page.wait_for_url("**/leaflet?**")
    assert page.evaluate(FONT) == "Atkinson Hyperlegible Next"


def test_touching_a_sentence_reads_from_there_and_anything_else_stops_it(listener: Person) -> None:
    listener.opens(f"/leaflet?lang={listener.tag}&form=easy&section=who")
    sentences = listener.page.locator("#main .row .say")
    sentences.nth(2).click()
    expect(sentences.nth(2)).to_have_class("say lit")
    assert "leaflet.e53" in playing(listener)
    listener.page.keyboard.press("Tab")
    assert playing(listener)
    listener.touches("button.continue")
    listener.is_on("leaflet.e60")
    assert not playing(listener)
    expect(listener.page.locator(".lit")).to_have_count(0)


def test_sentences_follow_each_other_and_each_lights_up(listener: Person) -> None:
    listener.opens(f"/home?lang={listener.tag}")
    listener.touches("button.listen")
    lit = set()
    for _ in range(150):
        lit |= set(listener.page.locator(".lit").all_inner_texts())
        listener.page.wait_for_timeout(150)
        if listener.words("home.leaflet") in lit:
            break
    assert {listener.words("practice.banner"), listener.words("home.title"), listener.words("home.leaflet")} <= lit


def test_pause_again_slower_and_faster(listener: Person) -> None:
    listener.opens(f"/leaflet?lang={listener.tag}&section=what")
    listener.touches("button.listen")
    listener.touches("button.pause")
    assert not playing(listener)
    listener.touches("button.resume")
    assert playing(listener) and speed(listener) == 1
    listener.touches("button.slower")
    assert speed(listener) == 0.75
    listener.touches("button.faster")
    listener.touches("button.faster")
    listener.touches("button.faster")
    assert speed(listener) == 1.25
    listener.touches("button.again")
    assert playing(listener) and speed(listener) == 1.25
    here = listener.page.url
    listener.page.keyboard.type("abcdefghijklmnopqrstuvwxyz0123456789.,-+?/")
    assert playing(listener) and speed(listener) == 1.25 and listener.page.url == here, "a letter alone does nothing"
    listener.page.keyboard.press("Escape")
    assert not playing(listener)


def test_read_each_page_to_me_speaks_every_next_screen_and_stays_on(listener: Person) -> None:
    listener.opens(f"/home?lang={listener.tag}")
    listener.touches("button.read_each")
    assert playing(listener)
    for key, heading in (("home.voice", "before.title"), ("button.continue", "card.title"), ("button.continue", "leaflet.v1")):
        listener.touches(key)
        listener.is_on(heading)
        listener.page.wait_for_function("window.heard.at(-1) && !window.heard.at(-1).paused")
        expect(listener.button("button.read_each")).to_have_attribute("aria-pressed", "true")
    listener.touches("button.read_each")
    assert not playing(listener)


def test_the_start_screen_says_each_language(page: Page, server: Server) -> None:
    page.add_init_script(SPY)
    person = Person(page, server.url, "cy")
    person.opens("/")
    for label, clip in (("Gwrando: Cymraeg", "/sound/cy/language.name"), ("Listen: English", "/sound/en/language.name")):
        page.get_by_role("button", name=label, exact=True).click()
        assert clip in playing(person)
    box = [page.get_by_role("button", name=name, exact=True).bounding_box() for name in ("Cymraeg", "English")]
    assert box[0]["y"] == box[1]["y"] and box[0]["x"] < box[1]["x"], "side by side, Welsh read first"


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_without_any_script_the_leaflet_reads_plays_and_leads_on(chrome, server: Server, tag: str) -> None:
    context: BrowserContext = chrome.new_context(java_script_enabled=False)
    page, words = context.new_page(), Person(context.new_page(), server.url, tag).words
    page.goto(server.url)
    page.get_by_role("button", name={"cy": "Cymraeg", "en": "English"}[tag], exact=True).click()
    page.get_by_role("button", name=words("home.leaflet")).click()
    page.get_by_role("button", name=words("button.continue")).click()
    expect(page.locator("h1")).to_have_text(words("leaflet.w0"))
    expect(page.locator("audio").first).to_be_visible()
    expect(page.get_by_role("button", name=words("button.listen"))).to_be_hidden()
    page.goto(f"{server.url}/question?lang={tag}&question=q1")
    expect(page.locator("noscript .contact").first).to_be_visible()
    assert "029 2087 1891" in page.locator("noscript .contact").first.inner_text()
    expect(page.locator("textarea")).to_be_hidden()
    context.close()


def test_the_server_is_told_that_a_section_was_heard_with_the_next_touch_and_only_once(person: Person) -> None:
    told: list[bytes] = []
    person.page.on("websocket", lambda line: line.on("framesent", lambda frame: told.append(frame if isinstance(frame, bytes) else frame.encode())))
    person.opens(f"/leaflet?lang={person.tag}&form=full&section=what")
    person.touches("button.listen")
    expect(person.page.locator("#main .lit").first).to_be_visible()
    person.page.wait_for_timeout(500)
    before = len(told)
    person.touches("button.continue")
    person.is_on("leaflet.y0")
    assert b'"listened"' in b"".join(told[before:]) and b'"listened"' not in b"".join(told[:before])
    before = len(told)
    person.touches("button.continue")
    person.is_on("leaflet.h0")
    assert len(told) > before and b'"listened"' not in b"".join(told[before:])


def test_a_hard_word_says_what_it_means_where_it_stands_and_gives_the_focus_back(listener: Person) -> None:
    page = listener.page
    listener.opens(f"/before?lang={listener.tag}&form=easy")
    word = page.get_by_role("button", name=listener.words("hard.reviewer.word"), exact=True)
    word.focus()
    page.keyboard.press("Enter")
    told = page.get_by_role("dialog", name=listener.words("hard.reviewer.word"), exact=True)
    expect(told).to_contain_text(listener.words("hard.reviewer.means"))
    for key in ("word", "means"):
        page.wait_for_function("key => window.heard.at(-1)?.src.includes(key)", arg=f"hard.reviewer.{key}.")
    told.locator("[data-say]").first.click()
    page.wait_for_function("window.heard.at(-1)?.src.includes('hard.reviewer.word.')")
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(word).to_be_focused()
    assert playing(listener) == ""


def test_the_switch_between_the_forms_keeps_the_place_and_what_was_typed(person: Person) -> None:
    person.opens(f"/question?lang={person.tag}&question=q4")
    person.chooses("question.q4.yes")
    person.types("zxq")
    person.touches("leaflet.easy")
    expect(person.page.locator("#page[data-place='question/q4'] h1 .beside")).to_be_visible()
    expect(person.page.locator("#text")).to_have_value("zxq")
    expect(person.page.get_by_role("radio", name=person.words("question.q4.yes"), exact=True)).to_be_checked()
    person.touches("paper.full")
    expect(person.page.locator("h1 .beside")).to_have_count(0)
    expect(person.page.locator("#text")).to_have_value("zxq")
