"""People's recordings in one file, to be carried from the desk to a kiosk: their manifest and their sounds, as a ZIP."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from llais.language import Line
from llais.speech import mp3
from llais.speech.manifest import HUMAN, Clip, Manifest
from llais.speech.recordings import Recordings, file_of

LARGEST = 2_000_000
"""Bytes of one sentence's MP3: minutes more than any has."""
MANIFEST = "manifest.json"


class BundleError(ValueError):
    """A file is no bundle of recordings, or a part of it cannot be used. Nothing of it was taken."""


@dataclass(frozen=True)
class Brought:
    """What came of an import: recordings taken, of them stale here; those that were here already, just the same."""

    taken: int
    stale: int
    same: int


def export(recordings: Recordings, path: Path) -> int:
    """Write all recordings into one new file; none where nothing was recorded. Returns how many.

    Raises FileExistsError, OSError."""
    clips = [clip for clip in recordings.manifest if recordings.path(clip).is_file()]
    if not clips:
        return 0
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(MANIFEST, Manifest(clips).text())
        for clip in clips:
            bundle.write(recordings.path(clip), clip.file)
    with path.open("xb") as file:
        file.write(made.getvalue())
        os.fsync(file.fileno())  # a stick is pulled out as soon as the command ends
    return len(clips)


def bring(recordings: Recordings, path: Path, scripts: Mapping[str, Sequence[Line]]) -> Brought:
    """Take the recordings of a bundle, in place of earlier ones of the same sentences; no other is touched.

    All of it is checked first. Raises BundleError, OSError."""
    found = _read(path)
    news = [(clip, data) for clip, data in found if not _there(recordings, clip)]
    for clip, data in news:
        recordings.put(clip, lambda file, data=data: file.write_bytes(data))
    lines = {(tag, line.key, line.part): line for tag, script in scripts.items() for line in script}
    said = [lines.get((clip.language, clip.key, clip.part)) for clip, _ in news]
    stale = sum(1 for (clip, _), line in zip(news, said, strict=True) if line is None or not clip.says(line))
    return Brought(len(news), stale, len(found) - len(news))


def _there(recordings: Recordings, clip: Clip) -> bool:
    return recordings.manifest.clip(clip.language, clip.key, clip.part) == clip and recordings.path(clip).is_file()


def _read(path: Path) -> list[tuple[Clip, bytes]]:
    try:
        with zipfile.ZipFile(path) as bundle:
            clips = Manifest.parse(bundle.read(MANIFEST).decode())
            return [(clip, _sound(bundle, clip)) for clip in clips]
    except (zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise BundleError(f"{path.name} is not a whole bundle of recordings: {problem}") from None


def _sound(bundle: zipfile.ZipFile, clip: Clip) -> bytes:
    """A clip's file. Its path follows from the sentence: none can lead out of the folder."""
    plain = clip.language.replace("-", "").isalnum() and not {"/", "\\", "\0"} & set(clip.key)
    if not plain or clip.engine != HUMAN or clip.file != file_of(clip.language, Line(clip.key, clip.part, "", "")):
        raise ValueError(f"{clip.file} is not the name of a recording")
    if bundle.getinfo(clip.file).file_size > LARGEST:
        raise ValueError(f"{clip.file} is too large for one sentence")
    data = bundle.read(clip.file)
    if not any(True for _ in mp3.frames(data)):
        raise ValueError(f"{clip.file} has no sound in it")
    return data
