"""How the page looks and reads: size, spacing, colours, pictures, speed, ruler. What is chosen stays in the tab."""

from __future__ import annotations

from collections.abc import Mapping

from llais.interface import voice
from llais.interface.address import PAGES, START, Address
from llais.interface.scene import Bar, Scene, View

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "size": dict.fromkeys(("usual", "big", "bigger", "very_big", "biggest"), "text-size"),
    "spacing": {"usual": "closer", "wide": "wider"},
    "colours": dict.fromkeys(("usual", "cream", "dark", "contrast"), "text-size"),
    "pictures": {"on": "picture", "off": "words-only"},
    "speed": {"slow": "slow", "usual": "play", "fast": "fast"},
    "ruler": {"off": "not-done", "on": "ruler"},
}
"""What can be set: each value with its picture."""
USUAL = {"size": "usual", "spacing": "usual", "colours": "usual", "pictures": "on", "speed": "usual", "ruler": "off"}
"""How it is until somebody chooses."""


def show(scene: Scene) -> View:
    """All settings, and the way back to where one was. The browser marks what is chosen."""
    origin = whence(scene)
    onward = scene.address.to("home") if origin == START else origin
    context = {"settings": SETTINGS, "usual": USUAL, "in_voice": origin.page in voice.OPEN_ONLY}
    return scene.view("settings.html", "settings.title", Bar(origin, onward), **context)


def whence(scene: Scene) -> Address:
    """The place that the address says one came from; home where it says none."""
    page, _, item = scene.address.item.partition("/")
    if page == "start":
        return START
    return scene.address.to(page, item) if page in PAGES and page != "settings" else scene.address.to("home")
