"""espeak-ng through its own library (PyPI espeakng-loader): offline, both languages, the default."""

from __future__ import annotations

import atexit
import ctypes
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # numerics are loaded only when something is said
    from llais.speech.sound import Sound

VOICES = {"cy": b"cy", "en": b"en-gb-x-rp"}
WORDS_A_MINUTE = {"cy": 140, "en": 145}
LONGEST_PATH = 140
"""espeak-ng keeps the path of its data in 160 bytes and adds names to it."""
_RATE_PARAMETER = 1
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
"""Without it a bad data path ends the whole process."""
_CHARS_UTF8_PHONEMES = 0x1 | 0x100
_WORD = 1
_lock = threading.Lock()
Mark = tuple[float, int]
"""Where a word starts: seconds, and the place of its first character in the text that was given."""


class EspeakError(RuntimeError):
    """The library refused."""


class _Event(ctypes.Structure):
    """As in espeak-ng's speak_lib.h; a list of them ends with one of kind 0."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("kind", "identifier", "character", "length", "milliseconds", "sample")),
        ("user", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    ]


class _Library:
    """The library's state is global to the process, so it is used by one caller at a time."""

    _Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))

    def __init__(self) -> None:
        import espeakng_loader

        self._library = ctypes.cdll.LoadLibrary(espeakng_loader.get_library_path())
        folder = reachable(Path(espeakng_loader.get_data_path()))
        self.rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, str(folder).encode(), _DO_NOT_EXIT)
        if self.rate <= 0:
            raise EspeakError(f"espeak-ng does not start with its data in {folder}")
        self._heard = bytearray()
        self.marks: list[Mark] = []
        self._callback = self._Callback(self._hear)
        self._library.espeak_SetSynthCallback(self._callback)

    def _hear(self, samples: int | None, count: int, events: ctypes._Pointer[_Event]) -> int:
        if samples and count > 0:
            self._heard += ctypes.string_at(samples, 2 * count)
        self.marks += [(event.sample / self.rate, event.character - 1) for event in _listed(events) if event.kind == _WORD]
        return 0

    def say(self, text: str, voice: bytes, words_a_minute: int) -> bytes:
        """Samples of 16 bits; where its words start is in `marks` until the next."""
        if self._library.espeak_SetVoiceByName(voice):
            raise EspeakError(f"espeak-ng has no voice {voice.decode()}")
        self._library.espeak_SetParameter(_RATE_PARAMETER, words_a_minute, 0)
        self._heard.clear()
        self.marks = []
        data = text.encode()
        if self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _CHARS_UTF8_PHONEMES, None, None):
            raise EspeakError("espeak-ng could not say it")
        return bytes(self._heard)


def _listed(events: ctypes._Pointer[_Event]) -> Iterator[_Event]:
    place = 0
    while events[place].kind:
        yield events[place]
        place += 1


def reachable(folder: Path) -> Path:
    """The folder, or a short link to it when its path is longer than espeak-ng can bear."""
    if len(str(folder).encode()) <= LONGEST_PATH:
        return folder
    short = Path(tempfile.mkdtemp(prefix="espeak-", dir="/tmp" if Path("/tmp").is_dir() else None))
    atexit.register(shutil.rmtree, short, ignore_errors=True)
    (short / "data").symlink_to(folder, target_is_directory=True)
    return short / "data"


class Espeak:
    """One language by espeak-ng."""

    name = "espeak-ng"
    _shared: _Library | None = None

    def __init__(self, language: str) -> None:
        if language not in VOICES:
            raise EspeakError(f"espeak-ng is set up for {', '.join(VOICES)}, not for {language}: add its voice to VOICES")
        self.language = language

    @property
    def settings(self) -> str:
        """Voice and pace."""
        return f"{VOICES[self.language].decode()} {WORDS_A_MINUTE[self.language]}"

    def say(self, text: str) -> Sound:
        """The text; [[...]] in it are phonemes. Raises EspeakError."""
        return self.marked(text)[0]

    def marked(self, text: str) -> tuple[Sound, tuple[Mark, ...]]:
        """The same, and where its words start; two that espeak says as one ("of the") may have but one mark."""
        import numpy as np

        from llais.speech.sound import Sound

        with _lock:
            Espeak._shared = Espeak._shared or _Library()
            samples = Espeak._shared.say(text, VOICES[self.language], WORDS_A_MINUTE[self.language])
            return Sound(np.frombuffer(samples, np.int16) / 32768, Espeak._shared.rate), tuple(Espeak._shared.marks)
