"""Drafts of a tab: what it encrypted under a key that never leaves it. Here is only ciphertext, and only for a while."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select

from llais.answers.schema import drafts
from llais.answers.store import Store, Twice, now, stamp

PART_LIMIT = 512 * 1024
"""Bytes of one part: a second of sound, or all six answers in words."""
DRAFT_LIMIT = 24 * 1024 * 1024
"""Bytes of one draft: six recordings of three minutes, some of them made again."""
TOTAL_LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of all drafts together, so that they never fill the disk that answers need."""


class DraftTooBig(ValueError):
    """There is no room for this part."""


class Drafts:
    """Parts by draft, name and number. Every method raises VaultUnavailable when the store does not answer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, draft: str, name: str, number: int, version: int, sealed: bytes) -> None:
        """Keep a part, unless a newer version of it is here: requests may overtake one another. Raises DraftTooBig."""
        if len(sealed) > PART_LIMIT:
            raise DraftTooBig
        part = and_(_of(draft), drafts.c.name == name, drafts.c.number == number)
        row = {"version": version, "size": len(sealed), "sealed": sealed, "saved_at": now()}
        try:
            with self._store.changing() as connection:
                if connection.scalar(select(drafts.c.version).where(part)) is not None:
                    connection.execute(drafts.update().where(part, drafts.c.version < version), row)
                    return
                self._check_room(connection, draft, len(sealed))
                connection.execute(drafts.insert(), {"draft": _hash(draft), "name": name, "number": number} | row)
        except Twice:
            return

    def _check_room(self, connection: Connection, draft: str, size: int) -> None:
        used = func.coalesce(func.sum(drafts.c.size), 0)
        mine = connection.scalar(select(used).where(_of(draft)))
        if mine + size > DRAFT_LIMIT or (not mine and connection.scalar(select(used)) > TOTAL_LIMIT):
            raise DraftTooBig

    def parts(self, draft: str, name: str) -> list[tuple[int, bytes]]:
        """The parts of a name in order, with their numbers."""
        asked = select(drafts.c.number, drafts.c.sealed).where(_of(draft), drafts.c.name == name).order_by(drafts.c.number)
        with self._store.asking() as connection:
            return [(number, bytes(sealed)) for number, sealed in connection.execute(asked)]

    def drop(self, draft: str, name: str = "") -> None:
        """Destroy a draft, or its parts of one name."""
        which = and_(_of(draft), drafts.c.name == name) if name else _of(draft)
        self._delete(which)

    def end(self, before: datetime) -> int:
        """Destroy the drafts of which nothing was saved since then. Returns how many parts went."""
        alive = select(drafts.c.draft).where(drafts.c.saved_at >= stamp(before))
        return self._delete(drafts.c.draft.not_in(alive))

    def _delete(self, which: ColumnElement[bool]) -> int:
        with self._store.changing() as connection:
            gone = connection.execute(drafts.delete().where(which)).rowcount
        if gone:
            self._store.forget_deleted()
        return gone


def _of(draft: str) -> ColumnElement[bool]:
    return drafts.c.draft == _hash(draft)


def _hash(draft: str) -> str:
    """Whoever reads the table cannot ask for a draft in the tab's name."""
    return hashlib.sha256(draft.encode()).hexdigest()
