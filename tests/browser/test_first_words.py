"""The first words do not wait: what comes after them, in which order, and that nothing is missing meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from llais.interface.web import WEB
from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

LIGHT = ("/", "/home?lang=TAG", "/home?lang=TAG&form=easy", "/leaflet?lang=TAG&form=full&section=how", "/leaflet?lang=TAG&form=easy&section=how")
SIZES = ((360, 740), (1080, 1600))
ADD = "text => document.head.append(Object.assign(document.createElement('style'), {textContent: text}))"
AT_ONCE = """
new PerformanceObserver((list, watch) => {
  if (!list.getEntriesByName("first-contentful-paint").length) return;
  watch.disconnect();
  document.querySelector("[data-player=listen]").click();
}).observe({type: "paint", buffered: true});
"""
"""Touches Listen as soon as there is something to see."""
SCRIPT = "/llais.js"
READY = "#page[aria-busy=false]"


@pytest.mark.parametrize("tag", ["cy", "en"])
@pytest.mark.parametrize("path", LIGHT)
def test_the_pages_people_come_to_look_the_same_without_the_styles_that_come_later(chrome: Browser, server: Server, path: str, tag: str) -> None:
    for width, height in SIZES:
        context = chrome.new_context(java_script_enabled=False, bypass_csp=True, viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto(server.url + path.replace("TAG", tag))
        assert not page.locator("#later-styles").count()
        before = page.screenshot(full_page=True)
        page.evaluate(ADD, WEB.later)
        assert page.screenshot(full_page=True) == before, f"{path} at {width} needs something of later.css"
        context.close()


def test_the_later_styles_come_with_the_script_or_in_the_page_and_once(person: Person) -> None:
    page = person.page
    for path in (f"/home?lang={person.tag}", f"/question?lang={person.tag}&question=q1"):
        person.opens(path)
        expect(page.locator(READY)).to_be_attached()
        assert page.locator("#later-styles").evaluate_all("all => all.map(one => one.textContent)") == [WEB.later]
    assert page.locator(".option").first.evaluate("one => getComputedStyle(one).display") == "flex"


def asked(page: Page, held: list[Route]) -> list[str]:
    """What the page asks for from now on, by path; its sounds are held back."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    page.route("**/sound/**", lambda route: held.append(route))
    page.add_init_script(AT_ONCE)
    return found


def scripts(found: list[str]) -> list[str]:
    return [url for url in found if url.endswith(SCRIPT)]


def test_a_sound_that_is_asked_for_with_the_first_words_comes_before_the_script(person: Person) -> None:
    page, held = person.page, []
    found = asked(page, held)
    page.goto(f"{person.url}/leaflet?lang={person.tag}&form=full&section=how", wait_until="commit")
    page.wait_for_timeout(500)
    assert held and not scripts(found)
    page.unroute("**/sound/**")  # those held back go on
    expect(page.locator(READY)).to_be_attached()
    assert len(scripts(found)) == 1
    expect(page.locator("#main .lit").first).to_be_visible()


def test_a_sound_that_never_comes_does_not_keep_the_script_away(person: Person) -> None:
    page, held = person.page, []
    found = asked(page, held)
    page.goto(f"{person.url}/leaflet?lang={person.tag}&form=full&section=how", wait_until="commit")
    expect(page.locator(READY)).to_be_attached()
    assert held and len(scripts(found)) == 1
    page.unroute_all(behavior="ignoreErrors")
