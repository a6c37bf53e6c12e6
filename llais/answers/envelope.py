"""The envelope: all of a family's answer as one versioned document, sealed with age to every recipient.

A standard age file: `age --decrypt --identity FILE` opens it, and what comes out is JSON.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar, get_args

import pyrage

from llais.answers.answer import Answer, Answers, Contact, Form, Place, Recording

FORMAT = "llais-answers"
VERSION = 1
LONGEST = 10**9
"""Seconds that no recording lasts."""
Read = TypeVar("Read")


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

    Raises EnvelopeError when there is no recipient, one is not a key, or the answers hold what could not be opened again.
    """
    if not _sound(answers):
        raise EnvelopeError("the answers hold something that is neither words nor sound")
    return seal_document(answers_out(answers), recipients)


def open_sealed(sealed: bytes, identities: Sequence[pyrage.x25519.Identity]) -> Answers:
    """What was sealed. Raises NotForThisKey, Damaged or UnknownVersion."""
    return open_document(sealed, identities, FORMAT, answers_in)


def seal_document(document: dict[str, Any], recipients: Sequence[str]) -> bytes:
    """A JSON document as an age file. Raises EnvelopeError."""
    if not recipients:
        raise EnvelopeError("there is nobody to seal to")
    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recipients)]
    except pyrage.RecipientError:
        raise EnvelopeError("a recipient is not an age public key") from None
    return pyrage.encrypt(json_bytes(document), keys)


def open_document(
    sealed: bytes, identities: Sequence[pyrage.x25519.Identity], format_: str, read: Callable[[dict[str, Any]], Read]
) -> Read:
    """What `read` makes of a sealed document of that format. Raises NotForThisKey, Damaged or UnknownVersion."""
    try:
        plain = pyrage.decrypt(sealed, identities)
    except pyrage.DecryptError as problem:
        raise (NotForThisKey if "No matching keys" in str(problem) else Damaged)(str(problem)) from None
    try:
        document = json.loads(plain)
        _check_head(document, format_)
        return read(document)
    except EnvelopeError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged("its content is not what was sealed") from None


def _check_head(document: dict[str, Any], format_: str) -> None:
    if document["format"] != format_:
        raise Damaged(f"it is not of the format {format_}")
    version = document["version"]
    if isinstance(version, int) and version > VERSION:
        raise UnknownVersion(f"its version is {version}; this Llais knows {VERSION}. Update Llais.")
    if version != VERSION:
        raise Damaged("its version is none that Llais ever made")


def json_bytes(document: dict[str, Any], indent: int | None = None) -> bytes:
    """JSON in readable UTF-8. Half a character (a lone surrogate), which UTF-8 cannot hold, becomes JSON's own escape."""
    data = bytearray()  # piece by piece: recordings are large, and every copy of all of them counts
    for piece in json.JSONEncoder(ensure_ascii=False, indent=indent).iterencode(document):
        data += piece.encode("utf-8", "backslashreplace")
    return bytes(data)


def answers_out(answers: Answers) -> dict[str, Any]:
    """Answers as JSON can hold them."""
    made = answers.made_at.isoformat()
    given = [{**vars(one), "recordings": [recording_out(take) for take in one.recordings]} for one in answers.answers]
    return {"format": FORMAT, "version": VERSION} | asdict(answers) | {"made_at": made, "answers": given}


def recording_out(take: Recording) -> dict[str, Any]:
    """A recording as JSON can hold it."""
    data = base64.b64encode(take.data).decode()
    return {"media_type": take.media_type, "seconds": take.seconds, "sha256": hashlib.sha256(take.data).hexdigest(), "data": data}


def answers_in(document: dict[str, Any]) -> Answers:
    """Answers as `answers_out` wrote them. Raises KeyError, TypeError, ValueError or Damaged."""
    fields = {name: document[name] for name in ("id", "language", "form", "place", "code_recipient")}
    answers = Answers(
        **fields,
        made_at=datetime.fromisoformat(document["made_at"]),
        answers=tuple(_answer_in(one) for one in document["answers"]),
        contact=Contact(**document["contact"]),
    )
    if not _sound(answers):
        raise Damaged("its content is not what was sealed")
    return answers


def _answer_in(table: dict[str, Any]) -> Answer:
    takes = tuple(recording_in(one) for one in table["recordings"])
    return Answer(table["question"], table["choice"], table["text"], takes)


def recording_in(table: dict[str, Any]) -> Recording:
    """A recording as `recording_out` wrote it. Raises Damaged."""
    data = base64.b64decode(table["data"], validate=True)
    if hashlib.sha256(data).hexdigest() != table["sha256"]:
        raise Damaged("a recording is not what was sealed")
    return Recording(table["media_type"], data, table["seconds"])


def _sound(answers: Answers) -> bool:
    """Whether every field is of its kind. Whoever has a public key can seal anything: the desk must not trip over it."""
    wish = answers.contact
    words: list[object] = [answers.id, answers.language, answers.form, answers.place, answers.code_recipient]
    words += [wish.reviewer, wish.how]
    maybe: list[object] = [wish.may_reach, wish.safe_message, wish.language]
    for one in answers.answers:
        words += [one.question, one.text, *(take.media_type for take in one.recordings)]
        maybe.append(one.choice)
    seconds: list[object] = [take.seconds for one in answers.answers for take in one.recordings]
    return (
        all(isinstance(one, str) for one in words)
        and all(one is None or isinstance(one, str) for one in maybe)
        and answers.form in get_args(Form)
        and answers.place in get_args(Place)
        and {wish.may_reach, wish.safe_message} <= {"yes", "no", None}
        and all(isinstance(one, (int, float)) and abs(one) <= LONGEST for one in seconds)  # NaN is not
    )
