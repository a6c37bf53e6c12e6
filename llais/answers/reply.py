"""A reply to a family, and a reviewer's note: documents sealed as the answers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyrage

from llais.answers.answer import Recording
from llais.answers.envelope import VERSION, open_document, recording_in, recording_out, seal_document

REPLY, NOTE = "llais-reply", "llais-note"
TEXT_LIMIT = 5_000
"""Characters of a reply or a note."""


@dataclass(frozen=True)
class Reply:
    """What a reviewer answers a family: words in a language, and the same as sound."""

    language: str
    text: str = field(repr=False)
    sound: Recording | None = field(default=None, repr=False)


def seal_reply(reply: Reply, recipients: Sequence[str]) -> bytes:
    """Sealed to the family's code and to whoever may read it at the desk. Raises EnvelopeError."""
    document = {"format": REPLY, "version": VERSION, "language": reply.language, "text": reply.text}
    return seal_document(document | {"sound": recording_out(reply.sound) if reply.sound else None}, recipients)


def open_reply(sealed: bytes, identities: Sequence[pyrage.x25519.Identity]) -> Reply:
    """The reply. Raises NotForThisKey, Damaged or UnknownVersion."""
    return open_document(sealed, identities, REPLY, _reply)


def seal_note(text: str, recipients: Sequence[str]) -> bytes:
    """A note, sealed to whoever may read the letter. Raises EnvelopeError."""
    return seal_document({"format": NOTE, "version": VERSION, "text": text}, recipients)


def open_note(sealed: bytes, identities: Sequence[pyrage.x25519.Identity]) -> str:
    """The note. Raises NotForThisKey, Damaged or UnknownVersion."""
    return open_document(sealed, identities, NOTE, lambda document: _text(document["text"]))


def _reply(document: dict[str, Any]) -> Reply:
    sound = recording_in(document["sound"]) if document["sound"] else None
    return Reply(_text(document["language"]), _text(document["text"]), sound)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
