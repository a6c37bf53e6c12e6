"""MP3 frames: clips joined to one sound without decoding them, as the standard's frames may follow one another.

ISO/IEC 13818-3 (layer III at half rates, mono); the index of a variable rate is Xing's, which every player reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from llais.speech.standard import RATE

FRAME_SAMPLES = 576
"""Samples of a frame at half rates."""
FRAME_SECONDS = FRAME_SAMPLES / RATE
_KILOBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HEADER = b"\xff\xf3"
_MONO = 0xC0
_SIDE = 9
"""Bytes of side information in a mono frame; all zero they say: silence, and nothing is borrowed from the frame before."""
_FRAMES, _BYTES, _TABLE = 1, 2, 4
_ENTRIES = 100


class NotOurs(ValueError):
    """Not an MP3 as all clips are."""


def frames(data: bytes) -> Iterator[bytes]:
    """The frames that hold sound, without tags and without the index. Raises NotOurs."""
    at = _first(data)
    while at + 4 <= len(data) and data[at : at + 3] != b"TAG":
        size = _size(data[at : at + 4])
        frame = data[at : at + size]
        if len(frame) == size and not _is_index(frame):
            yield frame
        at += size


def _first(data: bytes) -> int:
    """Where the first frame begins: after an ID3 tag, whose length is told in four times seven bits."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    return 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))


def _size(header: bytes) -> int:
    rate, mode = header[2] >> 2 & 3, header[3] & 0xC0
    if header[:2] not in (b"\xff\xf3", b"\xff\xf2") or rate != 0 or mode != _MONO or header[2] >> 4 in (0, 15):
        raise NotOurs("an MP3 that is not mono at 22050 samples a second")
    return _bytes(_KILOBITS[header[2] >> 4]) + (header[2] >> 1 & 1)


def _bytes(kilobits: int) -> int:
    return FRAME_SAMPLES // 8 * kilobits * 1000 // RATE


def _is_index(frame: bytes) -> bool:
    return frame[4 + _SIDE : 8 + _SIDE] in (b"Xing", b"Info")


def silence(seconds: float) -> list[bytes]:
    """Frames of silence, to the nearest frame."""
    return [_empty(8)] * round(seconds / FRAME_SECONDS)


def _empty(kilobits: int) -> bytes:
    header = _HEADER + bytes((_KILOBITS.index(kilobits) << 4, _MONO))
    return header.ljust(_bytes(kilobits), b"\0")


def whole(sound: Sequence[bytes]) -> bytes:
    """Frames with their index before them, so that a player knows how long it is and finds any place in it."""
    empty = _empty(64)
    ends = list(accumulate(map(len, sound), initial=len(empty)))
    places = [ends[len(sound) * n // _ENTRIES] * 256 // ends[-1] for n in range(_ENTRIES)]
    counts = len(sound).to_bytes(4, "big") + ends[-1].to_bytes(4, "big")
    index = b"Xing" + (_FRAMES | _BYTES | _TABLE).to_bytes(4, "big") + counts + bytes(min(255, one) for one in places)
    return (empty[: 4 + _SIDE] + index).ljust(len(empty), b"\0") + b"".join(sound)
