"""What every speech engine offers, so that one can take another's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # numerics are loaded only when something is said
    from llais.speech.sound import Sound


class Engine(Protocol):
    """Says one text in one language."""

    name: str

    @property
    def settings(self) -> str:
        """All that changes how it sounds: part of what a clip is known by."""
        ...

    def say(self, text: str) -> Sound:
        """The text as sound, untrimmed, as loud as the engine makes it."""
        ...
