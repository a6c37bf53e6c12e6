"""The code brings one back: whether the answers arrived and were read, and the reply. It never shows what was said."""

from __future__ import annotations

import time
from collections.abc import Mapping

from llais.answers import code, correspondence, reviews
from llais.answers.vault import VaultUnavailable
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.journey import Refused
from pages.family import card


def show(scene: Scene) -> View:
    """Asks for the code; once it was found, all that it may show."""
    key = scene.visit.key
    found = correspondence.look(scene.kit.vault, key) if key else None
    bar = Bar(back=scene.address.to("home"))
    return scene.view("come_back.html", "come_back.title", bar, dict(scene.visit.fields), found=found)


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Look the code up: of an answer, or of a card. Raises Refused for one that is not whole or not known."""
    typed = fields.get("code", "")
    if not typed.strip():
        return
    scene.visit.key = None
    if _is_card(typed):
        scene.visit.review = card.find(scene, typed)
        return
    try:
        digits = code.parse(typed)
    except code.CodeError:
        raise Refused("error.code_form") from None
    _look_up(scene, digits)


def act(scene: Scene, _: str) -> Address:
    """The code was looked up: stay and say so, or begin for a card. Raises Refused when none was typed."""
    if scene.visit.key is not None:
        return scene.address
    if scene.visit.review:
        return scene.address.to("before")
    raise Refused("error.code_form")


def _is_card(typed: str) -> bool:
    try:
        return bool(reviews.parse(typed))
    except reviews.CardError:
        return False


def _look_up(scene: Scene, digits: str) -> None:
    kit, device = scene.kit, scene.visit.token
    if kit.attempts.refused(device):
        raise Refused("error.wait")
    time.sleep(kit.attempts.delay())
    key = kit.deriver.submit(digits).result()
    try:
        there = kit.vault.entries(key.lookup)
    except VaultUnavailable:
        raise Refused("error.general") from None
    if not there:
        kit.attempts.wrong(device)
        raise Refused("error.code_unknown")
    scene.visit.key = key
