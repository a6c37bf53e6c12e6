"""A sound that needs no microphone."""

from __future__ import annotations

import io
import math
import struct
import wave


def wav(seconds: float, rate: int = 8000) -> bytes:
    """A quiet tone as a WAV file."""
    samples = (int(3000 * math.sin(2 * math.pi * 300 * n / rate)) for n in range(int(seconds * rate)))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"".join(struct.pack("<h", one) for one in samples))
    return file.getvalue()
