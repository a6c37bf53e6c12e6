"""Change how to be reached, under the same code."""

from __future__ import annotations

from llais.answers.answer import Contact
from llais.interface import send
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.journey import Refused
from pages.family import you

keep = you.keep


def show(scene: Scene) -> View:
    """The wishes, empty at first: what was said before is never shown."""
    send.prepare_more(scene)
    back = scene.address.to("come-back")
    return you.wishes(scene, "reach.title", Bar(back, back, "button.send", "send"))


def act(scene: Scene, _: str) -> Address:
    """Send them. Raises Refused, also when there is nothing."""
    if scene.visit.journey.contact == Contact():
        raise Refused("error.nothing_to_send")
    send.add(scene, "reach")
    scene.visit.notice = "reach.sent"
    return scene.address.to("come-back")
