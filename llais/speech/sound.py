"""Sound as samples: trimmed, made even in loudness, written as MP3."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyloudnorm
import soundfile
from scipy.signal import resample_poly

LEAD_SECONDS, TAIL_SECONDS = 0.04, 0.12
LOUDNESS = -18.0
"""LUFS (ITU-R BS.1770-4), of every clip of every engine."""
PEAK = 10 ** (-1.0 / 20)
"""True peak that is aimed at: -1 dBTP, so that what MP3 adds stays under -0.8."""
QUIET = 10 ** (-45 / 20)
"""Below this share of the loudest sample a clip's ends are silence."""


@dataclass(frozen=True)
class Sound:
    """Mono samples between -1 and 1, and samples a second."""

    samples: np.ndarray
    rate: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / self.rate


def finish(sound: Sound) -> Sound:
    """As every clip is: the same short lead and tail, the same loudness, no clipping."""
    return loud(trim(sound))


def trim(sound: Sound) -> Sound:
    """Silence cut from both ends but for the lead and tail. Raises ValueError when there is nothing but silence."""
    level = np.abs(sound.samples)
    heard = np.flatnonzero(level > QUIET * level.max()) if level.size and level.max() > 1e-4 else np.array([])
    if not heard.size:
        raise ValueError("there is no sound in it")
    lead, tail = int(LEAD_SECONDS * sound.rate), int(TAIL_SECONDS * sound.rate)
    kept = sound.samples[heard[0] : heard[-1] + 1]
    return Sound(np.pad(kept, (lead, tail)), sound.rate)


def loud(sound: Sound) -> Sound:
    """At LOUDNESS, with peaks held by a limiter where the gain would lift them over PEAK."""
    samples = sound.samples * 10 ** ((LOUDNESS - loudness(sound)) / 20)
    limited = Sound(_limit(samples, sound.rate), sound.rate)
    peak = true_peak(limited)
    return Sound(limited.samples * min(1.0, PEAK / peak), sound.rate)


def loudness(sound: Sound) -> float:
    """Integrated loudness in LUFS. A clip shorter than the meter's block is repeated until it fills two."""
    meter = pyloudnorm.Meter(sound.rate)
    needed = int(2 * meter.block_size * sound.rate)
    repeats = max(1, -(-needed // max(1, len(sound.samples))))
    return float(meter.integrated_loudness(np.tile(sound.samples, repeats).astype(np.float64)))


def true_peak(sound: Sound) -> float:
    """The peak between samples too: at four times the rate (BS.1770-4, annex 2)."""
    return float(np.abs(resample_poly(sound.samples, 4, 1)).max())


def _limit(samples: np.ndarray, rate: int) -> np.ndarray:
    """A gain that goes under each peak over PEAK and comes back within 20 ms: no hard edge."""
    width = int(0.02 * rate) | 1
    over = np.maximum(np.abs(samples) / PEAK, 1.0)
    held = np.lib.stride_tricks.sliding_window_view(np.pad(over, width // 2, mode="edge"), width).max(axis=1)
    window = np.hanning(width + 2)[1:-1]
    smooth = np.convolve(np.pad(held, width // 2, mode="edge"), window / window.sum(), mode="valid")
    return samples / smooth


def read(path: Path) -> Sound:
    """A sound file of any kind libsndfile reads, as mono."""
    samples, rate = soundfile.read(path, dtype="float64", always_2d=True)
    return Sound(samples.mean(axis=1), rate)


def write_mp3(sound: Sound, path: Path) -> None:
    """An MP3 of constant 24 kbit/s; whole or not at all: written beside, read back, then renamed."""
    draft = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    level = 0.876  # of libsndfile, whose scale has no unit: 24 kbit/s at 22.05 kHz, as a test checks
    soundfile.write(draft, sound.samples, sound.rate, format="MP3", bitrate_mode="CONSTANT", compression_level=level)
    if abs(soundfile.info(draft).duration - sound.seconds) > 0.2:
        raise OSError(f"{path.name}: what was written is not what was made")
    os.replace(draft, path)
