"""The calm page before the first question: what happens to what you say, and how to leave fast."""

from __future__ import annotations

from llais.interface.scene import Bar, Scene, View
from llais.interface.voice import onward, the_way_back


def show(scene: Scene) -> View:
    """What a family should know before it answers."""
    return scene.view("before.html", "before.title", Bar(the_way_back(scene), onward(scene)))
