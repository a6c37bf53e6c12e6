"""May we reach you, and how: all of it optional, sealed like the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from llais.answers.answer import Contact
from llais.interface.scene import Bar, Scene, View
from llais.interface.voice import onward, the_way_back
from llais.journey import CONTACT_LIMIT, Refused


def show(scene: Scene) -> View:
    """The wishes so far."""
    return wishes(scene, "you.title", Bar(the_way_back(scene), onward(scene), act="continue"))


def wishes(scene: Scene, title: str, bar: Bar) -> View:
    """The form, also for somebody who came back."""
    fields = {name: value or "" for name, value in asdict(scene.visit.journey.contact).items()} | scene.visit.fields
    return scene.view("you.html", title, bar, fields, limit=CONTACT_LIMIT, title_key=title)


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Keep the wishes. Raises Refused."""
    given = {name: fields.get(name, "") for name in ("reviewer", "how")}
    chosen = {name: fields.get(name) or None for name in ("may_reach", "safe_message", "language")}
    if chosen["language"] not in (None, *scene.kit.tags):
        raise Refused("error.choice")
    scene.visit.journey = scene.visit.journey.reaching(Contact(**given, **chosen))
