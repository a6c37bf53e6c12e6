"""A third language is data: a pseudo-language from the right goes through the real pages, and nothing knows only of two."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from llais import content, language, paths
from llais.answers.answer import Contact
from llais.interface import family, handout, security
from llais.interface.address import Address, parse
from llais.interface.first_answer import document, not_found
from llais.interface.kit import Kit
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.rehearsal import parity
from llais.rehearsal.tour import Stop
from llais.settings import Settings
from llais.speech.recordings import Recordings
from llais.speech.script import script
from llais.speech.soundbank import Soundbank
from llais.translation import completeness, yes_no
from llais.translation.product import Product
from pages.family import PAGES
from tests import pseudo

TWELVE = ("ar", "bn", "de", "fa", "pl", "pt", "ro", "so", "uk", "ur")
"""With Welsh and English, twelve."""


def kit_of(locales: Path, data: Path, place: str = "web") -> Kit:
    source = content.load(paths.CONTENT)
    found = language.languages(locales)
    words = {one.tag: language.Words.load(one, source, locales) for one in found}
    scripts = {tag: script(source, one) for tag, one in words.items()}
    soundbank = Soundbank(paths.AUDIO, Recordings(data / "recordings"), scripts)
    return Kit.of(Settings(data_dir=data, place=place), source, words, found, soundbank)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's words with a third language."""
    folder = tmp_path_factory.mktemp("product")
    for name in ("content", "locales", "pictures"):
        shutil.copytree(paths.ROOT / name, folder / name)
    pseudo.add(folder / "locales")
    return folder


@pytest.fixture(scope="module")
def kit(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return kit_of(root / "locales", tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Twelve languages on a kiosk."""
    folder = tmp_path_factory.mktemp("crowd")
    shutil.copytree(paths.LOCALES, folder / "locales")
    for tag in TWELVE:
        pseudo.add(folder / "locales", tag)
    return kit_of(folder / "locales", folder / "data", "kiosk")


def painted(kit: Kit, page: str, item: str = "", form: str = "full", tag: str = pseudo.TAG) -> str:
    """The whole first answer."""
    address = Address(page, "" if page == "start" else tag, form, item)
    return document(kit, family.paint(PAGES, Scene(kit, Visit(address=address), address)))


SCREENS = [("home", "", "full"), ("leaflet", "", "easy"), ("leaflet", "how", "full"), ("leaflet", "how", "easy"), ("leaflet", "contact", "full"), ("before", "", "full"), ("question", "q4", "full"), ("question", "q4", "easy"), ("you", "", "full"), ("check", "", "full"), ("come-back", "", "full")]


@pytest.mark.parametrize(("page", "item", "form"), SCREENS)
def test_each_screen_comes_out_in_the_language_and_from_the_right(kit: Kit, page: str, item: str, form: str) -> None:
    html = painted(kit, page, item, form)
    assert '<html lang="ar" dir="rtl">' in html
    assert pseudo.text("Continue") in html or pseudo.text("Back") in html
    assert foreign(html) == []


class _Foreign(HTMLParser):
    """Latin words in a page that is to be in another script, unless they say which language they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        own = given.get("lang") not in (None, pseudo.TAG)
        if tag not in ("input", "meta", "link", "br", "path", "circle"):
            self._open.append((tag, own or tag in ("style", "script", "noscript") or (bool(self._open) and self._open[-1][1])))
        for name in ("aria-label", "title", "alt"):
            self._take(given.get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._take(data)

    def _take(self, data: str) -> None:
        words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\S+@\S+", "", data))
        if words and not (self._open and self._open[-1][1]):
            self.found += words


def foreign(html: str) -> list[str]:
    reader = _Foreign()
    reader.feed(html[html.index('<div id="page"') :])
    return reader.found


def test_the_start_screen_offers_all_three_each_with_its_own_direction(kit: Kit) -> None:
    html = painted(kit, "start")
    blocks = re.findall(r'<div class="language" lang="(\w+)" dir="(\w+)">', html)
    assert blocks == [("cy", "ltr"), ("en", "ltr"), ("ar", "rtl")] and 'value="ar"' in html and "crowd" not in html.split("<body")[1]


def test_every_screen_leads_to_both_other_languages_and_keeps_its_place(kit: Kit) -> None:
    html = painted(kit, "question", "q4", "easy")
    for tag in ("cy", "en"):
        form = re.search(rf'<form class="go other" action="/question"((?!</form>).)*<button type="submit" lang="{tag}" dir="ltr">', html, re.DOTALL)
        assert form and f'name="lang" value="{tag}"' in form[0] and 'value="q4"' in form[0] and 'value="easy"' in form[0]
    back = painted(kit, "question", "q4", tag="cy")
    assert '<button type="submit" lang="ar" dir="rtl">' in back and parse("/question?lang=ar&question=q4", kit.tags) == Address("question", "ar", "full", "q4")


def test_a_telephone_number_and_a_code_keep_their_order_among_letters_from_the_right(kit: Kit) -> None:
    assert '<bdi dir="ltr"><a href="tel:+442920871891">029 2087 1891</a></bdi>' in painted(kit, "leaflet", "contact")
    assert '<bdi' not in painted(kit, "leaflet", "contact", tag="cy")
    assert 'name="code" type="text" dir="ltr"' in painted(kit, "come-back")


def test_it_asks_and_shows_as_much_as_english_and_only_its_sounds_are_missing(kit: Kit) -> None:
    found, count = parity.look(Stop(PAGES, kit, Visit(), page, item) for page, item, _ in SCREENS)
    assert count == len(SCREENS)
    assert [str(one) for one in found if "the sound of" not in one.what] == []
    assert any("the sound of leaflet.h1 is missing" in one.what for one in found)


def test_the_gate_finds_it_whole_but_for_its_sounds(root: Path) -> None:
    assert list(completeness.faults(Product(root), pseudo.TAG)) == []
    assert list(yes_no.faults(Product(root), pseudo.TAG)) == []


def test_a_family_may_ask_to_be_answered_in_it(kit: Kit) -> None:
    visit = Visit(address=Address("you", "ar"))
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": "save", "fields": {"language": "ar"}})
    assert visit.journey.contact == Contact(language="ar")


def test_the_pages_in_all_languages_have_it_too(kit: Kit) -> None:
    for html in (not_found(PAGES, kit), security.nothing_here(kit.words.values())):
        assert pseudo.text("Page not found") in html and re.search(r'lang="ar" dir="rtl"', html)
    from datetime import date

    from llais.answers.reviews import Review, new_code

    sheet = handout.html(kit, Review("R1", new_code(), ("age1x",), date(2026, 1, 1), date(2026, 2, 1), 30))
    assert '<section lang="ar" dir="rtl">' in sheet


def test_twelve_languages_fit_on_the_start_screen_each_with_its_button_and_speaker(crowd: Kit) -> None:
    html = painted(crowd, "start")
    assert len(crowd.tags) == 12 and crowd.tags[:2] == ("cy", "en")
    for one in crowd.languages:
        (block,) = re.findall(rf'<div class="language" lang="{one.tag}" dir="{one.direction}">.*?</div>', html, re.DOTALL)
        assert f'name="lang" value="{one.tag}"' in block and 'class="speaker"' in block
        assert f'<span class="label" lang="{one.tag}" dir="{one.direction}">' in html, "the screen that waits for somebody"
    assert '<div class="languages crowd">' in html


def test_with_many_languages_the_others_are_one_touch_further_behind_one_button(crowd: Kit) -> None:
    html = painted(crowd, "home", tag="ar")
    (menu,) = re.findall(r'<details class="others">.*?</details>', html, re.DOTALL)
    assert menu.count('class="go other"') == 11 and pseudo.text("Choose your language") in menu


def test_nothing_that_makes_a_screen_names_a_language() -> None:
    for folder in ("pages", "llais/interface", "llais/kiosk", "llais/desk"):
        for file in sorted((paths.ROOT / folder).rglob("*")):
            if file.suffix in (".py", ".html", ".js"):
                found = re.findall(r"""(?<!\w)["'](?:cy|en)["']""", file.read_text("utf-8"))
                assert not found, (file, found)


def test_no_style_knows_left_from_right() -> None:
    web = paths.ROOT / "llais" / "interface" / "web"
    for file in (*web.glob("*.css"), *web.glob("*.js"), paths.ROOT / "llais/interface/templates/handout.html"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
        sides = re.findall(r"(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)|left|right|float|text-align: *(?:left|right))\s*:", text)
        assert not sides, (file.name, sides)
