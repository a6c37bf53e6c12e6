"""Destroying: what is deleted, is deleted for good: written down by its id, so that no backup or bundle brings it back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, delete, select

from llais.answers import audit
from llais.answers.schema import deleted, events, letters, notes, replies
from llais.answers.store import Store, now

LOG = "deletions.log"
"""Beside the vault: time, id and reason of every deletion. It outlives a vault that is lost."""


def destroy(store: Store, letter_ids: Iterable[str], why: str, data_dir: Path) -> int:
    """Delete letters with their notes, and the replies of threads that end with them. Returns how many letters."""
    gone = 0
    with store.changing() as connection:
        for id_ in letter_ids:
            gone += _letter(connection, id_, why)
    store.forget_deleted()
    write_log(store, data_dir)
    return gone


def _letter(connection: Connection, id_: str, why: str) -> bool:
    lookup = connection.scalar(select(letters.c.lookup).where(letters.c.id == id_))
    found = bool(connection.execute(delete(letters).where(letters.c.id == id_)).rowcount)
    if not found:
        return False
    _bury(connection, id_, why)
    for note in connection.scalars(select(notes.c.id).where(notes.c.letter == id_)).all():
        _bury(connection, note, why)
    connection.execute(delete(notes).where(notes.c.letter == id_))
    connection.execute(delete(events).where(events.c.subject == id_))
    if lookup is not None and connection.scalar(select(letters.c.id).where(letters.c.lookup == lookup).limit(1)) is None:
        _thread(connection, bytes(lookup), why)
    audit.write(connection, "deleted", id_, why)
    return True


def _thread(connection: Connection, lookup: bytes, why: str) -> None:
    """The last letter of a code is gone: so are the replies."""
    for reply in connection.scalars(select(replies.c.id).where(replies.c.lookup == lookup)).all():
        _bury(connection, reply, why)
    connection.execute(delete(replies).where(replies.c.lookup == lookup))
    _bury(connection, lookup.hex(), why)
    connection.execute(delete(events).where(events.c.subject == lookup.hex()))


def _bury(connection: Connection, id_: str, why: str) -> None:
    if connection.scalar(select(deleted.c.id).where(deleted.c.id == id_)) is None:
        connection.execute(deleted.insert().values(id=id_, at=now(), why=why))


def apply(connection: Connection) -> int:
    """Delete again what is written down as deleted. Returns how many rows."""
    dead = select(deleted.c.id)
    tables = ((letters, letters.c.id), (replies, replies.c.id), (notes, notes.c.id), (events, events.c.subject))
    return sum(connection.execute(delete(table).where(id_.in_(dead))).rowcount for table, id_ in tables)


def write_log(store: Store, data_dir: Path) -> None:
    """Bring the log beside the vault up to date."""
    known = {id_ for _, id_, _ in read_log(data_dir)}
    with store.asking() as connection:
        rows = connection.execute(select(deleted.c.at, deleted.c.id, deleted.c.why).order_by(deleted.c.at)).all()
    fresh = [f"{at} {id_} {why}\n" for at, id_, why in rows if id_ not in known]
    if fresh:
        data_dir.mkdir(parents=True, exist_ok=True)
        with (data_dir / LOG).open("a", encoding="utf-8") as file:
            file.writelines(fresh)


def read_log(data_dir: Path) -> list[tuple[str, str, str]]:
    """Time, id and reason of each deletion in the log."""
    file = data_dir / LOG
    if not file.exists():
        return []
    rows = (line.split(" ", 2) for line in file.read_text("utf-8").splitlines())
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]
