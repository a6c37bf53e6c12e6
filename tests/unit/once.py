"""A small script, built in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from llais.language import Line, Words
from llais.speech.build import Build
from llais.speech.engines import Cast, by_name
from llais.speech.manifest import Manifest


def line(text: str, key: str = "k", part: int = 0) -> Line:
    return Line(key, part, text, text)


class Once:
    """A small script in a folder of its own."""

    def __init__(self, folder: Path, words: Words, *lines: Line, cast: Cast | None = None) -> None:
        """`cast`: espeak-ng, unless another is given: the same on every machine."""
        self.folder, self.words, self.lines = folder, words, lines
        self.cast = cast or by_name("espeak-ng", words.language.tag)

    def build(self) -> int:
        manifest = Manifest.load(self.folder / "manifest.json")
        made = Build(self.words, self.lines, self.folder, self.cast).run(manifest)
        manifest.save(self.folder / "manifest.json")
        return made
