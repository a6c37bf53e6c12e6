"""Any recording as samples: what a browser's recorder makes and what a telephone or a sound studio saves."""

from __future__ import annotations

from io import BytesIO

import av
import numpy as np

from llais.speech.sound import Sound

KINDS = ("wav", "mp3", "m4a", "ogg", "webm")
"""The endings that are offered. What a file really is, its content says."""
LONGEST_SECONDS = 120
"""A sentence is never so long; nobody's hour-long file fills the memory."""


class NotASound(ValueError):
    """The bytes cannot be read as sound."""


def decode(data: bytes) -> Sound:
    """The first sound in a file, mono, at its own rate. Raises NotASound."""
    try:
        with av.open(BytesIO(data)) as file:
            if not file.streams.audio:
                raise NotASound("there is no sound in it")
            rate = file.streams.audio[0].rate
            return Sound(_samples(file, rate), rate)
    except (av.FFmpegError, ValueError, IndexError) as problem:
        raise NotASound(f"it cannot be read as sound: {problem}") from None


def _samples(file: av.container.InputContainer, rate: int) -> np.ndarray:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    pieces: list[np.ndarray] = []
    for frame in file.decode(audio=0):
        pieces += [made.to_ndarray()[0] for made in resampler.resample(frame)]
        if sum(map(len, pieces)) > LONGEST_SECONDS * rate:
            raise NotASound(f"it is longer than {LONGEST_SECONDS} seconds")
    pieces += [made.to_ndarray()[0] for made in resampler.resample(None)]
    if not sum(map(len, pieces)):
        raise NotASound("there is no sound in it")
    return np.concatenate(pieces).astype(np.float64)
