"""Cymraeg and English side by side; nothing else to decide."""

from __future__ import annotations

from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """The first screen, in every language at once."""
    return scene.view("start.html", "start.choose", Bar())
