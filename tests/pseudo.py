"""A pseudo-language that runs from the right: real Arabic letters, no real words, made from the English."""

from __future__ import annotations

import re
from pathlib import Path

from llais import catalogs, content, paths
from llais.content import DOMAINS, Content
from llais.language import languages, read

TAG = "ar"
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
_KEPT = re.compile(r"(%\(\w+\)s|\S+@\S+)")


def text(english: str) -> str:
    """Pseudo-text of the same length; placeholders, addresses and ** stay."""
    return "".join(part if _KEPT.fullmatch(part) else part.lower().translate(_LETTERS) for part in _KEPT.split(english))


def add(locales: Path, tag: str = TAG, source: Content | None = None) -> None:
    """Begin a language as `python -m llais catalogs` does, and translate all of it."""
    source = source or content.load(paths.CONTENT)
    catalogs.update(source, locales, tag)
    own = next(one.name for one in languages(locales) if one.tag == tag)
    made = {}
    for domain in DOMAINS:
        path = locales / tag / "LC_MESSAGES" / f"{domain}.po"
        made[path] = read(path, tag)
        for message in made[path]:
            if isinstance(message.id, tuple):
                message.string = tuple(text(message.id[1]) for _ in range(made[path].num_plurals))
            elif message.id:
                message.string = own if message.context == "language.name" else text(message.id)
    catalogs.write(made)
