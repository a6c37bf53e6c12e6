"""How every clip is, whoever speaks it. Apart from sound.py, so that a build with nothing to do loads no numerics."""

from __future__ import annotations

RATE = 22050
"""Samples a second."""
LEAD_SECONDS, TAIL_SECONDS = 0.04, 0.12
LOUDNESS = -18.0
"""LUFS (ITU-R BS.1770-4)."""
PEAK_DECIBELS = -0.8
"""The highest true peak (dBTP) of a clip as it is heard: after MP3 has added what it adds."""
MP3_MODE, MP3_LEVEL = "VARIABLE", 0.95
"""libsndfile's scale, which has no unit: about 32 kbit/s, near 40 to the ear and a fifth less to fetch. Variable, because
a constant 48 kbit/s and less leaves no room for the header that tells a player how much the coder put in front: every clip
would start 50 ms late."""
SETTINGS = f"{RATE} {LEAD_SECONDS} {TAIL_SECONDS} {LOUDNESS} {PEAK_DECIBELS} {MP3_MODE} {MP3_LEVEL}"
"""All of it, as a part of what a clip is known by."""
