"""Help and the papers: the same way to them from everywhere, back to where one was, and nothing said that is not so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from llais.content import PAPERS
from llais.interface import family
from llais.interface.address import PAGES as PATHS
from llais.interface.address import Address, parse
from llais.interface.kit import Kit
from llais.interface.scene import Scene, View
from llais.interface.visit import Visit
from llais.service import Fact
from llais.settings import Settings
from llais.speech import report
from pages.family import PAGES
from tests.voices import soundbank

TAGS, FORMS = ("cy", "en"), ("full", "easy")


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path_factory.mktemp("data")))


@pytest.fixture
def visit(kit: Kit) -> Visit:
    return kit.visits.begin()


def view(kit: Kit, address: Address, visit: Visit | None = None) -> View:
    return family.paint(PAGES, Scene(kit, visit or Visit(), address))


def foot(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html.split("<footer")[1].split("</footer>")[0].replace("&amp;", "&"))


def plain(html: str) -> str:
    """What stands in the main part, without marks."""
    main = re.sub(r"<svg.*?</svg>|<noscript>.*?</noscript>", "", html.split("<main")[1].split("</main>")[0], flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?b>", "", main)).split())


def test_help_and_the_papers_stand_at_the_end_of_every_page_in_the_same_order(kit: Kit) -> None:
    items = {"leaflet": ["", "what"], "question": ["q1"]}
    for page in PATHS:
        for item in items.get(page, [""]):
            for tag in TAGS:
                html = view(kit, Address(page, tag, "full", item)).html
                if page == "start":
                    continue
                assert [parse(url, kit.tags).page for url in foot(html)] == list(PAPERS), page
                assert html.index("</main>") < html.index("<footer") < html.index('<nav class="bar"'), page


def test_on_the_start_screen_and_on_a_page_that_is_not_there_help_is_there_in_every_language(kit: Kit) -> None:
    for address, wanted in ((Address("start"), PAPERS[:2]), (Address("not-found"), PAPERS)):
        found = [parse(url, kit.tags) for url in foot(PAGES[address.page].show(Scene(kit, Visit(), address)).html)]
        assert [(one.page, one.language) for one in found] == [(page, tag) for tag in kit.tags for page in wanted]


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("place", ["question/q3", "leaflet/how", "home/", "start/", "check/", "you/"])
def test_back_leads_to_where_one_was_in_every_language_and_form(kit: Kit, page: str, place: str) -> None:
    origin, item = place.split("/")
    for tag in TAGS:
        here = Address(origin, "" if origin == "start" else tag, "easy" if origin != "start" else "full", item)
        away = replace(here, language=tag).beside(page)
        assert parse(away.url, kit.tags) == away and away.origin == here
        other = away.beside("about").using(form="full")
        assert other.origin.place == here.place
        back = view(kit, away).html.split('class="go back"')[1].split("</form>")[0]
        assert f'action="{here.path}"' in back


@pytest.mark.parametrize("item", ["", "nowhere/", "https://evil.example/", "help/", "//evil", "privacy/question/q1"])
def test_a_place_that_is_none_leads_home(kit: Kit, item: str) -> None:
    assert Address("help", "cy", "full", item).origin == Address("home", "cy")


def test_what_is_typed_is_kept_while_one_looks_for_help(kit: Kit, visit: Visit) -> None:
    visit.address = Address("question", "cy", "full", "q2")
    url = next(url for url in foot(view(kit, visit.address, visit).html) if url.startswith("/help"))
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": "go", "to": url, "fields": {"choice": "yes", "text": "fy ngeiriau"}})
    assert visit.address.page == "help" and visit.journey.answer("q2").text == "fy ngeiriau"
    html = view(kit, visit.address, visit).html
    assert "data-voice" in html and "fy ngeiriau" not in html
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": "go", "to": visit.address.origin.url, "fields": {}})
    assert visit.address == Address("question", "cy", "full", "q2")
    assert view(kit, visit.address, visit).fields["text"] == "fy ngeiriau"


def test_help_says_999_and_the_units_number_first_of_all(kit: Kit) -> None:
    for tag in TAGS:
        for form in FORMS:
            html = view(kit, Address("help", tag, form)).html
            said = plain(html)
            assert said.index("999") < said.index("029 2087 1891") and kit.content.service.email in said
            assert 'href="tel:+442920871891"' in html


def test_on_a_kiosk_no_paper_has_a_link_that_leads_out(tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path, place="kiosk"))
    for page in PAPERS:
        html = view(kit, Address(page, "cy")).html
        assert not re.search(r'href="(?!/|#main)', html), page


def test_each_paper_shows_the_same_in_welsh_and_in_english(kit: Kit) -> None:
    for page in PAPERS:
        for form in FORMS:
            shapes = [re.findall(r"<(h1|h2|li|div|p|a|button|section)\b", view(kit, Address(page, tag, form)).html) for tag in TAGS]
            assert shapes[0] == shapes[1], (page, form)


@pytest.mark.parametrize(
    ("english", "without", "shown", "hidden"),
    [
        ("kokoro", (), ("unequal", "must_be_equal", "computer"), ("incomplete",)),
        ("espeak-ng", ("button.listen",), ("unequal", "must_be_equal", "incomplete", "computer"), ()),
        ("espeak-ng", (), ("computer",), ("unequal", "must_be_equal", "incomplete")),
    ],
)
def test_the_statement_says_by_itself_whether_the_languages_sound_equal(
    kit: Kit, tmp_path: Path, english: str, without: tuple[str, ...], shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    sounding = replace(kit, soundbank=soundbank(tmp_path, kit.content, kit.words, {"cy": "espeak-ng", "en": english}, without))
    for tag in TAGS:
        for form in FORMS:
            said = plain(view(sounding, Address("accessibility", tag, form)).html)
            for key in (*shown, *hidden):
                assert (kit.words[tag](f"accessibility.{key}") in said) == (key in shown), (tag, form, key)


def test_the_statement_follows_the_sound_that_families_hear_today(kit: Kit) -> None:
    verdict = report.verdict(report.standings(kit.soundbank))
    said = plain(view(kit, Address("accessibility", "cy")).html)
    assert (kit.words["cy"]("accessibility.unequal") in said) == (verdict != "equal")
    assert kit.words["cy"]("accessibility.computer") in said, "no clip is a person's yet"


def confirmed(kit: Kit, fact: str) -> Kit:
    service = kit.content.service
    if fact == "names":
        changed = replace(service, names={id_: replace(one, confirmed=True) for id_, one in service.names.items()})
    else:
        changed = replace(service, facts={**service.facts, fact: Fact(True, "Board manager", date(2026, 12, 1))})
    return replace(kit, content=replace(kit.content, service=changed))


@pytest.mark.parametrize(
    ("page", "key", "fact"),
    [
        ("help", "help.unconfirmed", "contact"),
        ("about", "about.names", "names"),
        ("about", "about.process", "process"),
        ("accessibility", "about.names", "names"),
        ("accessibility", "accessibility.soon", "contact"),
        ("privacy", "privacy.controller", "controller"),
        ("privacy", "privacy.before_use", "controller"),
    ],
)
def test_what_the_board_has_not_confirmed_is_said_until_it_has(kit: Kit, page: str, key: str, fact: str) -> None:
    for tag in TAGS:
        for form in FORMS:
            text = kit.words[tag].lines(kit.content.in_form(key, form))[0].text
            assert text in plain(view(kit, Address(page, tag, form)).html), (tag, form)
            assert text not in plain(view(confirmed(kit, fact), Address(page, tag, form)).html), (tag, form)


@pytest.mark.parametrize("page", ["accessibility", "privacy"])
def test_the_day_of_a_paper_is_shown_and_said(kit: Kit, page: str) -> None:
    day = kit.content.service.papers[page].on
    for tag in TAGS:
        for form in FORMS:
            html = view(kit, Address(page, tag, form)).html
            assert kit.words[tag].date(day) in html and f"date.month.{day.month}" in html


def test_the_privacy_notice_says_all_that_is_kept_and_who_can_open_it(kit: Kit) -> None:
    said: Callable[[str], str] = lambda form: plain(view(kit, Address("privacy", "en", form)).html)  # noqa: E731
    for form in FORMS:
        for word in ("recordings", "reach you", "language", "spare key", "reviewer", "danger", "destroy", "take your answers back", "copy", "complain"):
            assert word in said(form), (form, word)
    assert "cookie" in said("full") and "we must act on it" in said("full")
