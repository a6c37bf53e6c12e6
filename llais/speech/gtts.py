"""gTTS: the voices of Google Translate, online, in both languages. docs/speech.md says what that means."""

from __future__ import annotations

import io
import time
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from llais.speech.engine import EngineError, PlainWords, ready

if TYPE_CHECKING:  # numerics are loaded only when something is said
    from gtts import gTTSError

    from llais.speech.sound import Sound

TLD = "co.uk"
"""The host translate.google.co.uk: English as it is spoken here."""
OLDEST = (2, 5, 2)
"""Welsh was taken out in 2.3.0 and came back in this version."""
TIMEOUT_SECONDS = (10.0, 30.0)
"""To connect, and between two pieces of an answer."""
WAIT_SECONDS = (5.0, 20.0, 60.0)
"""Before each further try after a refusal, unless the service asks for longer."""
LONGEST_WAIT_SECONDS = 120.0
NOTHING = f"translate.google.{TLD} answered, but sent no sound"
AGAIN = "What was made is kept: the same command goes on from there."


class _Refused(Exception):
    """Too many requests, or the service is in trouble: later it may answer. `seconds` is when, by its own word."""

    def __init__(self, status: int, seconds: float) -> None:
        super().__init__(f"refused with {status}")
        self.seconds = seconds


class Gtts(PlainWords):
    """A language by Google Translate."""

    name, kind, takes = "gtts", "online", ()

    def __init__(
        self, language: str, waits: tuple[float, ...] = WAIT_SECONDS, timeout: tuple[float, float] = TIMEOUT_SECONDS
    ) -> None:
        self.language, self.waits, self.timeout = language, waits, timeout

    @property
    def settings(self) -> str:
        """The host: there is nothing else to choose."""
        return TLD

    def lacks(self) -> list[str]:
        """The package, in a version that knows Welsh."""
        try:
            found = version("gTTS")
        except PackageNotFoundError:
            found = ""
        if found and tuple(int(part) for part in found.split(".")[:3] if part.isdigit()) >= OLDEST:
            return []
        oldest = ".".join(map(str, OLDEST))
        return [f"the package gTTS {oldest} or newer is missing: .venv/bin/pip install -r requirements-build.txt"]

    def say(self, wording: str) -> Sound:
        """Asks the service, again after a while when it refuses. Raises EngineError; a failed call leaves nothing behind."""
        ready(self)
        return self._patiently(wording, self.waits)

    def _patiently(self, wording: str, waits: tuple[float, ...]) -> Sound:
        try:
            return self._ask(wording)
        except _Refused as refusal:
            if not waits:
                raise EngineError(f"translate.google.{TLD} {refusal} again and again. Wait some hours. {AGAIN}") from None
            time.sleep(min(max(waits[0], refusal.seconds), LONGEST_WAIT_SECONDS))
        return self._patiently(wording, waits[1:])

    def _ask(self, wording: str) -> Sound:
        from gtts import gTTS, gTTSError

        try:
            parts = list(gTTS(wording, lang=self.language, tld=TLD, timeout=self.timeout).stream())
        except gTTSError as problem:
            raise _why(problem) from None
        except (AssertionError, ValueError) as problem:  # no words in it; a language it does not know; a broken answer
            raise EngineError(f"gtts cannot say “{wording}”: {problem}. {AGAIN}") from None
        return _joined(parts)


def _why(problem: gTTSError) -> Exception:
    """A refusal that may pass, or an error to stop at."""
    answer = problem.rsp
    if answer is None:
        return EngineError(f"translate.google.{TLD} did not answer: {problem}. Is there a network? {AGAIN}")
    if answer.status_code == 429 or answer.status_code >= 500:
        asked = answer.headers.get("Retry-After", "")
        return _Refused(answer.status_code, float(asked) if asked.isdigit() else 0.0)
    if answer.ok:
        return EngineError(f"{NOTHING}. {AGAIN}")
    return EngineError(f"gtts: {problem}. {AGAIN}")


def _joined(parts: list[bytes]) -> Sound:
    """The pieces that came, one for each 100 characters or less, once it is sure that each is sound."""
    import numpy as np

    from llais.speech import sound

    try:
        heard = [sound.read(io.BytesIO(part)) for part in parts]
    except sound.LibsndfileError as problem:
        raise EngineError(f"{NOTHING} ({problem}). {AGAIN}") from None
    if not heard or not all(one.samples.any() for one in heard):
        raise EngineError(f"{NOTHING}. {AGAIN}")
    return sound.Sound(np.concatenate([one.samples for one in heard]), heard[0].rate)
