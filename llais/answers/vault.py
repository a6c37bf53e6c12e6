"""The vault: sealed letters, kept until they are fetched. It can open none of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import Row, func, select

from llais.answers.attempts import Attempts
from llais.answers.drafts import Drafts
from llais.answers.reviews import Reviews
from llais.answers.schema import installation, letters
from llais.answers.store import Store, Twice, VaultUnavailable, now
from llais.answers.threads import Threads
from llais.answers.turns import Turns
from llais.answers.usage import Usage
from llais.answers.waiting import Waiting

__all__ = ["Entry", "Letter", "Vault", "VaultUnavailable"]

Kind = Literal["answers", "more", "reach"]
"""The six answers; something more under the same code; a change in how to be reached."""


@dataclass(frozen=True)
class Letter:
    """A sealed letter on its way in. `lookup` and `code_recipient` belong to the family's code."""

    id: str
    lookup: bytes | None = field(repr=False)
    code_recipient: str
    sealed: bytes = field(repr=False)
    review: str = ""
    """The reference of its review; empty for the Business Unit's box."""
    kind: Kind = "answers"


@dataclass(frozen=True)
class Entry:
    """A sealed letter in the vault. `size` is in bytes, `arrived_at` in UTC."""

    id: str
    arrived_at: datetime
    size: int
    review: str
    kind: str
    lookup: bytes | None = field(repr=False)

    @property
    def thread(self) -> str:
        """What holds all letters of one code together; of a letter without a code its own id."""
        return self.lookup.hex() if self.lookup else self.id


class Vault:
    """Every method raises VaultUnavailable when the store does not answer."""

    def __init__(self, url: str) -> None:
        self.store = Store(url)
        self.reviews = Reviews(self.store)
        self.threads = Threads(self.store)
        self.drafts = Drafts(self.store)
        self.waiting = Waiting(self.store)
        self.attempts = Attempts(self.store)
        self.turns = Turns(self.store)
        self.usage = Usage(self.store)

    def keep(self, letter: Letter) -> None:
        """Keep a letter. Returns only after the commit; the same id twice is one letter."""
        row = {name: getattr(letter, name) for name in ("id", "lookup", "code_recipient", "sealed", "review", "kind")}
        row |= {"arrived_at": now(), "resealed_at": ""}
        try:
            with self.store.changing(len(letter.sealed)) as connection:
                connection.execute(letters.insert(), row)  # apart: what is in a statement stays in SQLAlchemy's cache
        except Twice:
            pass

    def arrived(self, lookup: bytes) -> datetime | None:
        """When the first letter of a code arrived (UTC); None when there is none."""
        return next((entry.arrived_at for entry in self.entries(lookup)), None)

    def entries(self, lookup: bytes | None = None) -> list[Entry]:
        """What is kept, oldest first; of one code only, where its lookup is given."""
        asked = select(*_ENTRY).order_by(letters.c.arrived_at, letters.c.id)
        if lookup is not None:
            asked = asked.where(letters.c.lookup == lookup)
        with self.store.asking() as connection:
            return [_entry(row) for row in connection.execute(asked)]

    def sealed(self, id_: str) -> bytes:
        """A letter as it was kept. Raises KeyError for an unknown id."""
        with self.store.asking() as connection:
            found = connection.scalar(select(letters.c.sealed).where(letters.c.id == id_))
        if found is None:
            raise KeyError(id_)
        return bytes(found)

    def reseal(self, id_: str, sealed: bytes, review: str) -> None:
        """Put a letter, sealed anew, in the place of the old one. Raises KeyError for an unknown id."""
        row = {"sealed": sealed, "review": review, "resealed_at": now()}
        with self.store.changing() as connection:
            if not connection.execute(letters.update().where(letters.c.id == id_).values(row)).rowcount:
                raise KeyError(id_)
        self.store.forget_deleted()

    def salt(self) -> bytes:
        """This installation's 16 bytes of salt, made once, however many ask first."""
        return self.once("salt", lambda: secrets.token_bytes(16))

    def name(self) -> str:
        """This installation's random name, by which its counts are told from those of another."""
        return self.once("name", lambda: secrets.token_bytes(4)).hex()

    def once(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What this installation keeps under a name, made once for all processes. Raises VaultUnavailable."""
        if (found := self.known(name)) is None:
            try:
                with self.store.changing() as connection:
                    connection.execute(installation.insert().values(name=name, value=make()))
            except Twice:  # another process was first
                pass
            found = self.known(name)
        return found or b""

    def known(self, name: str) -> bytes | None:
        """The same, where it was made already."""
        with self.store.asking() as connection:
            found = connection.scalar(select(installation.c.value).where(installation.c.name == name))
        return None if found is None else bytes(found)

    def check(self) -> None:
        """Really write, and take it back. Raises VaultUnavailable when an answer could not be kept."""
        self.store.check_folder()
        id_ = f"check-{secrets.token_hex(8)}"
        row = {"id": id_, "code_recipient": "", "arrived_at": now(), "sealed": b"", "review": "", "kind": "", "resealed_at": ""}
        with self.store.changing() as connection:  # committed, so it reaches the disk, yet nobody ever sees the row
            connection.execute(letters.insert().values(**row))
            connection.execute(letters.delete().where(letters.c.id == id_))

    def close(self) -> None:
        """Let the store go."""
        self.store.close()


_ENTRY = (letters.c.id, letters.c.arrived_at, func.length(letters.c.sealed), letters.c.review, letters.c.kind, letters.c.lookup)


def _entry(row: Row) -> Entry:
    id_, at, size, review, kind, lookup = row
    return Entry(id_, datetime.fromisoformat(at), size, review, kind, None if lookup is None else bytes(lookup))
