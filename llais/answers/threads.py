"""What follows a letter: replies and notes, both sealed, and what happened to it. A thread is all that belongs to a code."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Row, Table, select

from llais.answers.schema import events, notes, replies
from llais.answers.store import Store, Twice, now

REGRET = timedelta(days=14)
"""How long a withdrawal can be cancelled."""


class Event(StrEnum):
    """What can happen. READ, TOLD and REMINDED happen to a letter (its id), the others to a thread."""

    READ = "read"
    TOLD = "told"
    REMINDED = "reminded"
    RAISED = "raised"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    """A withdrawal was cancelled."""


@dataclass(frozen=True)
class Sealed:
    """A reply or a note. `made_at` is in UTC."""

    id: str
    made_at: datetime
    sealed: bytes = field(repr=False)


class History:
    """What happened, by subject."""

    def __init__(self, rows: Iterable[tuple[str, str, datetime]]) -> None:
        self._at: dict[tuple[str, str], datetime] = {(subject, kind): at for subject, kind, at in rows}

    def at(self, subject: str, event: Event) -> datetime | None:
        """When it last happened (UTC); None when it never did."""
        return self._at.get((subject, event.value))

    def withdrawn(self, thread: str) -> datetime | None:
        """When a thread was withdrawn, unless that was cancelled since."""
        withdrawn, kept = self.at(thread, Event.WITHDRAWN), self.at(thread, Event.KEPT)
        return withdrawn if withdrawn and (kept is None or kept < withdrawn) else None


class Threads:
    """Replies, notes and events of a vault. Methods raise VaultUnavailable."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note_event(self, subject: str, event: Event) -> None:
        """Write down that something happened now."""
        with self._store.changing() as connection:
            connection.execute(events.insert().values(id=secrets.token_hex(16), subject=subject, kind=event.value, at=now()))

    def history(self, subject: str = "") -> History:
        """All that happened; or to one subject."""
        asked = select(events.c.subject, events.c.kind, events.c.at).order_by(events.c.at)
        if subject:
            asked = asked.where(events.c.subject == subject)
        with self._store.asking() as connection:
            return History((one, kind, datetime.fromisoformat(at)) for one, kind, at in connection.execute(asked))

    def reply(self, lookup: bytes, id_: str, sealed: bytes) -> None:
        """Keep a reply. The same id twice is one reply."""
        self._keep(replies, {"id": id_, "lookup": lookup, "made_at": now(), "sealed": sealed})

    def replies(self, lookup: bytes) -> list[Sealed]:
        """The replies to a code, oldest first."""
        asked = select(replies).where(replies.c.lookup == lookup).order_by(replies.c.made_at)
        with self._store.asking() as connection:
            return [_sealed(row) for row in connection.execute(asked)]

    def answered(self) -> set[str]:
        """The threads that have a reply."""
        with self._store.asking() as connection:
            return {bytes(found).hex() for found in connection.scalars(select(replies.c.lookup).distinct())}

    def note(self, letter: str, id_: str, sealed: bytes) -> None:
        """Keep a note about a letter."""
        self._keep(notes, {"id": id_, "letter": letter, "made_at": now(), "sealed": sealed})

    def notes(self, letter: str) -> list[Sealed]:
        """The notes about a letter, oldest first."""
        asked = select(notes).where(notes.c.letter == letter).order_by(notes.c.made_at)
        with self._store.asking() as connection:
            return [_sealed(row) for row in connection.execute(asked)]

    def _keep(self, table: Table, row: dict[str, object]) -> None:
        try:
            with self._store.changing() as connection:
                connection.execute(table.insert(), row)
        except Twice:
            pass


def _sealed(row: Row) -> Sealed:
    return Sealed(row.id, datetime.fromisoformat(row.made_at), bytes(row.sealed))
