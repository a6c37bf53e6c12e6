"""Sound as samples: trimmed, made even in loudness, written as MP3."""

from __future__ import annotations

import os
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyloudnorm
import soundfile
from scipy.ndimage import maximum_filter1d
from scipy.signal import resample_poly
from soundfile import LibsndfileError as LibsndfileError

from llais.speech.standard import LEAD_SECONDS, LOUDNESS, MP3_LEVEL, MP3_MODE, PEAK_DECIBELS, RATE, TAIL_SECONDS

QUIET = 10 ** (-45 / 20)
"""Below this share of its loudest moment a clip's ends are silence."""
NEAR = 0.1
"""Decibels: as near to LOUDNESS as the gain is brought. The next round would change it by less."""
MOMENT_SECONDS, LIMIT_SECONDS, FADE_SECONDS = 0.005, 0.02, 0.005
CODER_ADDS = 0.3
"""Decibels that MP3 mostly adds to a peak: kept free from the first try on."""
ROUNDS = 8
"""Tries to meet loudness and peak together, before a clip is called unfit."""


@dataclass(frozen=True)
class Sound:
    """Mono samples between -1 and 1, and samples a second."""

    samples: np.ndarray
    rate: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / self.rate


def finish(sound: Sound, peak: float = PEAK_DECIBELS) -> Sound:
    """As every clip is: the same rate, lead and tail, the same loudness, no true peak over `peak` (dBTP)."""
    return loud(trim(resampled(sound, RATE)), peak)


def keep(sound: Sound, path: Path) -> Sound:
    """Finish a sound and write it as MP3. Returns what will be heard. Raises ValueError when it cannot be made to fit.

    MP3 adds to peaks, so what was written is measured and, if need be, written again from a lower peak."""
    peak = PEAK_DECIBELS - CODER_ADDS
    for _ in range(ROUNDS):
        heard = write_mp3(finish(sound, peak), path)
        over = true_peak_decibels(heard) - PEAK_DECIBELS
        if over <= 0:
            return heard
        peak -= over + 0.05
    path.unlink()
    raise ValueError(f"{path.name}: its peaks do not come under {PEAK_DECIBELS} dBTP")


def resampled(sound: Sound, rate: int) -> Sound:
    """The same at another rate (samples a second)."""
    if sound.rate == rate:
        return sound
    common = gcd(rate, sound.rate)
    return Sound(resample_poly(sound.samples, rate // common, sound.rate // common), rate)


def trim(sound: Sound) -> Sound:
    """Silence cut from both ends but for the lead and tail. Raises ValueError when there is nothing but silence."""
    moments = level(sound)
    heard = np.flatnonzero(moments > QUIET * moments.max()) if moments.size and moments.max() > 1e-4 else np.array([])
    if not heard.size:
        raise ValueError("there is no sound in it")
    lead, tail = int(LEAD_SECONDS * sound.rate), int(TAIL_SECONDS * sound.rate)
    kept = sound.samples[heard[0] : heard[-1] + 1].copy()
    fade = np.linspace(0, 1, min(int(FADE_SECONDS * sound.rate), len(kept)), endpoint=False)
    kept[: len(fade)] *= fade
    kept[len(kept) - len(fade) :] *= fade[::-1]
    return Sound(np.pad(kept, (lead, tail)), sound.rate)


def level(sound: Sound) -> np.ndarray:
    """How loud each moment is: a click of one sample is not speech."""
    if not sound.samples.size:
        return sound.samples
    width = max(1, int(MOMENT_SECONDS * sound.rate))
    return np.sqrt(np.convolve(sound.samples**2, np.ones(width) / width, mode="same"))


def loud(sound: Sound, peak: float = PEAK_DECIBELS) -> Sound:
    """At LOUDNESS with no true peak over `peak` (dBTP). The limiter takes loudness away, so it is given back and tried again."""
    gain, limited = 0.0, sound
    for _ in range(ROUNDS):
        short = LOUDNESS - loudness(limited)
        if abs(short) < NEAR and limited is not sound:
            break
        gain += short
        limited = Sound(_limit(sound.samples * 10 ** (gain / 20), sound.rate, 10 ** (peak / 20)), sound.rate)
    return limited


def loudness(sound: Sound) -> float:
    """Integrated loudness in LUFS. A clip shorter than the meter's block is repeated until it fills two."""
    meter = pyloudnorm.Meter(sound.rate)
    needed = int(2 * meter.block_size * sound.rate)
    repeats = max(1, -(-needed // max(1, len(sound.samples))))
    return float(meter.integrated_loudness(np.tile(sound.samples, repeats).astype(np.float64)))


def true_peak(sound: Sound) -> float:
    """The highest peak, between samples too: at four times the rate (BS.1770-4, annex 2)."""
    return float(_peaks(sound.samples).max())


def true_peak_decibels(sound: Sound) -> float:
    """The same in dBTP."""
    return float(20 * np.log10(true_peak(sound)))


def _peaks(samples: np.ndarray) -> np.ndarray:
    """For each sample the highest of it and of the three that stand between it and the next."""
    between = np.abs(resample_poly(samples, 4, 1))
    return np.maximum.reduce([between[start::4] for start in range(4)])


def _limit(samples: np.ndarray, rate: int, ceiling: float) -> np.ndarray:
    """A gain that goes under each peak over the ceiling and comes back within LIMIT_SECONDS: no hard edge."""
    width = int(LIMIT_SECONDS * rate) | 1
    over = np.maximum(_peaks(samples) / ceiling, 1.0)
    held = maximum_filter1d(over, width, mode="nearest")
    window = np.hanning(width + 2)[1:-1]
    smooth = np.convolve(np.pad(held, width // 2, mode="edge"), window / window.sum(), mode="valid")
    limited = samples / smooth
    return limited * min(1.0, ceiling / max(_peaks(limited).max(), 1e-9))


def read(path: Path | BinaryIO) -> Sound:
    """A sound file of any kind libsndfile reads, as mono. Raises OSError or soundfile.LibsndfileError."""
    samples, rate = soundfile.read(path, dtype="float64", always_2d=True)
    return Sound(samples.mean(axis=1), rate)


def write_mp3(sound: Sound, path: Path) -> Sound:
    """An MP3, whole or not at all: written beside, read back, then renamed. Returns what was read back.

    Raises OSError when what was written is not as long as what was made."""
    draft = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(draft, sound.samples, sound.rate, format="MP3", bitrate_mode=MP3_MODE, compression_level=MP3_LEVEL)
    heard = read(draft)
    if abs(heard.seconds - sound.seconds) > 0.01:
        raise OSError(f"{path.name}: what was written is not what was made")
    os.replace(draft, path)
    return heard
