"""The answers wait: the code that brings them back, and until when."""

from __future__ import annotations

from datetime import UTC, datetime

from llais.answers.code import grouped
from llais.interface import later
from llais.interface.address import START, Address
from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """Only after they were kept; the home page otherwise."""
    visit = scene.visit
    place = visit.stopped_in or scene.address.to("check")
    bar = Bar(scene.address.to(place.page, place.item), START, "button.finish", "finish")
    until = later.last_day(scene, visit.stopped_at or datetime.now(UTC))
    says = ("later.use", "later.shows")
    code = {"code": grouped(visit.code), "digits": visit.code, "code_says": says}
    return scene.view("later.html", "later.title", bar, until=until, **code)


def act(scene: Scene, _: str) -> Address:
    """Keep the answers so far. Raises Refused."""
    later.stop(scene)
    scene.visit.stopped_in = scene.address
    return scene.address.to("later")
