"""It is sent: the code, what happens next, whom to ask."""

from __future__ import annotations

from llais.answers.code import grouped
from llais.interface.address import START
from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """Only after a Send that was committed; the home page otherwise."""
    visit = scene.visit
    bar = Bar(onward=START, onward_key="button.finish", act="finish")
    says = ("sent.code_use", "sent.code_never")
    return scene.view("sent.html", "sent.title", bar, code=grouped(visit.code), digits=visit.code, code_says=says)
