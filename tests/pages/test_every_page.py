"""What WCAG asks of every page, and what no page may have: seen in the markup of each, the style sheet and the scripts."""

from __future__ import annotations

import re
from html import unescape

import pytest

from llais import paths
from llais.content import FORMS
from llais.interface import family
from llais.interface.address import PAGES as PATHS
from llais.interface.address import Address, parse
from llais.interface.kit import Kit
from llais.interface.scene import Scene, View
from llais.interface.visit import Visit
from llais.interface.web import DESK, FOLDER
from pages.family import PAGES
from tests.pages.test_papers import foot
from tests.pages.test_screens import addresses, kit_in
from tests.pages.test_settings import forms

TAGS = ["cy", "en"]
STEPS = {"card", "question", "you", "check", "sent", "later", "more", "reach", "withdraw"}
"""Steps of a process: WCAG 2.4.5 does not ask for a second way to them."""
OWN_FIELDS = {"card", "code", "reviewer", "how", "text"}
"""What is typed. `how` is a phone number or an e-mail address, as one likes: no one purpose that a browser could know."""
STYLE = re.sub(r"/\*.*?\*/", "", "".join(file.read_text("utf-8") for file in sorted(FOLDER.glob("*.css"))), flags=re.S)
RULES = [(selector.strip(), body) for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", STYLE)]
SCRIPTS = {file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.js") if file.stem not in DESK or file.stem == "words"}
LOOKS = {"background", "border-color", "color", "font-weight", "text-decoration", "outline", "outline-offset", "box-shadow", "border-radius"}
"""What a rule may change and show nothing that was not there."""
EVENTS = {
    *("click", "submit", "input", "change", "keydown", "keyup", "focusin"),  # what people do; a click is whatever their browser takes for one
    *("pointerdown", "wheel", "touchmove", "contextmenu", "dragstart", "drop", "auxclick"),  # see below
    *("popstate", "pageshow", "pagehide", "visibilitychange", "resize", "DOMContentLoaded"),  # the browser's own
    *("play", "playing", "pause", "ended", "error", "dataavailable", "stop", "open", "message", "close"),  # sound and the line
    "toggle",  # what a hard word means was opened or closed, by a click or a key
}
PASSED_OVER = {"pointerdown": {"attract", "draft", "leave"}, "touchmove": {"attract", "leave"}, "wheel": {"attract", "leave", "kiosk"}, "dragstart": {"kiosk"}, "drop": {"kiosk"}}
"""Here it is noted that somebody is there, and nothing is done; on a kiosk dragging, and a wheel with Ctrl, are stopped."""
BY_SIGHT = {
    "en": r"\b(on the left|on the right|above|below|beside|at the (top|bottom)|corner|round|square|red|green|blue|yellow|black|white)\b",
    "cy": r"\b(ar y chwith|ar y dde|uchod|isod|wrth ymyl|ar (frig|waelod)|cornel|crwn|sgwâr|coch|gwyrdd|glas|melyn|du|gwyn)\b",
}
SEEN = {"kiosk.take_home", "accessibility.partly"}
"""A square for a camera; and the law's own words, which mean what follows."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return kit_in(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return kit_in(tmp_path_factory.mktemp("kiosk"), place="kiosk", public_url="https://llais.example.wales")


def view(kit: Kit, address: Address) -> View:
    return family.paint(PAGES, Scene(kit, Visit(address=address), address))


def painted(kit: Kit, tag: str) -> dict[Address, str]:
    """Every page that a URL can open, in a language."""
    return {one: view(kit, one).html for one in addresses(kit) if one.language == tag}


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("tag", TAGS)
def test_the_title_of_every_page_is_its_heading_and_the_name_of_the_service(kit: Kit, tag: str) -> None:
    for address in painted(kit, tag):
        shown = view(kit, address)
        heading, _, service = shown.title.rpartition(" – ")
        said = words_of(shown.html.split("<h1")[1].split("</h1>")[0].partition(">")[2])
        assert heading and heading in said and service == kit.words[shown.language]("service.name"), address


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("form", FORMS)
def test_every_page_is_one_touch_from_home_and_every_section_one_from_the_contents(kit: Kit, form: str, tag: str) -> None:
    home = view(kit, Address("home", tag, form)).html
    led = [parse(url, kit.tags) for url in (*forms(home, ""), *foot(home))]
    assert set(PATHS) - STEPS - {"home"} <= {one.page for one in led if one}
    contents = view(kit, Address("leaflet", tag, form)).html
    listed = contents.split('<ol class="contents">')[1].split("</ol>")[0].replace("&amp;", "&")
    sections = [one.id for one in kit.content.leaflet.sections(form)]
    assert [parse(url, kit.tags).item for url in re.findall(r'href="([^"]+)"', listed)] == sections


@pytest.mark.parametrize("tag", TAGS)
def test_no_field_asks_for_what_a_browser_knows_of_its_user(kit: Kit, tag: str) -> None:
    pages = "".join(painted(kit, tag).values())
    fields = re.findall(r"<(?:input|textarea)\b[^>]*>", pages)
    typed = {re.search(r'name="(\w+)"', one)[1] for one in fields if 'type="radio"' not in one and 'type="hidden"' not in one}
    assert typed == OWN_FIELDS


@pytest.mark.parametrize("tag", TAGS)
def test_every_picture_is_named_or_passed_over_and_none_holds_words_or_moves(kit: Kit, kiosk: Kit, tag: str) -> None:
    squares = set()
    for address, html in (*painted(kit, tag).items(), *painted(kiosk, tag).items()):
        assert all('aria-hidden="true"' in picture for picture in re.findall(r"<svg\b[^>]*>", html)), address
        assert not re.search(r"<(img|canvas|object|embed|iframe|marquee|blink|text|image|animate\w*)\b", html), address
        squares |= set(re.findall(r'<span class="qr"[^>]*>', html))
    assert squares == {'<span class="qr" role="img" aria-label="https://llais.example.wales">'}, "a camera's square says its address"
    drawn = {name for file in paths.PICTURES.glob("*.svg") for name in re.findall(r"<(\w+)", file.read_text("utf-8"))}
    assert drawn == {"svg", "path"}


@pytest.mark.parametrize("tag", TAGS)
def test_there_is_no_video_and_no_sound_that_begins_by_itself(kit: Kit, kiosk: Kit, tag: str) -> None:
    for address, html in (*painted(kit, tag).items(), *painted(kiosk, tag).items()):
        assert not re.search(r"<(video|source|track)\b|autoplay", html), address
        assert "<audio" not in re.sub(r"<noscript>.*?</noscript>", "", html, flags=re.S), address
        assert all(" controls " in one for one in re.findall(r"<audio\b[^>]*>", html)), address


@pytest.mark.parametrize("tag", TAGS)
def test_no_page_has_words_that_only_a_pointer_finds(kit: Kit, tag: str) -> None:
    assert not [address for address, html in painted(kit, tag).items() if re.search(r"<[^>]*\stitle=", html)]
    for selector, body in RULES:
        if ":hover" in selector or ":focus" in selector and selector != ".skip:focus":  # that link is what has the focus
            assert set(re.findall(r"([\w-]+):", body)) <= LOOKS, selector


@pytest.mark.parametrize("tag", TAGS)
def test_no_sentence_says_where_or_in_which_shape_or_colour_something_stands(kit: Kit, tag: str) -> None:
    texts = [key for key, text in kit.content.texts.items() if text.domain != "desk"]
    assert {key for key in texts if re.search(BY_SIGHT[tag], kit.words[tag](key), re.I)} <= SEEN


def test_only_the_dot_of_a_recording_moves_slowly_and_not_for_whoever_asked_for_no_motion() -> None:
    assert re.findall(r"animation[\w-]*:\s*([^;}]+)", STYLE) == ["pulse 1.5s ease-in-out infinite"], "three flashes in a second are too many"
    assert "@media (prefers-reduced-motion: no-preference) { .dot { animation:" in STYLE
    assert "@keyframes pulse { 50% { opacity: .3; } }" in STYLE and STYLE.count("@keyframes") == 1 and "transition" not in STYLE
    assert not [name for name, text in SCRIPTS.items() if re.search(r"\.animate\(|[\"']smooth[\"']", text)]


def test_everything_is_done_by_a_click_or_a_key_and_nothing_by_drawing_dragging_shaking_or_pressing_alone() -> None:
    heard: dict[str, set[str]] = {}
    for name, text in SCRIPTS.items():
        literal, listed = re.findall(r'addEventListener\("(\w+)"', text), re.findall(r"for \(const kind of \[([^\]]*)\]", text)
        assert text.count("addEventListener(") == len(literal) + len(listed), f"{name}: an event by another name"
        found = {*literal, *re.findall(r'"(\w+)"', " ".join(listed)), *re.findall(r"\.on([a-z]+)\s*=[^=]", text)}
        for event in found:
            heard.setdefault(event, set()).add(name)
    assert set(heard) <= EVENTS
    assert {event: heard[event] for event in PASSED_OVER} == PASSED_OVER


def test_no_page_is_turned_or_shut_by_how_a_screen_is_held() -> None:
    assert not [name for name, text in {**SCRIPTS, "style": STYLE}.items() if "orientation" in text.lower()]
    document = (FOLDER.parent / "templates" / "document.html").read_text("utf-8")
    assert re.findall(r'<meta name="viewport" content="([^"]+)"', document) == ["width=device-width, initial-scale=1"], "anybody may zoom"
    assert "manifest" not in document
