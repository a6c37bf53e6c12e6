"""Something more to say, under the same code."""

from __future__ import annotations

from collections.abc import Mapping

from llais.answers.answer import RECORDING_SECONDS, TEXT_LIMIT
from llais.interface import send
from llais.interface.address import Address
from llais.interface.scene import Bar, Scene, View
from llais.journey import MORE, Refused


def show(scene: Scene) -> View:
    """Type it or say it."""
    send.prepare_more(scene)
    said = scene.visit.journey.answer(MORE)
    recorded = str(said.recordings[0].seconds) if said.recordings else ""
    bar = Bar(scene.address.to("come-back"), scene.address.to("come-back"), "button.send", "send")
    fields = {"text": said.text, "recorded": recorded} | scene.visit.fields
    return scene.view("more.html", "more.title", bar, fields, item=MORE, limit=TEXT_LIMIT, seconds=RECORDING_SECONDS)


def keep(scene: Scene, fields: Mapping[str, str]) -> None:
    """Keep the text. Raises Refused."""
    scene.visit.journey = scene.visit.journey.adding(fields.get("text", ""))


def act(scene: Scene, _: str) -> Address:
    """Send it. Raises Refused, also when there is nothing."""
    if not scene.visit.journey.answer(MORE).given:
        raise Refused("error.nothing_to_send")
    send.add(scene, "more")
    scene.visit.notice = "more.sent"
    return scene.address.to("come-back")
