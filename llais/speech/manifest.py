"""The manifest: which clip says what. The running app reads this and needs no engine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from llais.language import Line

VERSION = 2

Word = tuple[float, float, int, int]
"""A word in time: it is heard from `start` to `end` (seconds), and is `text[first:last]` of the shown text."""
HUMAN = "human"
"""The engine of a clip that a person recorded, and what kind of voice that is."""


@dataclass(frozen=True)
class Clip:
    """One sentence's sound. `file` is its path below audio/; `source` is what it was made from, as a hash.

    `words` has a word after the other; it is empty where other words are spoken than are shown, and the sentence is lit whole."""

    language: str
    key: str
    part: int
    text: str
    spoken: str
    file: str
    engine: str
    seconds: float
    source: str
    words: tuple[Word, ...] = ()

    def says(self, line: Line) -> bool:
        """Whether it still says what this line shows and speaks."""
        return (self.text, self.spoken) == (line.text, line.spoken)


def _clip(table: dict[str, Any]) -> Clip:
    words = tuple((float(start), float(end), int(first), int(last)) for start, end, first, last in table.pop("words", ()))
    return Clip(**table, words=words)


class Manifest:
    """The clips by language, key and part."""

    def __init__(self, clips: Iterable[Clip] = ()) -> None:
        self._clips = {(clip.language, clip.key, clip.part): clip for clip in clips}

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Read a manifest; an empty one when there is none. Raises ValueError when it cannot be read."""
        if not path.exists():
            return cls()
        try:
            return cls.parse(path.read_text("utf-8"))
        except ValueError as problem:
            raise ValueError(f"{path.parent.name}/{path.name} {problem}. Delete it and run make speech.") from None

    @classmethod
    def parse(cls, text: str) -> Manifest:
        """Read a manifest's text. Raises ValueError."""
        try:
            document = json.loads(text)
            found = document["version"]
            clips = [_clip(one) for one in document["clips"]]
        except (ValueError, KeyError, TypeError) as problem:
            raise ValueError(f"cannot be read: {problem}") from None
        if found != VERSION:
            raise ValueError(f"has version {found}, not {VERSION}")
        return cls(clips)

    def text(self) -> str:
        """As it is written: a clip a line."""
        lines = ",\n".join(json.dumps(asdict(clip), ensure_ascii=False) for clip in self)
        return f'{{"version": {VERSION}, "clips": [\n{lines}\n]}}\n'

    def save(self, path: Path) -> None:
        """Write it, whole or not at all."""
        draft = path.with_name(f".{path.name}.part")
        draft.write_text(self.text(), "utf-8")
        os.replace(draft, path)

    def clip(self, language: str, key: str, part: int = 0) -> Clip | None:
        """The clip of a sentence; None when there is none."""
        return self._clips.get((language, key, part))

    def clips(self, language: str, key: str) -> tuple[Clip, ...]:
        """The clips of a key, in order."""
        found = []
        while clip := self.clip(language, key, len(found)):
            found.append(clip)
        return tuple(found)

    def over(self, other: Manifest) -> Manifest:
        """These clips, and the other's where this has none."""
        return Manifest((*other, *self))

    def put(self, clip: Clip) -> None:
        """Add or replace a clip."""
        self._clips[clip.language, clip.key, clip.part] = clip

    def drop(self, language: str, key: str, part: int) -> None:
        """Take a clip out; nothing when there is none."""
        self._clips.pop((language, key, part), None)

    def __iter__(self) -> Iterator[Clip]:
        return iter(sorted(self._clips.values(), key=lambda clip: (clip.language, clip.key, clip.part)))

    def __len__(self) -> int:
        return len(self._clips)
