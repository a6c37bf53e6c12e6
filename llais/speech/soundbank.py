"""What families hear, and where it lies: a person's recording of a sentence where there is one, else an engine's clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from llais import content, language, paths
from llais.language import Line, Words
from llais.speech.manifest import HUMAN, Clip, Manifest
from llais.speech.recordings import Recordings
from llais.speech.script import script


class Soundbank:
    """The engines' clips of a folder, and people's recordings over them."""

    def __init__(self, audio: Path, recordings: Recordings, scripts: Mapping[str, Sequence[Line]]) -> None:
        self.audio, self.recordings, self.scripts = audio, recordings, scripts
        self.engines = Manifest.load(audio / "manifest.json")
        self.manifest = self.engines
        self._files: dict[str, Clip] = {}
        self._known = -1
        self.refresh()

    @classmethod
    def load(cls, recordings: Path) -> tuple[Soundbank, dict[str, Words]]:
        """The product's as it stands, with recordings of a folder; and its words. Raises ValueError."""
        source = content.load(paths.CONTENT)
        every = {one.tag: Words.load(one, source, paths.LOCALES) for one in language.languages(paths.LOCALES)}
        return cls(paths.AUDIO, Recordings(recordings), {tag: script(source, words) for tag, words in every.items()}), every

    def refresh(self) -> bool:
        """Take up what was recorded or brought here since. Returns whether something changed. Raises ValueError."""
        if self._known == (changed := self.recordings.changed_at()):
            return False
        self.manifest, self._known = self.recordings.valid(self.scripts).over(self.engines), changed
        self._files |= {clip.file: clip for clip in self.manifest}  # a page that is open still asks for what it was given
        return True

    def clip_of(self, file: str) -> Clip | None:
        """The clip of a file's name, such as "cy/button.listen.0.mp3"; None for a name that is none of ours."""
        return self._files.get(file)

    def path(self, clip: Clip) -> Path:
        """The file of a clip."""
        return self.recordings.path(clip) if clip.engine == HUMAN else self.audio / clip.file
