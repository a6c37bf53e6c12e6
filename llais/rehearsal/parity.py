"""The languages' screens are the same screen: as much to see, to hear and to touch on each, and no more to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from jinja2 import TemplateError

from llais.fault import Fault
from llais.interface.address import FORMS
from llais.interface.kit import Kit
from llais.language import SOURCE
from llais.rehearsal.tour import Stop
from llais.speech.manifest import Manifest

SHOWN = ("h1", "h2", "h3", "p", "li", "label", "legend", "fieldset", "dialog", "section", "audio")
FIELDS = ("input", "textarea", "select")
ACTIONS = ("type", "name", "value", "data-do", "data-player", "data-record", "data-volume")
"""The attributes that say what a control does. None of them is a word for people."""


def look(stops: Iterable[Stop]) -> tuple[list[Fault], int]:
    """What a language's screens show less or ask more of than the English ones, and how many screens were looked at."""
    met: dict[tuple[str, str], list[str]] = {}
    count = 0
    for stop in stops:
        count += 1
        for form in FORMS if stop.page != "start" else FORMS[:1]:
            for tag, what in _differences(stop, form):
                met.setdefault((tag, what), []).append(stop.name(form))
    return [_fault(tag, what, screens) for (tag, what), screens in met.items()], count


def _fault(tag: str, what: str, screens: list[str]) -> Fault:
    more = f" and {len(screens) - 1} more" if len(screens) > 1 else ""
    return Fault(f"the screen {screens[0]}{more}", tag, f"{what}: let every language show and ask the same")


def _differences(stop: Stop, form: str) -> Iterator[tuple[str, str]]:
    try:
        yield from _compared(stop, form)
    except (KeyError, TemplateError) as problem:
        yield ", ".join(stop.kit.tags), f"it cannot be painted ({problem})"


def _compared(stop: Stop, form: str) -> Iterator[tuple[str, str]]:
    tags = [tag for tag in stop.kit.tags if tag != SOURCE]
    if stop.page == "start":  # one screen for all
        whole = stop.paint("", form).html
        shapes = {tag: shape(whole, stop.kit, f"language {tag}") for tag in stop.kit.tags}
    else:
        shapes = {tag: shape(stop.paint(tag, form).html, stop.kit) for tag in stop.kit.tags}
    for tag in tags:
        for one, count in (shapes[SOURCE] - shapes[tag]).items():
            yield tag, f"{one} is missing ({count} fewer than in English)"
        for one, count in (shapes[tag] - shapes[SOURCE]).items():
            yield tag, f"{one} is too much ({count} more than in English)"


def shape(html: str, kit: Kit, only: str = "") -> Counter[str]:
    """What a screen consists of, and how often, without its words. `only`: what stands in the block of one language."""
    reader = _Shape(_keys(kit.manifest), only)
    reader.feed(html)
    reader.close()
    return Counter(reader.found)


@cache
def _keys(manifest: Manifest) -> dict[str, str]:
    return {clip.file: clip.key for clip in manifest}


class _Shape(HTMLParser):
    """Reads a screen's HTML."""

    def __init__(self, keys: Mapping[str, str], only: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._keys, self._only = keys, only
        self._depth = 0
        self._last = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._only and not self._within(tag, given):
            return
        if tag == "svg":
            self.found.append(f"the picture {given.get('data-picture', '')}")
        elif tag in ("button", *FIELDS):
            told = [f"{name}={given[name]}" for name in ACTIONS if name in given and not _is_language(given, name)]
            self.found.append(f"<{' '.join((tag, *told))}>")
        elif tag in ("a", "form"):
            self.found.append(f"<{tag} to {_place(given.get('href', given.get('action', '')))}>")
        elif tag in SHOWN:
            self.found.append(f"<{tag}>")
        self._sounds(given)

    def _within(self, tag: str, given: Mapping[str, str]) -> bool:
        """Whether this stands in the block of the language that is looked at."""
        if tag == "div":
            starts = f"{given.get('class', '')} {given.get('lang', '')}" == self._only
            self._depth += bool(self._depth) or starts
        return bool(self._depth)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1

    def _sounds(self, given: Mapping[str, str]) -> None:
        """By key: a Welsh sentence may be two. What is said in one breath counts once."""
        for url in (given.get("data-say", "") + " " + given.get("data-play", "")).split():
            key = self._keys.get(urlsplit(url).path.removeprefix("/sound/"), url)
            if key != self._last:
                self.found.append(f"the sound of {key}")
            self._last = key
        if "src" in given:
            self.found += [f"the sound of {key} in one player" for _, key in parse_qsl(urlsplit(given["src"]).query)]


def _is_language(given: Mapping[str, str], name: str) -> bool:
    """The value that leads to a language differs by itself."""
    return name == "value" and given.get("name") in ("lang", "language")


def _place(url: str) -> str:
    """Where a link leads, whatever the language."""
    parts = urlsplit(url)
    query = "&".join(f"{name}={value}" for name, value in parse_qsl(parts.query) if name != "lang")
    return parts.path + (f"?{query}" if query else "")
