"""The code says that the answers arrived; it never shows what was said."""

from __future__ import annotations

from collections.abc import Mapping

from llais.answers import code
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.journey import Refused


def show(scene: Scene) -> View:
    """Asks for the code; says when the answers arrived, once it was found."""
    found = scene.visit.found
    bar = Bar(back=scene.address.to("home"))
    return scene.view("come_back.html", "come_back.title", bar, dict(scene.visit.fields), arrived=found and found.date())


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Look the code up. Raises Refused for one that is not whole or not known."""
    typed = fields.get("code", "")
    if not typed.strip():
        return
    scene.visit.found = None
    try:
        digits = code.parse(typed)
    except code.CodeError:
        raise Refused("error.code_form") from None
    key = scene.kit.deriver.submit(digits).result()
    scene.visit.found = scene.kit.vault.arrived(key.lookup)
    if scene.visit.found is None:
        raise Refused("error.code_unknown")


def act(scene: Scene) -> Address:
    """The code was looked up: stay and say so. Raises Refused when none was typed."""
    if scene.visit.found is None:
        raise Refused("error.code_form")
    return scene.address
