"""The walk past every screen leaves none out, and what differs between the languages on one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import FileSystemLoader

from llais.interface import scene
from llais.interface.kit import Kit
from llais.interface.visit import Visit
from llais.rehearsal import parity, tour
from llais.rehearsal.tour import Stop
from pages.family import PAGES
from tests.unit.planted import copy, spoil


def test_the_walk_shows_every_page_in_every_state(tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    for stop in tour.stops(PAGES, tmp_path):
        view = stop.paint(stop.kit.tags[0])
        seen[f"{view.address.page} {stop.state}".strip()] = view.html
    assert {one.split()[0] for one in seen} == set(PAGES) - {"not-found", "busy"} - {"closed"} | {"question"}
    for state in ("later stopped", "come-back waiting", "sent sent", "more arrived", "reach arrived", "withdraw taken back", "check answered"):
        assert state in seen
    assert 'data-do="reply"' in seen["come-back replied to"] and 'data-do="keep-answers"' in seen["withdraw taken back"]
    assert "<textarea" not in seen["question closed"]
    assert 'id="problem" class="problem" tabindex="-1" role="group"' in seen["question with a problem"]


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit.load(tour.settings(tmp_path / "data", "web"))


@pytest.mark.parametrize(
    ("page", "item", "file", "old", "new", "told"),
    [
        ("home", "", "home.html", '<p>{{ p.said("home.hello") }}</p>', '{% if s.language.tag == "en" %}<p>x</p>{% endif %}', "<p> is missing"),
        ("home", "", "home.html", 'p.said("home.hello")', 's.t("home.hello") if s.language.tag == "cy" else p.said("home.hello")', "the sound of home.hello is missing"),
        ("before", "", "before.html", '"before.names"', '"before.names" if s.language.tag == "en" else "before.ways"', "the picture anonymous is missing"),
        ("you", "", "you.html", '<form id="answer"', '{% if s.language.tag == "cy" %}<input name="age">{% endif %}<form id="answer"', "<input name=age> is too much"),
        ("card", "", "card.html", "<h1", '{% if s.language.tag == "cy" %}{{ p.go(s.address.to("privacy"), "button.privacy") }}{% endif %}<h1', "<form to /privacy> is too much"),
        ("question", "q4", "question.html", "{% for id, key, picture in options %}", '{% for id, key, picture in options[:3 if s.language.tag == "cy" else 9] %}', "<input type=radio name=choice value=rather_not> is missing"),
        ("start", "", "start.html", "{{ p.speaker(", '{% if one.tag != "cy" %}{{ p.speaker(', "it cannot be painted"),
        ("start", "", "start.html", "{{ p.speaker(s.sound", '{{ "" if one.tag == "cy" else p.speaker(s.sound', "<button type=button> is missing"),
        ("home", "", "home.html", 'picture="document"', 'picture="dokument"', "it cannot be painted ('dokument')"),
    ],
)
def test_what_one_language_shows_less_or_asks_more_is_named(
    tmp_path: Path, kit: Kit, monkeypatch: pytest.MonkeyPatch, page: str, item: str, file: str, old: str, new: str, told: str
) -> None:
    (tmp_path / "product").mkdir()
    root = copy(tmp_path / "product")
    spoil(root, f"llais/interface/templates/{file}", old, new)
    monkeypatch.setattr(scene._TEMPLATES, "loader", FileSystemLoader(root / "llais/interface/templates"))
    found, count = parity.look([Stop(PAGES, kit, Visit(), page, item)])
    assert count == 1 and any("cy" in one.key and told in one.what for one in found), found


def test_the_screens_as_they_are_do_not_differ(kit: Kit) -> None:
    assert parity.look([Stop(PAGES, kit, Visit(), page) for page in ("start", "home", "before", "you", "check")])[0] == []
