"""Take the answers back: hidden at once, destroyed after a time in which one can change one's mind."""

from __future__ import annotations

from llais.answers import correspondence
from llais.answers.threads import REGRET, Event
from llais.answers.vault import VaultUnavailable
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.journey import Refused


def show(scene: Scene) -> View:
    """What taking back does and what it cannot do, before and after."""
    key = scene.visit.key
    found = correspondence.look(scene.kit.vault, key) if key else None
    bar = Bar(back=scene.address.to("come-back"))
    return scene.view("withdraw.html", "withdraw.title", bar, found=found, days=REGRET.days)


def act(scene: Scene, what: str) -> Address:
    """Withdraw, or cancel that. Twice is once. Raises Refused when it could not be kept."""
    key, threads = scene.visit.key, scene.kit.vault.threads
    assert key is not None
    try:
        withdrawn = threads.history(key.lookup.hex()).withdrawn(key.lookup.hex())
        if (what == "withdraw") != bool(withdrawn):
            threads.note_event(key.lookup.hex(), Event.WITHDRAWN if what == "withdraw" else Event.KEPT)
    except VaultUnavailable:
        raise Refused("error.general") from None
    return scene.address
