"""Too many are here at once: says so and asks to wait."""

from __future__ import annotations

from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """In the language that was asked for, or in all of them."""
    shown = [scene.language] if scene.address.language else scene.kit.languages
    return scene.view("busy.html", "error.title", Bar(), shown=shown)
