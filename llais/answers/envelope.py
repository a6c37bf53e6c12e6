"""The envelope: all of a family's answer as one versioned document, sealed with age to every recipient.

A standard age file: `age --decrypt --identity FILE` opens it, and what comes out is JSON.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pyrage

from llais.answers.answer import Answer, Answers, Contact, Recording

FORMAT = "llais-answers"
VERSION = 1


class EnvelopeError(ValueError):
    """An envelope cannot be made or opened."""


class NotForThisKey(EnvelopeError):
    """None of the identities is one it was sealed to."""


class Damaged(EnvelopeError):
    """It was opened, or nearly, but it is not what was sealed."""


class UnknownVersion(EnvelopeError):
    """It was made by a newer Llais than this one."""


def seal(answers: Answers, recipients: Sequence[str]) -> bytes:
    """Answers as an age file that each of the recipients (public keys, "age1...") can open.

    Raises EnvelopeError when there is no recipient or one is not a key.
    """
    if not recipients:
        raise EnvelopeError("there is nobody to seal to")
    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError:
        raise EnvelopeError("a recipient is not an age public key") from None
    return pyrage.encrypt(json.dumps(_document(answers), ensure_ascii=False).encode(), keys)


def open_sealed(sealed: bytes, identities: Sequence[pyrage.x25519.Identity]) -> Answers:
    """What was sealed. Raises NotForThisKey, Damaged or UnknownVersion."""
    try:
        plain = pyrage.decrypt(sealed, identities)
    except pyrage.DecryptError as problem:
        raise (NotForThisKey if "No matching keys" in str(problem) else Damaged)(str(problem)) from None
    try:
        return _answers(json.loads(plain))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        if isinstance(problem, EnvelopeError):
            raise
        raise Damaged("its content is not what was sealed") from None


def _document(answers: Answers) -> dict[str, Any]:
    made = answers.made_at.isoformat()
    given = [_answer_out(one) for one in answers.answers]
    return {"format": FORMAT, "version": VERSION} | asdict(answers) | {"made_at": made, "answers": given}


def _answer_out(answer: Answer) -> dict[str, Any]:
    takes = [
        {
            "media_type": take.media_type,
            "seconds": take.seconds,
            "sha256": hashlib.sha256(take.data).hexdigest(),
            "data": base64.b64encode(take.data).decode(),
        }
        for take in answer.recordings
    ]
    return {"question": answer.question, "choice": answer.choice, "text": answer.text, "recordings": takes}


def _answers(document: dict[str, Any]) -> Answers:
    if document["format"] != FORMAT:
        raise Damaged("it is not an answer of Llais")
    if document["version"] != VERSION:
        raise UnknownVersion(f"its version is {document['version']}; this Llais knows {VERSION}. Update Llais.")
    fields = {name: document[name] for name in ("id", "language", "form", "place", "code_recipient")}
    return Answers(
        **fields,
        made_at=datetime.fromisoformat(document["made_at"]),
        answers=tuple(_answer_in(one) for one in document["answers"]),
        contact=Contact(**document["contact"]),
    )


def _answer_in(table: dict[str, Any]) -> Answer:
    takes = tuple(_recording(one) for one in table["recordings"])
    return Answer(table["question"], table["choice"], table["text"], takes)


def _recording(table: dict[str, Any]) -> Recording:
    data = base64.b64decode(table["data"], validate=True)
    if hashlib.sha256(data).hexdigest() != table["sha256"]:
        raise Damaged("a recording is not what was sealed")
    return Recording(table["media_type"], data, table["seconds"])
