"""The recovery drill: a sealed test file that only the offline recovery key opens. The key never comes near this machine.

The families' machine seals a word that nobody knows and forgets it; whoever keeps the key opens the file and tells the word.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage

from llais.answers import audit, envelope, reviews
from llais.answers.files import write_private
from llais.answers.reviews import CardError
from llais.answers.store import Store

EVENT = "recovery drilled"
FORMAT = "llais-drill"
_WAITING = "drill.json"


class DrillError(ValueError):
    """The drill cannot go on. The message says why and what to do."""


def begin(recovery: Sequence[str], file: Path, data_dir: Path) -> None:
    """Seal a word to the recovery keys in a new file. Raises FileExistsError, OSError."""
    word, salt = reviews.new_code(), secrets.token_hex(16)
    document = {"format": FORMAT, "version": envelope.VERSION, "word": reviews.grouped(word)}
    write_private(file, envelope.seal_document(document, recovery))
    waiting = {"keys": keys(recovery), "salt": salt, "mark": _mark(salt, word)}
    (data_dir / _WAITING).write_text(json.dumps(waiting))


def word_in(sealed: bytes, identities: Sequence[pyrage.x25519.Identity]) -> str:
    """The word of a test file, for whoever has the key. Raises EnvelopeError."""

    def read(document: dict[str, Any]) -> str:
        return str(document["word"])

    return envelope.open_document(sealed, identities, FORMAT, read)


def finish(recovery: Sequence[str], typed: str, store: Store, data_dir: Path) -> None:
    """Write down that the keys of today opened the file. Raises DrillError for a wrong word, VaultUnavailable."""
    file = data_dir / _WAITING
    try:
        waiting, word = json.loads(file.read_text()), reviews.parse(typed)
    except OSError:
        raise DrillError("no drill has begun here: make a test file first, with --to FILE") from None
    except CardError:
        raise DrillError("this is no word of a test file: it has eight signs, such as 7K4M PX2R") from None
    if waiting["keys"] != keys(recovery):
        raise DrillError("the recovery key is another one since: begin again with --to FILE")
    if waiting["mark"] != _mark(waiting["salt"], word):
        raise DrillError("this is not the word of the last test file: look again, or begin again with --to FILE")
    with store.changing() as connection:
        audit.write(connection, EVENT, keys(recovery))
    file.unlink()


def last(lines: Sequence[audit.Line], event: str, subject: str = "") -> datetime | None:
    """When something was last written down, of a subject where one is given (UTC); None when it never was."""
    found = [line for line in lines if line.event == event and subject in ("", line.subject)]
    return datetime.fromisoformat(found[-1].at) if found else None


def keys(recovery: Sequence[str]) -> str:
    """What stands for these keys in the audit trail."""
    return hashlib.sha256(" ".join(sorted(recovery)).encode()).hexdigest()[:16]


def _mark(salt: str, word: str) -> str:
    return hashlib.sha256(f"{salt} {word}".encode()).hexdigest()
