"""Building the sound: only what changed, whole clips only, and it goes on where it was stopped."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from llais import paths
from llais.content import Content
from llais.language import Line, Words
from llais.settings import settings
from llais.speech import engines
from llais.speech.engine import EngineError
from llais.speech.engines import Cast
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Clip, Manifest
from llais.speech.script import script
from llais.speech.standard import SETTINGS

if TYPE_CHECKING:  # numerics are loaded only when something is said
    from llais.speech.sound import Sound


@dataclass(frozen=True)
class Task:
    """A line that needs a clip, in the words that its engine is given."""

    line: Line
    wording: str
    file: str
    engine: str
    source: str


class Build:
    """One language's clips in one audio folder."""

    def __init__(
        self,
        words: Words,
        lines: tuple[Line, ...],
        audio: Path = paths.AUDIO,
        cast: Cast | None = None,
        locales: Path = paths.LOCALES,
    ) -> None:
        """`cast`: who speaks; else whom the settings choose. Raises EngineError."""
        self.tag = words.language.tag
        self.lines, self.audio = lines, audio
        self.cast = cast or engines.by_settings(self.tag, settings())
        self.lexicon = Lexicon.load(locales / self.tag / "lexicon.toml")

    def tasks(self, manifest: Manifest) -> list[Task]:
        """What is missing or has changed."""
        return [task for task in map(self._task, self.lines) if not self._done(task, manifest)]

    def run(self, manifest: Manifest) -> int:
        """Make what is missing; the manifest is kept up to date on the way. Returns how many clips were made."""
        tasks = self.tasks(manifest)
        for task in _progress(tasks, self.tag):
            self._make(task, manifest)
        return len(tasks)

    def _task(self, line: Line) -> Task:
        speaker = self.cast.speaker
        wording = speaker.wording(line.spoken, self.lexicon)
        made_of = (self.tag, wording, speaker.name, speaker.settings, SETTINGS)
        source = hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:32]
        return Task(line, wording, f"{self.tag}/{line.key}.{line.part}.mp3", speaker.name, source)

    def _done(self, task: Task, manifest: Manifest) -> bool:
        """Where the chosen engine is missing, a clip that it made of these words is better than any that can be made here."""
        clip = manifest.clip(self.tag, task.line.key, task.line.part)
        if not clip or not clip.says(task.line) or not (self.audio / task.file).exists():
            return False
        better = bool(self.cast.lacking) and clip.engine == self.cast.chosen.name
        return better or clip.source == task.source

    def _make(self, task: Task, manifest: Manifest) -> None:
        """The old clip is struck out just before its file is replaced: stopped anywhere, no words stand beside another sound."""
        from llais.speech import sound

        try:
            said = self.cast.speaker.say(task.wording)
            self._forget(task, manifest)
            heard = sound.keep(said, self.audio / task.file)
        except (ValueError, EngineError, sound.LibsndfileError) as problem:
            raise ValueError(f"{task.file}: {problem}") from None
        manifest.put(self._clip(task, heard))
        manifest.save(self.audio / "manifest.json")

    def _forget(self, task: Task, manifest: Manifest) -> None:
        if manifest.clip(self.tag, task.line.key, task.line.part):
            manifest.drop(self.tag, task.line.key, task.line.part)
            manifest.save(self.audio / "manifest.json")

    def _clip(self, task: Task, heard: Sound) -> Clip:
        """What the manifest says of a finished sound: all that is measured on it is measured here."""
        from llais.speech import timings

        line = task.line
        words = timings.timed(heard, line, self.tag, self.lexicon)
        said = (line.key, line.part, line.text, line.spoken)
        return Clip(self.tag, *said, task.file, task.engine, round(heard.seconds, 3), task.source, words)


def _progress(tasks: list[Task], tag: str) -> Iterator[Task]:
    if not tasks:
        return iter(())
    from tqdm import tqdm

    return iter(tqdm(tasks, desc=tag, unit="clip"))


def build(
    source: Content, every: Mapping[str, Words], audio: Path = paths.AUDIO, casts: Mapping[str, Cast] | None = None
) -> dict[str, int]:
    """Bring the sound of these languages up to date. Returns, per language, how many clips were made."""
    audio.mkdir(parents=True, exist_ok=True)
    with _alone(audio):
        return _build(source, every, audio, casts or {})


@contextmanager
def _alone(audio: Path) -> Iterator[None]:
    """Two builds at once would each write the manifest without the other's clips."""
    folder = os.open(audio, os.O_RDONLY)
    try:
        if not _locked(folder):
            raise ValueError(f"another build is making sound in {audio}: wait until it is done")
        yield
    finally:
        os.close(folder)


def _locked(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _build(source: Content, every: Mapping[str, Words], audio: Path, casts: Mapping[str, Cast]) -> dict[str, int]:
    manifest = Manifest.load(audio / "manifest.json")
    scripts = {tag: script(source, words) for tag, words in every.items()}
    builds = {tag: Build(words, scripts[tag], audio, casts.get(tag)) for tag, words in every.items()}
    made = {tag: one.run(manifest) for tag, one in builds.items()}
    kept = _without_orphans(manifest, scripts)
    if any(made.values()) or len(kept) != len(manifest):
        kept.save(audio / "manifest.json")
    _remove_orphans(audio, kept, tuple(every))
    return made


def _without_orphans(manifest: Manifest, scripts: dict[str, tuple[Line, ...]]) -> Manifest:
    """Only clips of today's script; languages that were not built are left alone."""
    wanted = {(tag, line.key, line.part) for tag, lines in scripts.items() for line in lines}
    return Manifest(clip for clip in manifest if clip.language not in scripts or (clip.language, clip.key, clip.part) in wanted)


def _remove_orphans(audio: Path, manifest: Manifest, tags: tuple[str, ...]) -> None:
    wanted = {clip.file for clip in manifest}
    for tag in tags:
        for file in (audio / tag).glob("*"):
            if f"{tag}/{file.name}" not in wanted:
                file.unlink()


def missing(source: Content, words: Words, manifest: Manifest, audio: Path = paths.AUDIO) -> list[str]:
    """What nobody can hear as it stands today: the keys of lines without a clip that matches."""
    return [f"{task.line.key}.{task.line.part}" for task in Build(words, script(source, words), audio).tasks(manifest)]
