"""People's own recordings: a folder of finished clips with a manifest of its own, apart from what engines make.

A recording counts as long as its sentence says what it said when it was recorded. When the sentence changes the recording
is stale: the engine's clip is heard again, and the recording stays until somebody deletes it or records it anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from llais.language import Line
from llais.speech.manifest import HUMAN, Clip, Manifest

Standing = Literal["human", "stale", "none"]
"""How a sentence stands: recorded as it is today; recorded, but changed since; not recorded."""


class Recordings:
    """One folder of recordings. Nothing is held in memory but the manifest as it was last read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest, self._read_at = Manifest(), 0

    @property
    def manifest(self) -> Manifest:
        """All of them, stale ones too; read again when another process has changed it. Raises ValueError."""
        if self._read_at != (changed := self.changed_at()):
            self._manifest, self._read_at = Manifest.load(self.folder / "manifest.json"), changed
        return self._manifest

    def changed_at(self) -> int:
        """When the manifest was last written (nanoseconds); 0 when there is none."""
        try:
            return (self.folder / "manifest.json").stat().st_mtime_ns
        except OSError:
            return 0

    def path(self, clip: Clip) -> Path:
        """Where a recording's file lies."""
        return self.folder / Path(clip.file).relative_to(HUMAN)

    def standing(self, tag: str, line: Line) -> Standing:
        """How a sentence stands."""
        clip = self.manifest.clip(tag, line.key, line.part)
        if clip is None or not self.path(clip).is_file():
            return "none"
        return "human" if clip.says(line) else "stale"

    def valid(self, scripts: Mapping[str, Sequence[Line]]) -> Manifest:
        """Those that say what the scripts of these languages say today."""
        wanted = ((tag, line) for tag, lines in scripts.items() for line in lines)
        found = (self.manifest.clip(tag, line.key, line.part) for tag, line in wanted if self.standing(tag, line) == "human")
        return Manifest(clip for clip in found if clip)

    def put(self, clip: Clip, write: Callable[[Path], object]) -> None:
        """Keep a recording: `write` makes its file, which counts only when it is whole. Raises OSError."""
        path = self.path(clip)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        try:
            write(draft)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        self._change(lambda manifest: manifest.put(clip))

    def delete(self, clip: Clip) -> None:
        """Delete a recording, because somebody asked for it."""
        self._change(lambda manifest: manifest.drop(clip.language, clip.key, clip.part))
        self.path(clip).unlink(missing_ok=True)

    def _change(self, change: Callable[[Manifest], None]) -> None:
        manifest = Manifest(self.manifest)
        change(manifest)
        manifest.save(self.folder / "manifest.json")
        self._manifest, self._read_at = manifest, self.changed_at()


def file_of(tag: str, line: Line) -> str:
    """The path of a sentence's recording, as a clip names it."""
    return f"{HUMAN}/{tag}/{line.key}.{line.part}.mp3"

