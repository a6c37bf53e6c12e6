"""Which engine speaks a language: the one that was chosen, or the standby where that is not installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from llais.settings import Settings
from llais.speech.engine import Engine, EngineError, ready
from llais.speech.espeak import Espeak
from llais.speech.gtts import Gtts
from llais.speech.kokoro import Kokoro
from llais.speech.piper import Piper

ENGINES: Mapping[str, type[Engine]] = {one.name: one for one in (Kokoro, Piper, Gtts, Espeak)}
STANDBY = Espeak.name
"""Needs no network and no more than requirements-build.txt, and knows both languages."""
SLOWEST, FASTEST = 0.5, 2.0
"""Shares of a voice's own pace."""
CHOSEN = {"en": Kokoro.name}
"""Who speaks a language that the settings leave open; the standby for any other."""


def make(name: str, language: str, **options: Any) -> Engine:
    """An engine for a language; options are those it takes. Raises EngineError."""
    if name not in ENGINES:
        raise EngineError(f"there is no engine {name}: choose one of {', '.join(ENGINES)}")
    for option in options:
        if option not in ENGINES[name].takes:
            raise EngineError(f"{name} has no {option} to choose")
    if not SLOWEST <= options.get("speed", 1.0) <= FASTEST:
        raise EngineError(f"a speed is from {SLOWEST} to {FASTEST}: {options['speed']:g} is not")
    return ENGINES[name](language, **options)


def kind(name: str) -> str:
    """What kind of voice an engine is; of one that is no longer known, the least."""
    return ENGINES.get(name, Espeak).kind


@dataclass(frozen=True)
class Cast:
    """`chosen` is who should speak, `speaker` who does here; `lacking` is why they are not the same."""

    chosen: Engine
    speaker: Engine
    lacking: tuple[str, ...] = ()


def by_settings(language: str, settings: Settings) -> Cast:
    """Whom the settings choose, with a standby. Raises EngineError for what no setting can mean."""
    chosen = make(settings.speech_engines.get(language, CHOSEN.get(language, STANDBY)), language, **_options(language, settings))
    lacking = () if chosen.name == STANDBY else tuple(chosen.lacks())
    return Cast(chosen, make(STANDBY, language) if lacking else chosen, lacking)


def by_name(name: str, language: str, **options: Any) -> Cast:
    """Whom somebody names: nobody else will do. Raises EngineError with what is missing."""
    engine = make(name, language, **options)
    ready(engine)
    return Cast(engine, engine)


def _options(language: str, settings: Settings) -> dict[str, Any]:
    given = {"voice": settings.speech_voices, "speed": settings.speech_speeds}
    return {option: values[language] for option, values in given.items() if language in values}
