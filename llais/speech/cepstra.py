"""How speech sounds from moment to moment, in few numbers that depend little on who speaks, how loud and in what room.

Mel-frequency cepstral coefficients: Davis and Mermelstein, IEEE Transactions on Acoustics, Speech, and Signal Processing
28 (4), 1980, 357 to 366."""

from __future__ import annotations

import numpy as np
from scipy.fft import dct
from scipy.signal import lfilter

from llais.speech.sound import Sound

WINDOW_SECONDS = 0.025
PREEMPHASIS = 0.97
BANDS, LOWEST, HIGHEST = 26, 80.0, 7600.0
"""How many bands, between which frequencies (hertz)."""
LOUD, SILENT = 98, 20
"""Percentiles of a band's moments: as loud as speech is there, as silent as the room."""
DEEPEST, SHALLOWEST = 50.0, 6.0
"""Decibels from a band's loud moments down to its silence, at most and at least."""
COEFFICIENTS = 10
"""The first ones, the shape of the mouth; the later ones are rather the speaker's own."""
LOUDNESS_WEIGHT = 2.0
"""Of the first one, which is loudness and tells speech from silence, against each other."""


def bands(sound: Sound, step: float) -> np.ndarray:
    """How loud (decibels) each band is, one row for every `step` seconds."""
    width = int(WINDOW_SECONDS * sound.rate)
    size = 1 << (width - 1).bit_length()
    samples = lfilter([1, -PREEMPHASIS], 1, np.pad(sound.samples, (width // 2, width)))
    starts = (np.arange(max(1, round(sound.seconds / step))) * step * sound.rate).astype(int)
    power = np.abs(np.fft.rfft(samples[starts[:, None] + np.arange(width)] * np.hanning(width), size)) ** 2
    return 10 * np.log10(power @ _filters(sound.rate, size) + 1e-10)


def _filters(rate: int, size: int) -> np.ndarray:
    """Triangles evenly spaced in mel, a column each."""
    mel = np.linspace(*(2595 * np.log10(1 + hertz / 700) for hertz in (LOWEST, min(HIGHEST, rate / 2))), BANDS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    frequencies = np.fft.rfftfreq(size, 1 / rate)[:, None]
    return np.maximum(0, np.minimum((frequencies - low) / (middle - low), (high - frequencies) / (high - middle)))


def above_silence(clip: np.ndarray, model: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two sounds' bands as decibels over silence, in both as deep below speech as the noise of the clip lets it be."""
    loud, silent = np.percentile(clip, [LOUD, SILENT], axis=0)
    depth = np.clip(loud - silent, SHALLOWEST, DEEPEST)
    return np.maximum(0, clip - loud + depth), np.maximum(0, model - np.percentile(model, LOUD, axis=0) + depth)


def cepstra(*sounds: np.ndarray) -> list[np.ndarray]:
    """The coefficients of bands over silence, each scaled by how much it varies in all of the sounds. Silence is all 0."""
    found = [dct(one, axis=1, norm="ortho")[:, :COEFFICIENTS] for one in sounds]
    scale = np.maximum(np.vstack(found).std(axis=0), 1e-6)
    scale[0] /= LOUDNESS_WEIGHT
    return [one / scale for one in found]
