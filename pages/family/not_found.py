"""A path that is not there."""

from __future__ import annotations

from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """Says so in every language, with a way home."""
    return scene.view("not_found.html", "not_found.title", Bar())
