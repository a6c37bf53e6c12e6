"""The studio: one sentence after another is said by a person, heard, and kept as what families hear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from llais.content import FORMS, Content
from llais.language import Line, Words
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Clip
from llais.speech.recordings import Standing
from llais.speech.soundbank import Soundbank

if TYPE_CHECKING:  # numerics are loaded only when something was recorded
    from llais.speech.take import Take

FIRST = ("leaflet", "questions")
"""What families hear most is recorded first: an hour brings the leaflet and the questions."""


@dataclass(frozen=True)
class Progress:
    """How many sentences a language has, and how they stand."""

    total: int
    human: int
    stale: int


class Studio:
    """The sentences of one language, in the order in which they are recorded."""

    def __init__(self, source: Content, words: Words, soundbank: Soundbank, locales: Path) -> None:
        self.tag, self.soundbank = words.language.tag, soundbank
        self.lexicon = Lexicon.load(locales / self.tag / "lexicon.toml")
        domains = {key: text.domain for key, text in source.texts.items()}
        self.lines = tuple(sorted(soundbank.scripts[self.tag], key=lambda line: _rank(domains.get(line.key, ""))))
        self.pictures = _pictures(source)

    def standing(self, line: Line) -> Standing:
        """How a sentence stands."""
        return self.soundbank.recordings.standing(self.tag, line)

    def progress(self) -> Progress:
        """How far the language is."""
        counts = Counter(map(self.standing, self.lines))
        return Progress(len(self.lines), counts["human"], counts["stale"])

    def missing_after(self, at: int) -> int | None:
        """The place of the next sentence to record, after the last one from the first again; None when all are recorded."""
        places = [*range(at + 1, len(self.lines)), *range(at + 1)]
        return next((place for place in places if self.standing(self.lines[place]) != "human"), None)

    def clip(self, line: Line) -> Clip | None:
        """What families hear today."""
        return self.soundbank.manifest.clip(self.tag, line.key, line.part)

    def recording(self, line: Line) -> Clip | None:
        """The person's recording, stale or not."""
        return self.soundbank.recordings.manifest.clip(self.tag, line.key, line.part)

    def take(self, data: bytes, line: Line) -> Take:
        """What was recorded or chosen, as families would hear it. Raises ValueError when it is no sound."""
        from llais.speech.take import take

        engine = self.soundbank.engines.clip(self.tag, line.key, line.part)
        return take(data, self.tag, line, self.lexicon, engine.seconds if engine else 0)

    def keep(self, taken: Take, line: Line) -> None:
        """From now on families hear this. Raises OSError."""
        self.soundbank.recordings.put(taken.clip(self.tag, line), lambda path: path.write_bytes(taken.mp3))
        self.soundbank.refresh()

    def delete(self, line: Line) -> None:
        """Families hear the engine's voice again. Raises OSError."""
        if clip := self.recording(line):
            self.soundbank.recordings.delete(clip)
            self.soundbank.refresh()


def _rank(domain: str) -> int:
    return FIRST.index(domain) if domain in FIRST else len(FIRST)


def _pictures(source: Content) -> Mapping[str, str]:
    """The picture of a sentence, where it has one; a section's for the sentences that have none of their own."""
    found: dict[str, str] = {}
    texts = (source.leaflet, *source.papers.values())
    for section in (one for form in FORMS for text in texts for one in text.sections(form)):
        for sentence in (section.heading, *section.sentences):
            found.setdefault(sentence.text.key, sentence.picture or section.picture)
    options: Sequence[tuple[str, str]] = [(one.text.key, one.picture) for asked in source.questions for one in asked.options]
    return found | dict(options)
