"""What Easy Read owes: on every screen a picture beside each sentence, and no sentence longer than fifteen words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from llais.fault import Fault
from llais.rehearsal.tour import Stop

MOST_WORDS = 15
"""In a sentence (Inclusion Europe, "Information for all": short sentences; the leaflet's own rule)."""
BLOCKS = ("p", "h1", "h2", "h3", "legend", "label", "li", "button", "a")
"""What holds sentences that belong to one picture."""
FRAMES = ("row", "option", "big")
"""Classes of what holds a picture beside such a block."""
BARE = ("number", "where", "ways", "name")
"""Classes that need none: where one is, the buttons that are on every page, the name of a language."""
VOID = ("input", "meta", "link", "br", "img", "path", "circle", "rect", "polygon", "line", "ellipse", "polyline")


@dataclass
class Node:
    """An element of a page."""

    tag: str
    given: dict[str, str]
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self) -> Iterator[Node]:
        """This element and all in it."""
        yield self
        for child in self.children:
            yield from child.all()

    def above(self) -> Iterator[Node]:
        """All that holds it, from the nearest."""
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def has(self, *classes: str) -> bool:
        """Whether it has one of these classes."""
        return bool({*classes} & {*self.given.get("class", "").split()})


def look(stops: Iterable[Stop]) -> list[Fault]:
    """What is missing on the screens in Easy Read, in every language."""
    found: dict[tuple[str, str], str] = {}
    for stop in stops:
        for tag in stop.kit.tags if stop.page != "start" else ():
            for what in lacks(stop.paint(tag, "easy").html):
                found.setdefault((tag, what), stop.name("easy"))
    return [Fault(f"the screen {screen}", tag, what) for (tag, what), screen in found.items()]


def lacks(html: str) -> Iterator[str]:
    """What the sentences of a page lack, in words."""
    for node in _tree(html).all():
        if "data-say" in node.given and node.tag == "span" and any(one.tag == "main" for one in node.above()):
            shown = "".join(one.text for one in node.all()).strip()
            if len(shown.split()) > MOST_WORDS:
                yield f"“{shown}” has more than {MOST_WORDS} words: give it an easy form of shorter sentences"
            if not _pictured(node):
                yield f"“{shown}” has no picture beside it: give its text one"


def _pictured(node: Node) -> bool:
    block = next((one for one in node.above() if one.tag in BLOCKS), node)
    if block.has(*BARE) or any(one.has(*BARE) for one in block.above()) or node.given.get("lang", "") != _language(node):
        return True
    frame = next((one for one in block.above() if one.has(*FRAMES)), block)
    return any(one.tag == "svg" for one in (*block.all(), *frame.all()))


def _language(node: Node) -> str:
    """Of the nearest element that says so: the name of another language needs no picture."""
    return next((one.given["lang"] for one in node.above() if "lang" in one.given), node.given.get("lang", ""))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.at = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in (self.at, *self.at.above())):
            while self.at.tag != tag and self.at.parent:
                self.at = self.at.parent
            self.at = self.at.parent or self.at

    def handle_data(self, data: str) -> None:
        self.at.children.append(Node("", {}, self.at, text=data))


def _tree(html: str) -> Node:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return next(one for one in (*reader.at.above(), reader.at) if one.parent is None)
