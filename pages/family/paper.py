"""Help, and the papers the law asks for: accessibility statement, privacy notice, about this service."""

from __future__ import annotations

from llais.interface import papers
from llais.interface.scene import Bar, Scene, View

AT_EASE = ("start", "home", "leaflet")
"""Whoever comes from elsewhere has answers on the way, and the time that Your Voice gives."""


def show(scene: Scene) -> View:
    """The paper the address names, as it stands today, with the way back to where one was."""
    paper = scene.kit.content.papers[scene.address.page]
    origin = scene.address.origin
    found = papers.sections(scene.kit, paper, scene.form)
    prepared = scene.kit.content.service.papers.get(scene.address.page)
    return scene.view(
        "paper.html",
        paper.title.key,
        Bar(origin),
        heading_key=paper.title.key,
        sections=[(one, one.runs, one.keys) for one in found],
        two_forms=paper.full != paper.easy,
        pictures=scene.form == "easy" or paper.full == paper.easy,
        on_the_way=origin.page not in AT_EASE,
        day=prepared.on if prepared else None,
    )
