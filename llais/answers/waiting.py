"""Answers that wait: somebody stopped half-way and comes back later with the code. Sealed to that code alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyrage
from sqlalchemy import select

from llais.answers.answer import Answers
from llais.answers.code import FamilyKey
from llais.answers.envelope import VERSION, answers_in, answers_out, open_document, seal_document
from llais.answers.schema import waiting
from llais.answers.store import Store, Twice, now, stamp

FORMAT = "llais-stopped"


@dataclass(frozen=True)
class Stopped:
    """What is taken up again: the answers so far, where the person was, and the card they had typed."""

    answers: Answers
    place: str
    card: str = ""


class Waiting:
    """What waits, by the lookup id of a code. Every method raises VaultUnavailable when the store does not answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, key: FamilyKey, stopped: Stopped) -> None:
        """Keep it in place of what waited under this code before. Returns only after the commit. Raises EnvelopeError."""
        row = {"sealed": _seal(stopped, key.recipient), "saved_at": now()}
        mine = waiting.c.lookup == key.lookup
        try:
            with self._store.changing(len(row["sealed"])) as connection:
                if not connection.execute(waiting.update().where(mine), row).rowcount:
                    connection.execute(waiting.insert(), {"lookup": key.lookup} | row)
        except Twice:  # the same tap twice: it is there
            return

    def saved_at(self, lookup: bytes) -> datetime | None:
        """When it was stopped (UTC); None when nothing waits under this code."""
        with self._store.asking() as connection:
            found = connection.scalar(select(waiting.c.saved_at).where(waiting.c.lookup == lookup))
        return datetime.fromisoformat(found) if found else None

    def open(self, key: FamilyKey) -> Stopped:
        """What waits. Raises KeyError when nothing does, EnvelopeError when it cannot be opened."""
        with self._store.asking() as connection:
            found = connection.scalar(select(waiting.c.sealed).where(waiting.c.lookup == key.lookup))
        if found is None:
            raise KeyError("nothing waits")
        return _open(bytes(found), key.identity)

    def drop(self, lookup: bytes) -> None:
        """It was sent, or is not wanted any more."""
        self._delete(waiting.c.lookup == lookup)

    def end(self, before: datetime) -> int:
        """Destroy what was stopped before then. Returns how many went."""
        return self._delete(waiting.c.saved_at < stamp(before))

    def _delete(self, which: Any) -> int:
        with self._store.changing() as connection:
            gone = connection.execute(waiting.delete().where(which)).rowcount
        if gone:
            self._store.forget_deleted()
        return gone


def _seal(stopped: Stopped, recipient: str) -> bytes:
    head = {"format": FORMAT, "version": VERSION, "place": stopped.place, "card": stopped.card}
    return seal_document(head | {"answers": answers_out(stopped.answers)}, [recipient])


def _open(sealed: bytes, identity: str) -> Stopped:
    return open_document(sealed, [pyrage.x25519.Identity.from_str(identity)], FORMAT, _stopped)


def _stopped(document: dict[str, Any]) -> Stopped:
    if not isinstance(document["place"], str) or not isinstance(document["card"], str):
        raise TypeError
    return Stopped(answers_in(document["answers"]), document["place"], document["card"])
