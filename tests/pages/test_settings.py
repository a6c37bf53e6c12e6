"""The settings page: what it offers, and the way back from it. And no wrong code keeps anybody on a page."""

from __future__ import annotations

import re

import pytest

from llais.interface import family
from llais.interface.address import Address, parse
from llais.interface.kit import Kit
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.interface.web import FOLDER
from llais.settings import Settings
from pages.family import PAGES
from pages.family.settings import SETTINGS, USUAL


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path_factory.mktemp("data")))


def shown(kit: Kit, address: Address) -> str:
    return family.paint(PAGES, Scene(kit, Visit(address=address), address)).html


def forms(html: str, group: str) -> list[str]:
    """Where the forms of a kind lead."""
    found = re.findall(rf'<form class="go {group}[^"]*" action="([^"]+)"[^>]*>(.*?)</form>', html, re.S)
    return [f"{action}?" + "&".join(f"{name}={value}" for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', inside)) for action, inside in found]


@pytest.mark.parametrize("place", ["home", "leaflet/how", "question/q3", "check", "sent", "come-back"])
def test_from_every_page_it_leads_there_and_back_in_the_same_language_and_form(kit: Kit, place: str) -> None:
    page, _, item = place.partition("/")
    here = Address(page, "cy", "easy", item)
    visit = Visit(address=here, sent=page == "sent", code="1" * 16)
    html = family.paint(PAGES, Scene(kit, visit, here)).html
    (way,) = forms(html, "set")
    there = parse(way, kit.tags)
    assert there and there.page == "settings"
    back = parse(forms(shown(kit, there), "back")[0], kit.tags)
    assert back == here
    other = parse(forms(shown(kit, there), "other")[0], kit.tags)
    assert other == Address("settings", "en", "easy", there.item)


def test_from_the_start_it_is_there_in_each_language_and_leads_on_in_that_one(kit: Kit) -> None:
    ways = [parse(way, kit.tags) for way in forms(shown(kit, Address("start")), "set")]
    assert [way.language for way in ways] == ["cy", "en"]
    html = shown(kit, ways[1])
    assert forms(html, "back")[0].startswith("/?")
    assert parse(forms(html, "onward")[0], kit.tags) == Address("home", "en")


@pytest.mark.parametrize("item", ["settings/settings/x", "nowhere", "//evil.example", "question", "", "start/../x"])
def test_a_manipulated_way_back_leads_to_a_page_of_ours(kit: Kit, item: str) -> None:
    html = shown(kit, Address("settings", "en", "full", item))
    back = parse(forms(html, "back")[0], kit.tags)
    assert back and back.page in ("home", "question", "start")


def test_every_choice_is_offered_with_its_sound_and_the_usual_ones_are_marked(kit: Kit) -> None:
    html = shown(kit, Address("settings", "cy", "full", "home/"))
    for name, values in SETTINGS.items():
        assert re.findall(rf'name="{name}" value="(\w+)"', html) == list(values)
        assert re.findall(rf'name="{name}" value="(\w+)" checked', html) == [USUAL[name]]
        for key in (f"settings.{name}.title", *(f"settings.{name}.{value}" for value in values)):
            assert kit.manifest.clip("cy", key) and f"/{key}.0.mp3" in html


def test_every_choice_but_the_usual_one_changes_something() -> None:
    style, ruler, reader = ((FOLDER / name).read_text("utf-8") for name in ("llais.css", "ruler.js", "reader.js"))
    for name in ("size", "spacing", "colours", "pictures"):
        for value in SETTINGS[name]:
            assert value == USUAL[name] or f'[data-{name}="{value}"]' in style, (name, value)
    assert all(f"{value}: " in reader for value in SETTINGS["speed"]) and 'settings.chosen("ruler") === "on"' in ruler


@pytest.mark.parametrize(("page", "name", "typed"), [("card", "card", "7777 7777"), ("come-back", "code", "0000 1111")])
def test_a_wrong_code_keeps_nobody_on_its_page(kit: Kit, page: str, name: str, typed: str) -> None:
    visit = Visit(address=Address(page, "cy"))

    def touch(do: str, to: str = "") -> None:
        family.react(PAGES, Scene(kit, visit, visit.address), {"do": do, "to": to, "fields": {name: typed}})

    touch("look" if page == "come-back" else "continue", "/question?lang=cy")
    assert visit.problem and visit.address.page == page
    touch("go", f"/{page}?lang=en&form=full")
    assert visit.address == Address(page, "en") and visit.fields == {name: typed}, "another language loses nothing"
    touch("go", "/home?lang=en&form=full")
    assert visit.address == Address("home", "en") and not visit.fields and not visit.problem
