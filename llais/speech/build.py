"""Building the sound: only what changed, whole clips only, and it goes on where it was stopped."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from llais import content, language, paths
from llais.content import Content, ContentError
from llais.language import LanguageError, Line, Words
from llais.speech.engine import Engine
from llais.speech.espeak import Espeak, EspeakError
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Clip, Manifest
from llais.speech.script import script
from llais.speech.standard import SETTINGS

if TYPE_CHECKING:  # numerics are loaded only when something is said
    from llais.speech.sound import Sound

SAVE_EVERY = 20
"""Clips after which the manifest is written, so that a build killed half-way loses no more."""
HUMAN = "human"
"""The folder below audio/ of people's own recordings, by language, and the name of their engine."""


@dataclass(frozen=True)
class Task:
    """A line that needs a clip. `recording` is a person's, which wins over the engine."""

    line: Line
    said: str
    file: str
    engine: str
    source: str
    recording: Path | None = None


class Build:
    """One language's clips in one audio folder."""

    def __init__(self, words: Words, lines: tuple[Line, ...], audio: Path = paths.AUDIO, locales: Path = paths.LOCALES) -> None:
        self.tag = words.language.tag
        self.lines, self.audio = lines, audio
        self.engine: Engine = Espeak(self.tag)
        self.lexicon = Lexicon.load(locales / self.tag / "lexicon.toml")
        folder = audio / HUMAN / self.tag
        self.recordings = {file.stem: file for end in ("mp3", "wav") for file in folder.glob(f"*.{end}")}

    def tasks(self, manifest: Manifest) -> list[Task]:
        """What is missing or has changed."""
        return [task for task in map(self._task, self.lines) if not self._done(task, manifest)]

    def run(self, manifest: Manifest) -> int:
        """Make what is missing; the manifest is kept up to date on the way. Returns how many clips were made."""
        tasks = self.tasks(manifest)
        self._forget(tasks, manifest)
        for number, task in enumerate(_progress(tasks, self.tag), 1):
            manifest.put(self._make(task))
            if number % SAVE_EVERY == 0:
                manifest.save(self.audio / "manifest.json")
        return len(tasks)

    def _forget(self, tasks: list[Task], manifest: Manifest) -> None:
        """Strike out what will be made: a build killed after a new file must not leave the old words beside it."""
        stale = [task for task in tasks if manifest.clip(self.tag, task.line.key, task.line.part)]
        for task in stale:
            manifest.drop(self.tag, task.line.key, task.line.part)
        if stale:
            manifest.save(self.audio / "manifest.json")

    def _task(self, line: Line) -> Task:
        name = f"{line.key}.{line.part}"
        said, recording = self.lexicon.for_espeak(self.lexicon.spoken(line.spoken)), self.recordings.get(name)
        made_of = [said, self.engine.name, self.engine.settings]
        if recording:
            made_of = [line.spoken, HUMAN, hashlib.sha256(recording.read_bytes()).hexdigest()]
        source = hashlib.sha256("\0".join((self.tag, *made_of, SETTINGS)).encode()).hexdigest()[:32]
        return Task(line, said, f"{self.tag}/{name}.mp3", HUMAN if recording else self.engine.name, source, recording)

    def _done(self, task: Task, manifest: Manifest) -> bool:
        clip = manifest.clip(self.tag, task.line.key, task.line.part)
        same = clip and (clip.source, clip.text, clip.spoken) == (task.source, task.line.text, task.line.spoken)
        return bool(same) and (self.audio / task.file).exists()

    def _make(self, task: Task) -> Clip:
        from llais.speech import sound

        said = (task.line.key, task.line.part, task.line.text, task.line.spoken)
        try:
            heard = sound.keep(self._sound(task), self.audio / task.file)
        except (ValueError, EspeakError, sound.LibsndfileError) as problem:
            raise ValueError(f"{task.recording or task.file}: {problem}") from None
        return Clip(self.tag, *said, task.file, task.engine, round(heard.seconds, 3), task.source)

    def _sound(self, task: Task) -> Sound:
        from llais.speech import sound

        return sound.read(task.recording) if task.recording else self.engine.say(task.said)


def _progress(tasks: list[Task], tag: str) -> Iterator[Task]:
    if not tasks:
        return iter(())
    from tqdm import tqdm

    return iter(tqdm(tasks, desc=tag, unit="clip"))


def build(source: Content, every: dict[str, Words], audio: Path = paths.AUDIO) -> dict[str, int]:
    """Bring the sound of these languages up to date. Returns, per language, how many clips were made."""
    audio.mkdir(parents=True, exist_ok=True)
    manifest = Manifest.load(audio / "manifest.json")
    scripts = {tag: script(source, words) for tag, words in every.items()}
    made = {tag: Build(words, scripts[tag], audio).run(manifest) for tag, words in every.items()}
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


def main(argv: list[str]) -> int:
    """`python -m llais speech build [--language cy]`."""
    parser = argparse.ArgumentParser(prog="python -m llais speech build")
    parser.add_argument("--language", action="append", help="only this language; may be given again")
    chosen = parser.parse_args(argv).language
    try:
        source = content.load(paths.CONTENT)
        languages = [one for one in language.languages(paths.LOCALES) if not chosen or one.tag in chosen]
        every = {one.tag: Words.load(one, source, paths.LOCALES) for one in languages}
        made = build(source, every)
    except (ContentError, LanguageError, EspeakError, ImportError, OSError, ValueError) as problem:
        print(f"speech: {problem}", file=sys.stderr)
        return 2
    print(", ".join(f"{tag}: {count} clips made" for tag, count in made.items()))
    return 0
