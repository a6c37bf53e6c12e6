"""Answers cannot be accepted now: the page says so and gives the phone number."""

from __future__ import annotations

from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """Never accept what cannot be delivered."""
    return scene.view("closed.html", "closed.title", Bar(back=scene.address.to("home")))
