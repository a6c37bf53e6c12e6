"""One recording of one sentence on its way to be a clip: is it fit, and what will families hear?"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from llais.language import Line
from llais.speech import sound, timings
from llais.speech.decode import decode
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import HUMAN, Clip, Word
from llais.speech.recordings import file_of
from llais.speech.sound import Sound

QUIETEST = -40.0
"""LUFS of what was said: under it so much is added that the room is heard."""
FULL = 0.985
"""The share of the highest possible level at which a sample has been cut off."""
RUN, RUNS_A_SECOND = 3, 5
"""Samples in a row, and such rows in a second, that no voice reaches without being cut off."""
SHORTEST, LONGEST = 0.5, 2.2
"""Shares of the time that the engine needs for the same sentence."""
ROOM = 3.0
"""How many times louder than the room's own noise something must be to be a voice."""
MARGIN_SECONDS = 0.03
"""Kept before and after the voice, so that no soft consonant is lost."""


@dataclass(frozen=True)
class Take:
    """A recording as families will hear it. `faults` are keys of the desk's words: why one may want to record it again."""

    seconds: float
    words: tuple[Word, ...]
    faults: tuple[str, ...]
    mp3: bytes = field(repr=False)

    def clip(self, tag: str, line: Line) -> Clip:
        """What the manifest says of it."""
        source = hashlib.sha256(self.mp3).hexdigest()[:32]
        said = (line.key, line.part, line.text, line.spoken)
        return Clip(tag, *said, file_of(tag, line), HUMAN, self.seconds, source, self.words)


def take(data: bytes, tag: str, line: Line, lexicon: Lexicon, usual: float) -> Take:
    """Make a clip of a recorded file. `usual`: seconds of the engine's clip, 0 when there is none.

    Raises NotASound, and ValueError when there is nothing but silence in it."""
    voice = voice_in(decode(data))
    mp3, heard = _finished(voice)
    return Take(round(heard.seconds, 3), timings.timed(heard, line, tag, lexicon), tuple(_faults(voice, usual)), mp3)


def voice_in(recorded: Sound) -> Sound:
    """Cut to where somebody speaks: what is near the room's own noise is no voice. Raises ValueError for silence."""
    moments = sound.level(recorded)
    if not moments.size or moments.max() < 1e-4:
        raise ValueError("there is no sound in it")
    heard = np.flatnonzero(moments > max(ROOM * float(np.percentile(moments, 5)), sound.QUIET * moments.max()))
    if not heard.size:  # as loud at its quietest as anywhere: no silence to cut
        return recorded
    margin = int(MARGIN_SECONDS * recorded.rate)
    return Sound(recorded.samples[max(0, heard[0] - margin) : heard[-1] + margin], recorded.rate)


def _finished(voice: Sound) -> tuple[bytes, Sound]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.mp3"
        heard = sound.keep(voice, path)
        return path.read_bytes(), heard


def _faults(voice: Sound, usual: float) -> Iterator[str]:
    if sound.loudness(voice) < QUIETEST:
        yield "studio.too_quiet"
    if _cut_off(voice) > RUNS_A_SECOND:
        yield "studio.clipped"
    if usual and voice.seconds < SHORTEST * usual:
        yield "studio.too_short"
    if usual and voice.seconds > LONGEST * usual:
        yield "studio.too_long"


def _cut_off(voice: Sound) -> float:
    """Rows of samples in a second that stand at the highest possible level."""
    full = np.convolve(np.abs(voice.samples) >= FULL, np.ones(RUN), mode="valid") >= RUN
    begins = np.count_nonzero(np.diff(full.astype(int), prepend=0) == 1)
    return float(begins / voice.seconds)
