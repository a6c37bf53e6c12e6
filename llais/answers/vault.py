"""The vault: sealed answers, kept until they are fetched. It can open none of them."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    func,
    inspect,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

SPACE_NEEDED = 50 * 1024 * 1024
"""Bytes that must be free beside an SQLite vault: several of the largest answers."""

_schema = MetaData()
_letters = Table(
    "letters",
    _schema,
    Column("id", String(64), primary_key=True),
    Column("lookup", LargeBinary(32), unique=True, nullable=True),
    Column("code_recipient", String(80), nullable=False),
    Column("arrived_at", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
_installation = Table(
    "installation", _schema, Column("name", String(32), primary_key=True), Column("value", LargeBinary, nullable=False)
)


class VaultUnavailable(RuntimeError):
    """The vault cannot be read or written now. The message is for staff and holds nothing that was sent."""


@dataclass(frozen=True)
class Letter:
    """A sealed answer on its way in. `lookup` and `code_recipient` belong to the family's code."""

    id: str
    lookup: bytes | None = field(repr=False)
    code_recipient: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True)
class Entry:
    """A sealed answer in the vault. `size` is in bytes, `arrived_at` in UTC."""

    id: str
    arrived_at: datetime
    size: int


class Vault:
    """Over SQLAlchemy: SQLite by default. Every method raises VaultUnavailable when the store does not answer."""

    def __init__(self, url: str) -> None:
        with _reasons():
            self._url = make_url(url)
            self._engine = _engine(url)
        for table in _schema.sorted_tables:
            self._make(table)

    def keep(self, letter: Letter) -> None:
        """Keep a letter. Returns only after the commit; the same id twice is one letter."""
        row = {"id": letter.id, "lookup": letter.lookup, "code_recipient": letter.code_recipient, "sealed": letter.sealed}
        try:
            with _reasons(), self._engine.begin() as connection:
                connection.execute(_letters.insert().values(**row, arrived_at=_now()))
        except _Twice:
            with self._asking() as connection:
                if connection.scalar(select(_letters.c.id).where(_letters.c.id == letter.id)) is None:
                    raise VaultUnavailable("another answer has the same code") from None

    def arrived(self, lookup: bytes) -> datetime | None:
        """When the answers of a code arrived (UTC); None when there are none."""
        with self._asking() as connection:
            found = connection.scalar(select(_letters.c.arrived_at).where(_letters.c.lookup == lookup))
        return datetime.fromisoformat(found) if found else None

    def entries(self) -> list[Entry]:
        """What is kept, oldest first."""
        columns = (_letters.c.id, _letters.c.arrived_at, func.length(_letters.c.sealed))
        with self._asking() as connection:
            rows = connection.execute(select(*columns).order_by(_letters.c.arrived_at, _letters.c.id)).all()
        return [Entry(id_, datetime.fromisoformat(at), size) for id_, at, size in rows]

    def sealed(self, id_: str) -> bytes:
        """A letter as it was kept. Raises KeyError for an unknown id."""
        with self._asking() as connection:
            found = connection.scalar(select(_letters.c.sealed).where(_letters.c.id == id_))
        if found is None:
            raise KeyError(id_)
        return bytes(found)

    def salt(self) -> bytes:
        """This installation's 16 bytes of salt, made once, however many ask first."""
        made = {"name": "salt", "value": secrets.token_bytes(16)}
        try:
            with _reasons(), self._engine.begin() as connection:
                if (found := _value(connection)) is not None:
                    return found
                connection.execute(_installation.insert().values(**made))
        except _Twice:
            pass
        with self._asking() as connection:
            return bytes(_value(connection) or b"")

    def check(self) -> None:
        """Really write, and take it back. Raises VaultUnavailable when an answer could not be kept."""
        self._check_folder()
        row = {"id": f"check-{secrets.token_hex(8)}", "code_recipient": "", "arrived_at": _now(), "sealed": b""}
        with _reasons(), self._engine.begin() as connection:  # committed, so it reaches the disk, yet nobody ever sees the row
            connection.execute(_letters.insert().values(**row))
            connection.execute(_letters.delete().where(_letters.c.id == row["id"]))

    def close(self) -> None:
        """Let the store go."""
        self._engine.dispose()

    def _make(self, table: Table) -> None:
        try:
            with _reasons(), self._engine.begin() as connection:
                connection.execute(CreateTable(table, if_not_exists=True))
        except VaultUnavailable:  # PostgreSQL refuses when another process makes it at the same moment: then it is there
            with self._asking() as connection:
                if not inspect(connection).has_table(table.name):
                    raise

    def _check_folder(self) -> None:
        if self._url.get_backend_name() != "sqlite" or not self._url.database:
            return
        folder = Path(self._url.database).parent
        try:
            free = shutil.disk_usage(folder).free
            with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
                probe.write(b"?")
        except OSError as problem:
            raise VaultUnavailable(f"{folder} cannot be written: {problem.strerror}") from None
        if free < SPACE_NEEDED:
            raise VaultUnavailable(f"the disk of {folder} is nearly full")

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        with _reasons(), self._engine.connect() as connection:
            yield connection


class _Twice(VaultUnavailable):
    """A row of this key is there already."""


@contextmanager
def _reasons() -> Iterator[None]:
    """Turn the store's errors into a reason that holds no parameter of any statement."""
    try:
        yield
    except IntegrityError:
        raise _Twice("it is there already") from None
    except ArgumentError:  # its own words may hold the password of the address
        raise VaultUnavailable("LLAIS_DATABASE_URL is not the address of a database") from None
    except ImportError as problem:
        raise VaultUnavailable(f"LLAIS_DATABASE_URL needs the package {problem.name}, which is not installed") from None
    except SQLAlchemyError as problem:
        cause = getattr(problem, "orig", None) or problem
        raise VaultUnavailable(f"the vault does not answer: {_reason(cause)}") from None


def _reason(cause: BaseException) -> str:
    """The driver's first line, which names what failed; further lines may quote values."""
    first = "" if isinstance(cause, SQLAlchemyError) else str(cause).strip().partition("\n")[0]
    return f"{type(cause).__name__}: {first}" if first else type(cause).__name__


def _value(connection: Connection) -> bytes | None:
    return connection.scalar(select(_installation.c.value).where(_installation.c.name == "salt"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Kept means on the disk; deleted means overwritten. The patience comes first: the others may have to wait, too."""
    connection.execute("PRAGMA busy_timeout=10000")
    _use_wal(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: Any) -> None:
    """Changing the journal does not wait for the others, as all else does: so it is tried again for ten seconds."""
    for attempt in range(200):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or attempt == 199:
                raise
            time.sleep(0.05)
