"""The sound of a reply, made at the desk by a speech engine: in memory, and heard by the reviewer before it is sent."""

from __future__ import annotations

import io

from llais.answers.answer import Recording
from llais.paths import LOCALES
from llais.speech.engine import EngineError
from llais.speech.espeak import Espeak
from llais.speech.lexicon import Lexicon


class NoVoice(RuntimeError):
    """This machine has no engine, or it could not say the text. `make desk` installs what is needed."""


def speak(text: str, language: str) -> Recording:
    """The text as one MP3, as loud as every clip. Raises NoVoice."""
    try:
        import soundfile

        from llais.speech import sound
    except ImportError as problem:
        raise NoVoice(f"{problem.name} is not installed") from None
    words = Lexicon.load(LOCALES / language / "lexicon.toml")
    try:
        engine = Espeak(language)
        heard = sound.finish(engine.say(engine.wording(text, words)))
    except (ValueError, EngineError, ImportError) as problem:
        raise NoVoice(str(problem)) from None
    written = io.BytesIO()
    soundfile.write(written, heard.samples, heard.rate, format="MP3")
    return Recording("audio/mpeg", written.getvalue(), round(heard.seconds, 3))
