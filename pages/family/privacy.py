"""What happens to what a family says: who can open it, how long it is kept, the spare key."""

from __future__ import annotations

from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """The privacy notice in plain words."""
    return scene.view("privacy.html", "privacy.title", Bar(back=scene.address.to("before")))
