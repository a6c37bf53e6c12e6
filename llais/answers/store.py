"""The store under the vault: SQLite or PostgreSQL, its errors as reasons for staff that hold nothing of what was sent."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from llais.answers import schema

SPACE_NEEDED = 50 * 1024 * 1024
"""Bytes that must be free beside an SQLite vault: several of the largest answers."""
LARGE = 256 * 1024
"""Bytes of sound rather than of words."""
_NEAR = (None, "", "localhost", "127.0.0.1", "::1")
_TLS = ("require", "verify-ca", "verify-full")


class VaultUnavailable(RuntimeError):
    """The vault cannot be read or written now. The message is for staff and holds nothing that was sent."""


class Twice(VaultUnavailable):
    """A row of this key is there already."""


class Store:
    """Connections to the vault's tables. Everything raises VaultUnavailable when the store does not answer."""

    def __init__(self, url: str) -> None:
        with reasons():
            self.url = make_url(url)
            _check_tls(self.url)
            self.engine = _engine(self.url)
            schema.upgrade(self.engine)

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """To read."""
        with reasons(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def changing(self, size: int = 0) -> Iterator[Connection]:
        """To write: committed at the end of the block, or not at all. Raises Twice for a key that is there already.

        `size` is how many bytes will go in: PostgreSQL's driver holds what it sent as long as its line lasts.
        """
        with reasons(), self.engine.execution_options(write=True).begin() as connection:
            if size > LARGE and not self.is_file:
                connection.detach()  # closed at the end
            yield connection

    @property
    def is_file(self) -> bool:
        """Whether this is SQLite on a disk of this machine."""
        return self.url.get_backend_name() == "sqlite" and bool(self.url.database)

    def check_folder(self) -> None:
        """Whether the disk can be written and has room; nothing to say of a server's disk."""
        if not self.is_file:
            return
        folder = Path(str(self.url.database)).parent
        try:
            free = shutil.disk_usage(folder).free
            with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
                probe.write(b"?")
        except OSError as problem:
            raise VaultUnavailable(f"{folder} cannot be written: {problem.strerror}") from None
        if free < SPACE_NEEDED:
            raise VaultUnavailable(f"the disk of {folder} is nearly full")

    def forget_deleted(self) -> None:
        """After a deletion: empty SQLite's journal, which may hold pages as they were."""
        if self.is_file:
            with reasons(), self.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let the store go."""
        self.engine.dispose()


@contextmanager
def reasons() -> Iterator[None]:
    """Turn the store's errors into a reason that holds no parameter of any statement."""
    try:
        yield
    except IntegrityError:
        raise Twice("it is there already") from None
    except schema.MadeByANewerLlais:
        raise VaultUnavailable("the vault was brought up to date by a newer Llais: update Llais here, too") from None
    except ArgumentError:  # its own words may hold the password of the address
        raise VaultUnavailable("LLAIS_DATABASE_URL is not the address of a database") from None
    except ImportError as problem:
        raise VaultUnavailable(f"LLAIS_DATABASE_URL needs the package {problem.name}, which is not installed") from None
    except SQLAlchemyError as problem:
        cause = getattr(problem, "orig", None) or problem
        raise VaultUnavailable(f"the vault does not answer: {_reason(cause)}") from None


def now() -> str:
    """This moment as the tables keep it: ISO 8601, UTC, to the microsecond, so that text sorts as time does."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """A moment as the tables keep it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _reason(cause: BaseException) -> str:
    """The driver's first line, which names what failed; further lines may quote values."""
    first = "" if isinstance(cause, SQLAlchemyError) else str(cause).strip().partition("\n")[0]
    return f"{type(cause).__name__}: {first}" if first else type(cause).__name__


def _check_tls(url: URL) -> None:
    """Sealed answers, but also codes' ids and who is told, go over this line: to another machine only by TLS."""
    if url.get_backend_name() == "postgresql" and _host(url) not in _NEAR and url.query.get("sslmode") not in _TLS:
        raise VaultUnavailable("LLAIS_DATABASE_URL leads to another machine without TLS: add ?sslmode=verify-full to it")


def _host(url: URL) -> str | None:
    host = url.host or url.query.get("host")
    return None if isinstance(host, str) and host.startswith("/") else host if isinstance(host, str) else None


def _engine(url: URL) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, **_pool(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def _pool(url: URL) -> dict[str, Any]:
    """Twenty may send at once; a server that is gone is noticed in seconds. A statement that SQLite's driver kept for the next
    time would keep the answers that went in with it."""
    own = {"connect_timeout": 5} if url.get_backend_name() == "postgresql" else {"cached_statements": 0}
    return {"pool_size": 10, "max_overflow": 20, "pool_timeout": 10, "connect_args": own}


def _begin(connection: Connection) -> None:
    """Whoever will write takes its turn at once, with patience; one that read first would be refused at once."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Kept means on the disk; deleted means overwritten. The patience comes first: the others may have to wait, too."""
    connection.isolation_level = None  # transactions begin where `_begin` says so, those that make tables too
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
