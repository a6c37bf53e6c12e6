"""Where one is in Your Voice: the steps of the journey as addresses."""

from __future__ import annotations

from llais.interface.address import Address
from llais.interface.scene import Scene
from llais.journey import Step, step_after, step_before, walk

OPEN_ONLY = ("before", "card", "question", "you", "check", "more", "reach")
"""The pages that are closed when answers cannot be accepted."""
WITH_CODE = ("more", "reach", "withdraw")
"""The pages for somebody who came back with a code."""


def onward(scene: Scene) -> Address:
    """Where Continue leads."""
    step = step_after(walk(scene.kit.content.questions), _step(scene))
    return scene.address.to(step.page, step.item) if step else scene.address.to("sent")


def the_way_back(scene: Scene) -> Address:
    """Where Back leads."""
    step = step_before(walk(scene.kit.content.questions), _step(scene))
    return scene.address.to(step.page, step.item) if step else scene.address.to("home")


def _step(scene: Scene) -> Step:
    """The step of this address; the first question where it names none."""
    if scene.address.page != "question":
        return Step(scene.address.page)
    ids = [question.id for question in scene.kit.content.questions]
    return Step("question", scene.address.item if scene.address.item in ids else ids[0])
