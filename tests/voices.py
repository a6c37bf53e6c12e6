"""A sound bank in which every sentence has a clip of a voice that one chooses: the files are there, and empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from llais.content import Content
from llais.language import Line, Words
from llais.speech.manifest import Clip, Manifest
from llais.speech.recordings import Recordings
from llais.speech.script import script
from llais.speech.soundbank import Soundbank


def soundbank(folder: Path, source: Content, words: Mapping[str, Words], engines: Mapping[str, str], without: Iterable[str] = ()) -> Soundbank:
    """Clips by `engines` (a language's engine), without those of some keys."""
    scripts = {tag: script(source, one) for tag, one in words.items()}
    clips = [_clip(folder, tag, line, engines[tag]) for tag, lines in scripts.items() for line in lines if line.key not in without]
    Manifest(clips).save(folder / "manifest.json")
    return Soundbank(folder, Recordings(folder / "human"), scripts)


def _clip(folder: Path, tag: str, line: Line, engine: str) -> Clip:
    file = f"{tag}/{line.key}.{line.part}.mp3"
    (folder / tag).mkdir(parents=True, exist_ok=True)
    (folder / file).touch()
    return Clip(tag, line.key, line.part, line.text, line.spoken, file, engine, 1.0, f"source of {file}")
