"""Tab, Enter and Space alone, as with two switches: the whole journey, each stop seen and ringed; arrows are never needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import Person

pytestmark = pytest.mark.browser

MOST = 60
"""Stops that a page may have."""
STOP = """() => {
  if (document.activeElement === document.body) return {name: '', ringed: true, seen: true}; // from the end to the top
  const one = document.activeElement, place = one.type === 'radio' ? one.closest('label') : one;
  const words = ids => ids.split(' ').map(id => document.getElementById(id).innerText).join(' ');
  const name = one.getAttribute('aria-labelledby') ? words(one.getAttribute('aria-labelledby')) : one.ariaLabel ?? (one.labels?.[0] ?? one).innerText;
  const box = place.getBoundingClientRect(), hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const style = getComputedStyle(place);
  return {name: name.replace(/\\s+/g, ' ').trim(), ringed: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 3, seen: place.contains(hit)};
}"""


def line(page: Page) -> float:
    """Where the ruler lies, in px from the top of the document."""
    return float(page.evaluate("parseFloat(document.getElementById('line').style.top)"))


class Switches:
    """Two switches: one goes on to the next stop, one takes it."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def goes_to(self, name: str) -> None:
        """Tab until the stop with this name is reached. Each one on the way is seen, and ringed."""
        passed: list[str] = []
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            passed.append(stop["name"])
            assert stop["ringed"] and stop["seen"], (self.page.url, stop)
            if stop["name"] == name:
                return
        raise AssertionError((self.page.url, name, passed))

    def takes(self, key: str, by: str = "Enter") -> None:
        """Go to what has the words of a key and press it."""
        self.goes_to(self.person.words(key))
        self.page.keyboard.press(by)

    def is_on(self, key: str) -> None:
        """A new page is there, and reading goes on at its heading."""
        self.person.is_on(key)
        expect(self.page.locator("h1")).to_be_focused()


@pytest.fixture
def switches(person: Person) -> Switches:
    person.opens("/")
    return Switches(person)


def test_the_whole_journey_by_tab_and_enter_alone(switches: Switches) -> None:
    person, page, words = switches.person, switches.page, switches.person.words
    switches.goes_to(person.name)
    page.keyboard.press("Enter")
    switches.is_on("home.title")

    switches.takes("settings.title")
    switches.is_on("settings.title")
    switches.takes("settings.size.bigger")
    switches.takes("settings.colours.dark", by="Space")
    switches.takes("settings.ruler.on")
    switches.takes("button.back")
    switches.is_on("home.title")
    first = line(page)
    switches.takes("settings.ruler.down")
    assert line(page) > first
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert line(page) == first
    page.locator("h1").focus()

    switches.takes("home.voice")
    switches.is_on("before.title")
    switches.takes("button.continue")
    switches.is_on("card.title")
    switches.takes("button.continue")
    switches.is_on("leaflet.v1")
    switches.takes("question.q1.no")
    expect(page.get_by_role("radio", name=words("question.q1.no"), exact=True)).to_be_checked()
    switches.goes_to(words("button.tell_more"))
    switches.goes_to(page.locator("label[for=text]").inner_text().replace("\n", " "))
    page.keyboard.type("zxq")
    switches.takes("button.record")
    expect(page.locator("#time")).to_have_text("0:01")
    expect(person.button("button.stop_recording")).to_be_focused()
    page.keyboard.press("Enter")
    expect(person.button("button.delete_recording")).to_be_visible()
    expect(person.button("button.hear_recording")).to_be_focused()
    switches.takes("button.continue")

    switches.is_on("leaflet.v2")
    switches.takes("question.q2.unsure", by="Space")
    switches.takes("button.remove_choice")
    expect(page.get_by_role("radio").first).to_be_focused()
    expect(page.locator("[name=choice]:checked")).to_have_count(0)
    for heading in ("leaflet.v3", "leaflet.v4", "leaflet.v5", "leaflet.v6", "you.title"):
        switches.takes("button.continue")
        switches.is_on(heading)
    switches.goes_to(f"{words('you.may_reach_no')} {words('you.may_reach')}")
    page.keyboard.press("Enter")
    expect(page.locator("[name=may_reach][value=no]")).to_be_checked()
    switches.takes("button.continue")
    switches.is_on("check.title")
    person.sees("check.recorded")
    switches.takes("button.send")
    switches.is_on("sent.title")
    switches.takes("button.finish")
    expect(page.locator("dialog#keep[open]")).to_be_visible()
    person.button("button.not_kept").press("Enter")
    expect(page.locator("dialog#keep")).to_be_hidden()
    expect(person.button("button.finish")).to_be_focused()
    page.keyboard.press("Enter")
    switches.takes("button.kept")
    page.wait_for_url(person.url + "/")
    expect(page.locator("html[data-colours]")).to_have_count(0)


def test_focus_and_voice_go_on_when_each_page_is_to_be_read(switches: Switches) -> None:
    switches.person.opens(f"/home?lang={switches.person.tag}")
    switches.page.evaluate("window.began = 0; const play = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = function () { began += 1; return play.call(this); }; 0")
    switches.takes("button.read_each")
    switches.page.wait_for_timeout(700)
    assert switches.page.evaluate("[began, document.activeElement.dataset.do, document.activeElement.ariaPressed]") == [1, "read", "true"]


def test_back_again_by_shift_and_tab_stops_at_each_choice(switches: Switches) -> None:
    page = switches.page
    switches.person.opens(f"/question?lang={switches.person.tag}&question=q4")
    switches.takes("start.skip")
    expect(page.locator("main")).to_be_focused()
    switches.takes("question.q4.no")
    seen = []
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        seen.append(page.evaluate("document.activeElement.value ?? document.activeElement.ariaLabel"))
    assert [one for one in seen if one] == ["sometimes", "yes"], seen
