"""The settings: what is chosen holds on every page and from the first paint, until the visit is over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Server
from tests.browser.person import Person

pytestmark = pytest.mark.browser

LOOK = "(() => { const root = document.documentElement; return [root.dataset.size, root.dataset.colours, getComputedStyle(root).fontSize, getComputedStyle(document.body).backgroundColor]; })()"
DARK = ["very_big", "dark", "48px", "rgb(15, 23, 38)"]
USUAL = [None, None, "24px", "rgb(251, 247, 239)"]
CANARY = "zxqcanary words"


def chooses(person: Person, *keys: str) -> None:
    for key in keys:
        person.page.get_by_role("radio", name=person.words(f"settings.{key}"), exact=True).check()


def test_what_is_chosen_holds_everywhere_and_from_the_first_paint_of_a_new_document(person: Person) -> None:
    page = person.page
    person.opens(f"/question?lang={person.tag}&question=q1")
    person.touches("button.tell_more")
    person.types(CANARY)
    person.touches("settings.title")
    person.is_on("settings.title")
    chooses(person, "size.very_big", "colours.dark")
    assert page.evaluate(LOOK) == DARK
    expect(page.get_by_role("radio", name=person.words("settings.colours.dark"), exact=True)).to_be_focused()
    page.get_by_role("button", name={"cy": "English", "en": "Cymraeg"}[person.tag], exact=True).click()
    expect(page.locator("[name=size][value=very_big]")).to_be_checked()
    page.locator(".onward button").click()
    expect(page.locator("#text")).to_have_value(CANARY)
    assert page.evaluate(LOOK) == DARK

    held: list[Route] = []
    let_go: list[bool] = []
    page.route("**/llais.js", lambda route: route.continue_() if let_go else held.append(route))
    page.reload(wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(LOOK) == DARK, "it is there before any other script"
    while not held:
        page.wait_for_timeout(20)
    let_go.append(True)
    for one in held:
        one.continue_()
    person.is_ready()
    assert page.evaluate(LOOK) == DARK
    expect(page.locator("#text")).to_have_value(CANARY)


def test_it_is_gone_with_the_visit_and_was_only_in_this_tab(server: Server, page: Page) -> None:
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))
    person = Person(page, server.url, "cy")
    person.opens("/settings?lang=cy&from=start/")
    chooses(person, "size.very_big", "colours.dark", "ruler.on")
    person.touches("button.continue")
    person.is_on("home.title")
    assert page.evaluate("[localStorage.length, document.cookie.includes('dark')]") == [0, False]
    assert not any("dark" in url or "very_big" in url for url in person.asked)
    other = page.context.new_page()
    other.goto(person.url)
    assert other.evaluate(LOOK) == USUAL
    person.touches("button.exit")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.goto(person.url)
    assert page.evaluate(LOOK) == USUAL and page.evaluate("sessionStorage.length") == 0
    expect(page.locator("#line")).to_be_hidden()


@pytest.mark.parametrize(("minutes", "look"), [(39, DARK), (41, USUAL)])
def test_somebody_who_comes_to_the_tab_after_the_visit_has_run_out_finds_it_as_usual(page: Page, server: Server, minutes: int, look: list) -> None:
    kept = f"{{chosen: {{size: 'very_big', colours: 'dark'}}, at: Date.now() - {minutes * 60_000}}}"
    page.add_init_script(f"sessionStorage.setItem('llais-settings', JSON.stringify({kept}))")
    page.goto(server.url + "/home?lang=cy")
    assert page.evaluate(LOOK) == look


def test_everything_can_be_put_back_and_it_is_said(person: Person) -> None:
    person.opens(f"/settings?lang={person.tag}")
    chooses(person, "size.very_big", "colours.dark", "spacing.wide", "pictures.off", "speed.slow", "ruler.on")
    person.touches("settings.reset")
    assert person.page.evaluate(LOOK) == USUAL
    assert person.page.locator("#settings :checked").evaluate_all("all => all.map(one => one.value)") == ["usual", "usual", "usual", "on", "usual", "off"]
    expect(person.page.locator("#status")).to_have_text(person.words("settings.was_reset"))
    expect(person.button("settings.reset")).to_be_focused()


def test_how_fast_we_read_is_one_setting_with_the_buttons_of_the_player(person: Person) -> None:
    page = person.page
    page.add_init_script("window.made = []; const Real = Audio; window.Audio = function (url) { const one = new Real(url); made.push(one); return one; };")
    person.opens(f"/settings?lang={person.tag}")
    chooses(person, "speed.slow")
    person.touches("button.listen")
    assert page.evaluate("made.at(-1).playbackRate") == 0.75
    chooses(person, "speed.fast")
    assert page.evaluate("made.at(-1).playbackRate") == 1.25 and page.evaluate("!made.at(-1).paused")
    person.touches("button.slower")
    assert page.evaluate("made.at(-1).playbackRate") == 1
    expect(page.locator("[name=speed][value=usual]")).to_be_checked()


def test_a_group_and_a_choice_are_said_by_themselves(person: Person) -> None:
    page = person.page
    person.opens(f"/settings?lang={person.tag}")
    person.touches("button.listen_to", what=person.words("settings.colours.title"))
    expect(page.locator(".lit")).to_have_text(person.words("settings.colours.title"))
    person.touches("button.read_each")
    chooses(person, "colours.cream")
    expect(page.locator(".lit")).to_have_text(person.words("settings.colours.cream"))


def test_without_pictures_the_words_stand_alone_and_the_choices_keep_theirs(person: Person) -> None:
    person.opens(f"/settings?lang={person.tag}")
    chooses(person, "pictures.off")
    expect(person.page.locator(".sample .picture")).to_be_hidden()
    expect(person.page.locator("#settings .option .picture").first).to_be_visible()
    person.goes("leaflet", "how", "easy")
    expect(person.page.locator(".picture:visible")).to_have_count(0)
    person.goes("question", "q1")
    expect(person.page.locator(".speaker .picture").first).to_be_visible()


def test_the_ruler_goes_to_the_line_that_is_touched_and_with_the_voice(chrome: Browser, server: Server) -> None:
    context = chrome.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    person = Person(context.new_page(), server.url, "cy")
    person.opens("/settings?lang=cy")
    chooses(person, "ruler.on")
    person.goes("leaflet", "how", "easy")
    around = "key => { const line = document.getElementById('line').getBoundingClientRect(), word = document.querySelector(`[data-say*='${key}.']`).getClientRects()[0]; return line.top <= word.top + 4 && word.bottom - 4 <= line.bottom; }"
    assert person.page.evaluate(around, "leaflet.e30")
    person.page.locator("[data-say*='leaflet.e33.']").tap()
    person.page.wait_for_function(around, arg="leaflet.e33")
    person.page.wait_for_function(around, arg="leaflet.e34")
    context.close()


def test_with_very_big_words_on_a_phone_each_page_begins_at_exit_and_its_heading(chrome: Browser, server: Server) -> None:
    context = chrome.new_context(viewport={"width": 360, "height": 740})
    person = Person(context.new_page(), server.url, "cy")
    person.opens("/settings?lang=cy")
    chooses(person, "size.very_big")
    person.goes("leaflet", "how", "easy")
    exit_, heading = person.button("button.exit").bounding_box(), person.page.locator("h1").bounding_box()
    assert 0 <= exit_["y"] < 20 and heading["y"] + 48 < 740
    context.close()


def test_where_a_system_has_its_own_colours_they_are_kept_and_what_is_chosen_is_seen(chrome: Browser, server: Server) -> None:
    context = chrome.new_context(forced_colors="active")
    person = Person(context.new_page(), server.url, "cy")
    person.opens("/settings?lang=cy")
    chooses(person, "colours.cream")
    paper, edges = person.page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, [...document.querySelectorAll('[name=colours]')].map(one => getComputedStyle(one.closest('label')).borderTopColor)]"
    )
    assert paper in ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert len(set(edges)) == 2 and edges.count(edges[1]) == 1
    context.close()
