"""The leaflet: its contents, then one section a screen, in full or in Easy Read."""

from __future__ import annotations

from llais.content import Section
from llais.interface.scene import Bar, Scene, View


def show(scene: Scene) -> View:
    """The section the address names; the contents where it names none that this form has."""
    sections = scene.kit.content.leaflet.sections(scene.form)
    section = next((one for one in sections if one.id == scene.address.item), None)
    return _section(scene, sections, section) if section else _contents(scene, sections)


def _contents(scene: Scene, sections: tuple[Section, ...]) -> View:
    bar = Bar(scene.address.to("home"), scene.address.to("leaflet", sections[0].id), next=sections[0].keys)
    title = scene.kit.content.leaflet.title.key
    spoken = [title, *(one.heading.text.key for one in sections)]
    return scene.view("contents.html", title, bar, sections=sections, heading_key=title, spoken=spoken)


def _section(scene: Scene, sections: tuple[Section, ...], section: Section) -> View:
    ids = [one.id for one in sections]
    place = ids.index(section.id)
    back = scene.address.to("leaflet", ids[place - 1] if place else "")
    last = place + 1 == len(ids)
    onward = scene.address.to("home") if last else scene.address.to("leaflet", ids[place + 1])
    after = () if last else sections[place + 1].keys
    bar = Bar(back, onward, "button.home" if last else "button.continue", next=after)
    return scene.view("leaflet.html", section.heading.text.key, bar, section=section, runs=section.runs, spoken=section.keys)
