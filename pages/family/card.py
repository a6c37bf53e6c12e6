"""The card that a reviewer left: its code brings the answers to the right review. One can go on without."""

from __future__ import annotations

from collections.abc import Mapping

from llais.interface import card
from llais.interface.scene import Bar, Scene, View
from llais.interface.voice import onward, the_way_back
from llais.journey import Refused


def show(scene: Scene) -> View:
    """Asks for the code; says so when the review is known."""
    bar = Bar(the_way_back(scene), onward(scene), act="continue")
    return scene.view("card.html", "card.title", bar, {"card": ""} | scene.visit.fields)


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Find the review of a code. Raises Refused for one that is not known; nothing typed is no mistake."""
    if typed := fields.get("card", "").strip():
        scene.visit.review = card.find(scene, typed)
        scene.visit.card = typed


def know(scene: Scene, fields: Mapping[str, str]) -> None:
    """The code came with the address of a QR. A wrong one is passed over: the page asks again."""
    try:
        keep(scene, fields)
    except Refused:
        return
