"""espeak-ng through its own library (PyPI espeakng-loader): offline, both languages, the default."""

from __future__ import annotations

import ctypes
import threading
from functools import cached_property

import espeakng_loader
import numpy as np

from llais.speech.sound import Sound

VOICES = {"cy": b"cy", "en": b"en-gb-x-rp"}
WORDS_A_MINUTE = {"cy": 140, "en": 145}
_RATE_PARAMETER = 1
_AUDIO_OUTPUT_RETRIEVAL = 2
_DO_NOT_EXIT = 0x8000
"""Without it a bad data path ends the whole process."""
_CHARS_UTF8_PHONEMES = 0x1 | 0x100
_lock = threading.Lock()


class EspeakError(RuntimeError):
    """The library refused."""


class _Library:
    """The library's state is global to the process, so it is used by one caller at a time."""

    _Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

    def __init__(self) -> None:
        self._library = ctypes.cdll.LoadLibrary(espeakng_loader.get_library_path())
        folder = espeakng_loader.get_data_path().encode()
        self.rate = self._library.espeak_Initialize(_AUDIO_OUTPUT_RETRIEVAL, 0, folder, _DO_NOT_EXIT)
        if self.rate <= 0:
            raise EspeakError(f"espeak-ng does not start with its data in {folder.decode()}")
        self._heard: list[np.ndarray] = []
        self._callback = self._Callback(self._hear)
        self._library.espeak_SetSynthCallback(self._callback)

    def _hear(self, samples: ctypes._Pointer[ctypes.c_short], count: int, _events: object) -> int:
        if samples and count > 0:
            self._heard.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0

    def say(self, text: str, voice: bytes, words_a_minute: int) -> np.ndarray:
        """Samples of 16 bits."""
        if self._library.espeak_SetVoiceByName(voice):
            raise EspeakError(f"espeak-ng has no voice {voice.decode()}")
        self._library.espeak_SetParameter(_RATE_PARAMETER, words_a_minute, 0)
        self._heard.clear()
        data = text.encode()
        if self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _CHARS_UTF8_PHONEMES, None, None):
            raise EspeakError("espeak-ng could not say it")
        return np.concatenate(self._heard) if self._heard else np.zeros(0, np.int16)


class Espeak:
    """One language by espeak-ng."""

    name = "espeak-ng"
    _shared: _Library | None = None

    def __init__(self, language: str) -> None:
        if language not in VOICES:
            raise EspeakError(f"espeak-ng is set up for {', '.join(VOICES)}, not for {language}: add its voice to VOICES")
        self.language = language

    @cached_property
    def settings(self) -> str:
        """Voice and pace."""
        return f"{VOICES[self.language].decode()} {WORDS_A_MINUTE[self.language]}"

    def say(self, text: str) -> Sound:
        """The text; [[...]] in it are phonemes."""
        with _lock:
            Espeak._shared = Espeak._shared or _Library()
            samples = Espeak._shared.say(text, VOICES[self.language], WORDS_A_MINUTE[self.language])
            return Sound(samples.astype(np.float64) / 32768, Espeak._shared.rate)
