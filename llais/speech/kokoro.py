"""Kokoro-82M (Apache-2.0): a neural British English voice, offline. It speaks no Welsh."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from llais import paths
from llais.speech.engine import NEURAL, EngineError, PlainWords, ready, unless_installed, unless_there

if TYPE_CHECKING:  # numerics are loaded only when something is said
    import kokoro_onnx

    from llais.speech.sound import Sound

FOLDER = paths.MODELS / "kokoro"
MODEL, STYLES = "kokoro-v1.0.int8.onnx", "voices.npz"
VOICES = {"bm_george": 0.8, "bf_emma": 0.65}
"""Each voice with the share of its own pace that gives about 150 words a minute: calm, and can be followed."""


class Kokoro(PlainWords):
    """English, by a man (bm_george) or a woman (bf_emma)."""

    name, kind, takes = "kokoro", "neural", ("voice", "speed")

    def __init__(self, language: str, voice: str = "bm_george", speed: float | None = None) -> None:
        if language != "en":
            raise EngineError(f"kokoro speaks English only, not {language}: choose another engine for it")
        if voice not in VOICES:
            raise EngineError(f"kokoro has no voice {voice}: choose {' or '.join(VOICES)}")
        self.voice, self.speed = voice, speed or VOICES[voice]

    @property
    def settings(self) -> str:
        """Model, voice and pace."""
        return f"{MODEL} {self.voice} {self.speed:g}"

    def lacks(self) -> list[str]:
        """The package, the model, the voices."""
        package = unless_installed("kokoro-onnx", "kokoro_onnx", NEURAL)
        return [*package, *unless_there(self._files(), "make voices, or .venv/bin/python -m tools.kokoro")]

    def say(self, wording: str) -> Sound:
        """About as many seconds of work as of sound on a small machine. Raises EngineError."""
        from llais.speech.sound import Sound

        ready(self)
        try:
            return Sound(*self._model.create(wording, voice=self.voice, lang="en-gb", speed=self.speed))
        except ValueError as problem:
            raise EngineError(f"kokoro cannot say “{wording}”: {problem}") from None

    @cached_property
    def _model(self) -> kokoro_onnx.Kokoro:
        import kokoro_onnx
        import onnxruntime

        model, styles = self._files()
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the processor to others
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return kokoro_onnx.Kokoro.from_session(session, str(styles))

    @staticmethod
    def _files() -> tuple[Path, Path]:
        return FOLDER / MODEL, FOLDER / STYLES
