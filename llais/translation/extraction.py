"""Words for people stand in content/ and nowhere else: no template, script or page has a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from llais.fault import Fault
from llais.translation.literals import HOLE, SCRIPTS, TEMPLATES, Literal

PLACES = ("pages/", "llais/interface/", "llais/desk/", "llais/kiosk/")
"""Where what people see is made."""
ATTRIBUTES = ("alt", "aria-label", "aria-description", "label", "placeholder", "title")
"""Attributes that are read to people."""
OPERATORS = ("llais/interface/logs.py", "llais/interface/metrics.py")
"""What only whoever runs the server reads, in English."""
TECHNICAL = ("not all", "Enter", "Escape", "Shift", "Tab")
"""Words that nobody sees: a media query, names of keys."""
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
"""As a macro gives it to a tag: it stands in no tag of its own template."""
_SENTENCE = re.compile(r"[^\W\d_]{2,}[’']?[^\W\d_]* [^\W\d_]{2,}")
_NAME = re.compile(r"[A-Z][a-z]+[.!?…]?")
_CODE = re.compile(r"[{}<>=\[\]\\*#&|\"/@]|(^|\s)'|'(\s|$)")
_SAID = re.compile(r"[^\W\d_]{2}|^[^\W\d_]$")
WHAT = "stands in the code: give it a key in content/ and ask for that"


def faults(root: Path, found: Sequence[Literal]) -> Iterator[Fault]:
    """Every text for people that no translator ever sees."""
    for one in found:
        text = _TAG.sub("", one.text).strip() if "<" in one.text else one.text.strip()
        if one.file.startswith(PLACES) and one.file not in OPERATORS and not one.told and _is_for_people(text, one.file):
            yield Fault(one.file, "", f"line {one.line}: “{text.replace(HOLE, '…')[:60]}” {WHAT}")
    for file in sorted((root / TEMPLATES).glob("*.html")):
        yield from _template(file)


def _is_for_people(text: str, file: str) -> bool:
    if _CODE.search(text) or text in TECHNICAL:
        return False
    return bool(_SENTENCE.search(text)) or (file.startswith(("pages/", SCRIPTS)) and bool(_NAME.fullmatch(text)))


def _template(file: Path) -> Iterator[Fault]:
    reader = _Reader()
    blank = _JINJA.sub(lambda one: HOLE + "\n" * one[0].count("\n"), file.read_text("utf-8"))
    reader.feed(blank)
    reader.close()
    for line, text in reader.found:
        yield Fault(f"{TEMPLATES}/{file.name}", "", f"line {line}: “{text[:60]}” {WHAT}")


class _Reader(HTMLParser):
    """Collects what a template says by itself: its text and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if name in ATTRIBUTES:
                self._take(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in ("style", "script"):
            self._take(data)

    def _take(self, text: str) -> None:
        words = " ".join(_ATTRIBUTE.sub(" ", text).replace(HOLE, " ").split())
        if _SAID.search(words):
            self.found.append((self.getpos()[0], words))
