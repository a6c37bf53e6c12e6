"""Piper (GPL-3): a neural voice from any voice file, Welsh ones too, offline."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from llais import paths
from llais.speech.engine import NEURAL, EngineError, PlainWords, ready, unless_installed, unless_there

if TYPE_CHECKING:  # numerics are loaded only when something is said
    import piper

    from llais.speech.sound import Sound

FOLDER = paths.MODELS / "piper"
VOICES = {"cy": "cy_GB-bu_tts-medium", "en": "en_GB-cori-medium"}
"""The voice of a language when none is named."""
SPEED = 0.9
"""A share of the voice's own pace."""
PAUSE_SECONDS = 0.25
"""Between two sentences of one clip: Piper puts none."""


class Piper(PlainWords):
    """Any language, by a voice file `<name>.onnx` with its `<name>.onnx.json` beside it."""

    name, kind, takes = "piper", "neural", ("voice", "speed")

    def __init__(self, language: str, voice: str = "", speed: float = SPEED) -> None:
        """`voice`: the path of a voice file, or the name of one in models/piper/."""
        wanted = voice or VOICES.get(language, "")
        if not wanted:
            raise EngineError(f"piper has no voice for {language} by itself: name a voice file (--voice FILE)")
        self.file = Path(wanted) if wanted.endswith(".onnx") else FOLDER / f"{wanted}.onnx"
        self.speed = speed

    @property
    def settings(self) -> str:
        """Voice and pace. The file's name and not its bytes: it is the same where the file is not."""
        return f"{self.file.stem} {self.speed:g}"

    def lacks(self) -> list[str]:
        """The package and the voice's two files."""
        package = unless_installed("piper-tts", "piper", NEURAL)
        return [*package, *unless_there(self._files(), "download it and put it there (docs/speech.md)")]

    def say(self, wording: str) -> Sound:
        """Raises EngineError."""
        import numpy as np

        from llais.speech.sound import Sound

        ready(self)
        from piper import SynthesisConfig

        rate = self._voice.config.sample_rate
        sentences = self._voice.synthesize(wording, SynthesisConfig(length_scale=1 / self.speed))
        pause = np.zeros(int(PAUSE_SECONDS * rate))
        parts = [part for one in sentences for part in (pause, one.audio_float_array)][1:]
        return Sound(np.concatenate(parts or [pause]), rate)

    @cached_property
    def _voice(self) -> piper.PiperVoice:
        from piper import PiperVoice

        try:
            return PiperVoice.load(self.file)
        except Exception as problem:  # whatever a damaged file sets off in the model's library
            raise EngineError(f"{self.file} cannot be used as a voice: {problem}") from None

    def _files(self) -> tuple[Path, Path]:
        return self.file, self.file.with_name(f"{self.file.name}.json")
