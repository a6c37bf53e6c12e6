"""The manifest: which clip says what. The running app reads this and needs no engine."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

VERSION = 1
HUMAN = "human"
"""The engine of a clip that a person recorded, and what kind of voice that is."""


@dataclass(frozen=True)
class Clip:
    """One sentence's sound. `file` is its path below audio/; `source` is what it was made from, as a hash."""

    language: str
    key: str
    part: int
    text: str
    spoken: str
    file: str
    engine: str
    seconds: float
    source: str


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
            document = json.loads(path.read_text("utf-8"))
            found = document["version"]
            clips = [Clip(**one) for one in document["clips"]]
        except (ValueError, KeyError, TypeError) as problem:
            raise ValueError(f"audio/{path.name} cannot be read: {problem}. Delete it and run make speech.") from None
        if found != VERSION:
            raise ValueError(f"audio/{path.name} has version {found}, not {VERSION}. Delete it and run make speech.")
        return cls(clips)

    def save(self, path: Path) -> None:
        """Write it, a clip a line, whole or not at all."""
        lines = ",\n".join(json.dumps(asdict(clip), ensure_ascii=False) for clip in self)
        draft = path.with_name(f".{path.name}.part")
        draft.write_text(f'{{"version": {VERSION}, "clips": [\n{lines}\n]}}\n', "utf-8")
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
