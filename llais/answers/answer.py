"""What a family says, as plain data: nothing here knows how it is asked, kept or shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

TEXT_LIMIT = 5_000
"""Characters a typed answer may have."""
RECORDING_SECONDS = 180
"""Seconds a recording may last."""

RATHER_NOT = "rather_not"
"""The choice "I would rather not answer": offered on every question, never the same as no answer (None)."""

Form = Literal["full", "easy"]
Place = Literal["web", "kiosk"]


@dataclass(frozen=True)
class Recording:
    """One take, as the browser recorded it. `data` never touches a disk unsealed."""

    media_type: str
    data: bytes = field(repr=False)
    seconds: float


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    `choice` is an option's id ("yes", "no", "unsure", "sometimes" ...), RATHER_NOT, or None: not answered.
    """

    question: str
    choice: str | None = None
    text: str = field(default="", repr=False)
    recordings: tuple[Recording, ...] = ()

    @property
    def given(self) -> bool:
        """Whether the family answered in any way."""
        return self.choice is not None or bool(self.text.strip()) or bool(self.recordings)


@dataclass(frozen=True)
class Contact:
    """Whether and how the family wants to be reached. All of it is optional."""

    reviewer: str = field(default="", repr=False)
    may_reach: str | None = None
    """"yes", "no" or None: not answered."""
    how: str = field(default="", repr=False)
    """A phone number, an e-mail address or any other words."""
    safe_message: str | None = None
    """Is it safe to leave a message: "yes", "no" or None."""
    language: str | None = None
    """The language tag the family wants to be answered in."""


@dataclass(frozen=True)
class Answers:
    """All that one family sends at once."""

    id: str
    """Random, made before Send, so that a double tap is one answer."""
    language: str
    form: Form
    place: Place
    made_at: datetime
    """UTC, to the second."""
    answers: tuple[Answer, ...]
    contact: Contact = Contact()
    code_recipient: str = ""
    """The public key of the family's code: replies are sealed to it."""
