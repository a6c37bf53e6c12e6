"""The code brings one back: whether the answers arrived and were read, and the reply. It never shows what was said."""

from __future__ import annotations

import time
from collections.abc import Mapping

from llais.answers import code, correspondence, reviews
from llais.answers.vault import VaultUnavailable
from llais.interface import later
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.journey import Refused
from pages.family import card


def show(scene: Scene) -> View:
    """Asks for the code; once it was found, all that it may show."""
    key = scene.visit.key
    found = correspondence.look(scene.kit.vault, key) if key else None
    since = later.since(scene, scene.visit.waits) if scene.visit.waits else None
    until = later.last_day(scene, since) if since else None
    bar = Bar(back=scene.address.to("home"))
    fields = dict(scene.visit.fields)
    return scene.view("come_back.html", "come_back.title", bar, fields, found=found, since=since, until=until)


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Look the code up: of an answer, or of a card. Raises Refused for one that is not whole or not known."""
    typed = fields.get("code", "")
    if not typed.strip():
        return
    scene.visit.key, scene.visit.waits, scene.visit.back = None, None, ""
    if _is_card(typed):
        card.keep(scene, {"card": typed})
    else:
        _look_up(scene, _digits(typed))


def _digits(typed: str) -> str:
    try:
        return code.parse(typed)
    except code.CodeError:
        raise Refused("error.code_form") from None


def act(scene: Scene, what: str) -> Address:
    """The code was looked up: stay and say so, or begin for a card. Raises Refused when none was typed."""
    if what == "resume":
        return _resume(scene)
    if what == "drop":
        return later.drop(scene)
    if scene.visit.key is not None or scene.visit.waits is not None:
        return scene.address
    if scene.visit.review:
        return scene.address.to("before")
    raise Refused("error.code_form")


def _resume(scene: Scene) -> Address:
    address = later.resume(scene)
    card.know(scene, {"card": scene.visit.card})
    return address


def _is_card(typed: str) -> bool:
    try:
        return bool(reviews.parse(typed))
    except reviews.CardError:
        return False


def _look_up(scene: Scene, digits: str) -> None:
    try:
        _find(scene, digits)
    except VaultUnavailable:
        raise Refused("error.general") from None
    scene.visit.back = digits


def _find(scene: Scene, digits: str) -> None:
    """What was sent goes before what was not: after Send nothing waits. Raises Refused, VaultUnavailable."""
    kit, device = scene.kit, scene.visit.token
    if kit.vault.attempts.refused(device):
        raise Refused("error.wait")
    time.sleep(kit.vault.attempts.delay())
    key = kit.deriver.submit(digits).result()
    if kit.vault.entries(key.lookup):
        scene.visit.came_back(key)
    elif later.since(scene, key) is not None:
        scene.visit.waits = key
    else:
        kit.vault.attempts.wrong(device)
        raise Refused("error.code_unknown")
