"""Two big choices: the leaflet, Your Voice; and contact."""

from __future__ import annotations

from llais.interface.address import START
from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """The home of a language."""
    return scene.view("home.html", "home.title", Bar(back=START))
