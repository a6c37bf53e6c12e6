"""A recording on its way in: numbered chunks, kept in memory only, checked before it counts as a take."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from llais.answers.answer import RECORDING_SECONDS, Recording

SIZE_LIMIT = 8 * 1024 * 1024
"""Bytes: three minutes of the largest format a browser makes (AAC at 256 kbit/s) and a reserve."""
SECONDS_LIMIT = RECORDING_SECONDS + 3
"""Seconds: a recorder stops itself at the limit, a moment late on a slow phone."""
MOST_CHUNKS = 1000
"""Chunks of one take: a second each, some of them told again."""

_MAGIC = {
    "audio/webm": (0, b"\x1a\x45\xdf\xa3"),
    "audio/ogg": (0, b"OggS"),
    "audio/mp4": (4, b"ftyp"),
}


class UploadRefused(ValueError):
    """Why a chunk was not taken: an HTTP status and the key of the message for the family."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(f"{status} {key}")
        self.status = status
        self.key = key


@dataclass
class Upload:
    """One take as it arrives. A new take begins with chunk 0; a repeated chunk is taken once."""

    take: str
    media_type: str
    count: int = 0
    """Chunks so far."""
    data: bytearray | bytes = field(default_factory=bytearray, repr=False)
    """Their bytes; once the take is whole they are the recording's own, and held once."""

    @property
    def whole(self) -> bool:
        """Whether the last chunk came."""
        return isinstance(self.data, bytes)

    def add(self, number: int, data: bytes) -> None:
        """Take chunk `number`. Raises UploadRefused: 409 a gap, 413 too big, 415 the wrong type."""
        if number < self.count:
            return
        if number > self.count or self.whole:
            raise UploadRefused(409, "error.recording_broken")
        if len(self.data) + len(data) > SIZE_LIMIT or number >= MOST_CHUNKS:
            raise UploadRefused(413, "error.recording_long")
        if number == 0:
            _check_type(self.media_type, data)
        self.data += data
        self.count += 1

    def finish(self, seconds: float) -> Recording:
        """The whole take; asked again, the same. Raises UploadRefused: 422 empty, 413 too long."""
        if not self.data or not seconds > 0:  # not NaN either
            raise UploadRefused(422, "error.recording_empty")
        if seconds > SECONDS_LIMIT:
            raise UploadRefused(413, "error.recording_long")
        self.data = bytes(self.data)
        return Recording(self.media_type, self.data, round(seconds, 1))

    def digest(self) -> str:
        """SHA-256 of the bytes so far, as the browser counts them."""
        return hashlib.sha256(self.data).hexdigest()


def _check_type(media_type: str, data: bytes) -> None:
    start, magic = _MAGIC.get(media_type, (0, None))
    if magic is None or data[start : start + len(magic)] != magic:
        raise UploadRefused(415, "error.recording_type")
