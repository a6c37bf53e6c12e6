"""The keys of content/ and the code that asks for them: none that is not there, none that nobody asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import nodes

from llais.content import EASY, Content
from llais.fault import Fault
from llais.translation import literals
from llais.translation.literals import HOLE, Literal

KEY = re.compile(rf"[a-z_]+(\.[a-z0-9_{HOLE}]+)+")
"""A key, or a literal that becomes one: its table is always written out."""
FILE = re.compile(r"\.(css|html|js|json|log|mp3|po|py|sqlite|svg|toml|txt|woff2)$")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_CODE = ("interface", "desk")
"""The domains whose keys the code names. The leaflet's and the questions' are asked for by their order."""


def uses(source: Content, found: Sequence[Literal]) -> dict[str, list[str]]:
    """The files that ask for each key. A literal with a hole asks for every key whose own part is a word of the code."""
    words = {one.text for one in found if _WORD.fullmatch(one.text)} | set(source.hard.values())
    used: dict[str, list[str]] = {}
    for one in found:
        for key in _asked(one.text, source, words):
            if one.file not in used.setdefault(key, []):
                used[key].append(one.file)
    return used | {key + EASY: files for key, files in used.items() if key + EASY in source.texts}


def _asked(text: str, source: Content, words: set[str]) -> Iterator[str]:
    if text in source.texts:
        yield text
    elif HOLE in text and KEY.fullmatch(text):
        for key in source.texts:
            parts = _pattern(text).fullmatch(key)
            if parts and all(part in words or part.isdigit() for part in parts.groups()):
                yield key


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(re.escape(HOLE), "([a-z0-9_]+)"))


def faults(source: Content, found: Sequence[Literal]) -> Iterator[Fault]:
    """A key that the code names and content/ has not; a key of content/ that no code names."""
    tables = {key.partition(".")[0] for key in source.texts}
    used = uses(source, found)
    for one in found:
        if _is_key(one, tables) and not any(_pattern(one.text).fullmatch(key) for key in source.texts):
            shown = one.text.replace(HOLE, "*")
            yield Fault(one.file, shown, f"line {one.line} asks for this key, which content/ has not: add it, or mend the line")
    for text in source.texts.values():
        if text.domain in _CODE and text.key not in used:
            yield Fault(f"content/{text.domain}.toml", text.key, "nobody shows this: take it out, here and by make catalogs")


def _is_key(one: Literal, tables: set[str]) -> bool:
    """A template names nothing else with a dot; Python also has names of files and of messages."""
    if not KEY.fullmatch(one.text) or FILE.search(one.text):
        return False
    return one.file.endswith(".html") or one.text.partition(".")[0] in tables


def pictures(root: Path, names: set[str]) -> Mapping[str, str]:
    """The picture that stands beside a key in the templates."""
    beside: dict[str, str] = {}
    for file in sorted((root / literals.TEMPLATES).glob("*.html")):
        for call in literals.tree(file.read_text("utf-8")).find_all(nodes.Call):
            given = [str(one.value) for one in call.args if isinstance(one, nodes.Const)]
            named = [str(one.value.value) for one in call.kwargs if one.key == "picture" and isinstance(one.value, nodes.Const)]
            keys, shown = [one for one in given if KEY.fullmatch(one)], [one for one in (*named, *given) if one in names]
            if keys and shown:
                beside.setdefault(keys[0], shown[0])
    return beside
