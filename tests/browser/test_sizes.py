"""On a phone, on both kiosks and with text at 200 %: everything is there, nothing sideways, Back, Listen and Continue in place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

SIZES = {"portrait": (1080, 1920), "wide": (1920, 1080), "phone": (360, 740), "narrow": (320, 640)}
PATHS = ["/", "/home?", "/leaflet?", "/leaflet?section=how&", "/leaflet?form=easy&section=how&", "/before?", "/privacy?", "/privacy?form=easy&", "/accessibility?", "/accessibility?form=easy&", "/help?", "/about?", "/card?", "/question?question=q4&", "/you?", "/check?", "/come-back?"]


def path_in(path: str, tag: str) -> str:
    return path if path == "/" else f"{path}lang={tag}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tag", ["cy", "en"])
def test_every_screen_fits(chrome: Browser, server: Server, size: str, tag: str) -> None:
    width, height = SIZES[size]
    context = chrome.new_context(viewport={"width": width, "height": height})
    person = Person(context.new_page(), server.url, tag)
    bars = set()
    for path in PATHS:
        person.opens(path_in(path, tag))
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        bars.add(round(person.page.locator(".ways").bounding_box()["y"]))
        small = "[...document.querySelectorAll('#page button, #page .option label')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 47.5).map(e => e.outerHTML.slice(0, 120))"
        assert person.page.evaluate(small) == [], path
        person.checks_the_start() if path == "/" else person.checks_the_screen()
    assert len(bars) == 1, "Back, Listen and Continue are always in the same place"
    context.close()


@pytest.mark.parametrize("size", ["portrait", "wide", "phone"])
def test_a_whole_question_is_seen_without_hunting(chrome: Browser, server: Server, size: str) -> None:
    width, height = SIZES[size]
    context = chrome.new_context(viewport={"width": width, "height": height})
    person = Person(context.new_page(), server.url, "cy")
    person.opens("/question?lang=cy&question=q1")
    bar = person.page.locator(".bar").bounding_box()["y"]
    last = person.page.locator(".option").last.bounding_box()
    assert last["y"] + last["height"] <= bar
    context.close()


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_text_at_two_hundred_percent_needs_no_sideways_scrolling(chrome: Browser, server: Server, tag: str) -> None:
    context = chrome.new_context(viewport={"width": 640, "height": 900})
    person = Person(context.new_page(), server.url, tag)
    for path in PATHS:
        person.opens(path_in(path, tag))
        person.page.evaluate("document.documentElement.style.fontSize = '36px'")
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
