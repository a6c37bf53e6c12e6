"""A language from the right, seen: everything stands mirrored, nothing runs over; twelve languages have room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import pseudo
from tests.browser.conftest import Server, start
from tests.unit.planted import copy

pytestmark = pytest.mark.browser

SIZES = [{"width": 1080, "height": 1920}, {"width": 1920, "height": 1080}, {"width": 360, "height": 740}]
MANY = ("bn", "de", "fa", "pl", "pt", "ro", "so", "uk", "ur")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with a third language."""
    yield from running(tmp_path_factory.mktemp("three"), (pseudo.TAG,))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with twelve languages."""
    yield from running(tmp_path_factory.mktemp("twelve"), (pseudo.TAG, *MANY))


def running(folder: Path, tags: tuple[str, ...]) -> Iterator[Server]:
    (folder / "product").mkdir()
    root = copy(folder / "product")
    for tag in tags:
        pseudo.add(root / "locales", tag)
    made = start(folder, root=root)
    yield made
    made.stop()


def box(one: Locator) -> dict[str, float]:
    """Where it stands."""
    found = one.bounding_box()
    assert found, one
    return dict(found)


def sees_no_overflow(page: Page) -> None:
    """Nothing is wider than the screen, and no button's words are wider than the button."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
    wide = "[...document.querySelectorAll('header button, .languages button')].filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML)"
    assert page.evaluate(wide) == [], page.url


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_a_leaflet_from_the_right_is_the_mirror_of_one_from_the_left(page: Page, server: Server, size: dict[str, int], tmp_path: Path) -> None:
    page.set_viewport_size(size)
    places = {}
    for tag in ("en", "ar"):
        page.goto(f"{server.url}/leaflet?lang={tag}&form=easy&section=how")
        page.wait_for_selector("#page[aria-busy=false]")
        row = page.locator("#main .row").first
        places[tag] = [box(one) for one in (row.locator(".picture"), row.locator("p"), page.locator(".back button"), page.locator(".onward button"), page.locator(".exit"), page.locator(".other button").first)]
        sees_no_overflow(page)
        page.screenshot(path=tmp_path / f"leaflet-{tag}.png")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    beside = [(5, 4)] if all(one[5]["y"] == one[4]["y"] for one in places.values()) else []  # Exit may have a row of its own
    for left, right in ((0, 1), (2, 3), *beside):
        assert places["en"][left]["x"] < places["en"][right]["x"] and places["ar"][left]["x"] > places["ar"][right]["x"], (left, right)
    middle = size["width"] / 2
    for at in (2, 3):  # the bar is the same to the pixel, seen in a mirror
        assert abs((places["en"][at]["x"] + places["en"][at]["width"] - middle) - (middle - places["ar"][at]["x"])) < 2
    assert page.locator(".onward svg").evaluate("one => getComputedStyle(one).transform").startswith("matrix(-1")


def test_a_question_is_answered_from_the_right_and_the_language_changes_on_the_way(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/question?lang=ar&question=q4")
    page.wait_for_selector("#page[aria-busy=false]")
    option = page.locator(".option").first
    assert box(option.locator("input"))["x"] > box(option.locator(".label"))["x"] > box(option.locator(".speaker"))["x"]
    page.locator("input[value=no]").check()
    page.locator("#text").fill("كلمات")
    assert page.locator("#text").evaluate("one => getComputedStyle(one).direction") == "rtl"
    page.screenshot(path=tmp_path / "question.png")
    page.get_by_role("button", name="Cymraeg", exact=True).click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("input[value=no]")).to_be_checked()
    expect(page.locator("#text")).to_have_value("كلمات")
    page.get_by_role("button", name="العربية", exact=True).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    sees_no_overflow(page)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_twelve_languages_have_room_on_the_start_screen(page: Page, crowd: Server, size: dict[str, int], tmp_path: Path) -> None:
    page.set_viewport_size(size)
    page.goto(crowd.url)
    page.wait_for_selector("#page[aria-busy=false]")
    sees_no_overflow(page)
    page.screenshot(path=tmp_path / "start.png", full_page=True)
    blocks = [box(one) for one in page.locator(".language").all()]
    buttons = [box(one) for one in page.locator(".language button").all()]
    assert len(blocks) == 12 and len(buttons) == 24 and all(min(one["width"], one["height"]) >= 56 for one in buttons)
    assert size["width"] < 700 or max(one["y"] + one["height"] for one in blocks) < box(page.locator(".bar"))["y"], "all in sight"
    page.get_by_role("button", name="Polski", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    page.locator(".others summary").click()
    sees_no_overflow(page)
    page.screenshot(path=tmp_path / "others.png")
    page.get_by_role("button", name="Cymraeg", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
