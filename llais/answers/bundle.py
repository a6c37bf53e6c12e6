"""A bundle: what a vault holds, still sealed, as one file. On a stick between kiosk and desk, and as a backup.

Taking one in only ever adds: rows that are missing, a review or a letter that was changed later elsewhere, and deletions,
which win over everything. So it can be taken in twice, and while the app runs.
"""

from __future__ import annotations

import base64
import errno
import io
import json
import secrets
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, LargeBinary, Table, select

from llais.answers import audit, deletion
from llais.answers.files import write_private
from llais.answers.schema import deleted, events, installation, letters, notes, replies, reviews, usage
from llais.answers.store import Store

FORMAT, VERSION = "llais-bundle", 1
CARRIED = (deleted, reviews, letters, replies, notes, events, usage)
"""What goes to and fro. The audit trail stays where it was written."""
BACKED_UP = (*CARRIED, installation)
NEWER = {"letters": "resealed_at", "reviews": "changed_at", "usage": "count"}
"""Rows that can change, and what says which is the newer one: when they did, or a sum that only grows."""
SINCE = (usage.name,)
"""What bundles of an older Llais do not have."""

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, TypeError, ArithmeticError)
BROKEN += (RuntimeError, AttributeError)  # among them a way of packing, or of locking, that is not ours
"""What reading a file that is no bundle can end with."""


class BundleError(ValueError):
    """A file is no bundle, is damaged, or was made by a newer Llais."""


@dataclass(frozen=True)
class Taken:
    """What came of taking a bundle in: rows added, rows renewed, rows deleted."""

    added: int
    renewed: int
    deleted: int


def write(store: Store, path: Path, tables: tuple[Table, ...] = CARRIED) -> int:
    """Make a new file, whole or not at all. Returns how many letters are in it. Raises FileExistsError, OSError."""
    with store.asking() as connection:
        rows = {table.name: [_out(table, row._mapping) for row in connection.execute(select(table))] for table in tables}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        head = {"format": FORMAT, "version": VERSION, "made_at": datetime.now(UTC).isoformat(timespec="seconds")}
        archive.writestr("bundle.json", json.dumps(head))
        for name, found in rows.items():
            archive.writestr(f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in found))
    _place(path, made.getvalue())
    return len(rows["letters"])


def _place(path: Path, data: bytes) -> None:
    """By renaming, for a stick knows no links."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, "is there already", str(path))
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        write_private(draft, data)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def take_in(store: Store, path: Path, data_dir: Path, tables: tuple[Table, ...] = CARRIED) -> Taken:
    """Add what the file holds, in one transaction. Raises BundleError and then nothing has changed."""
    found = _read(path, tables)
    with store.changing() as connection:
        for at, id_, why in deletion.read_log(data_dir):
            _merge(connection, deleted, {"id": id_, "at": at, "why": why})
        for row in found[deleted.name]:
            _merge(connection, deleted, row)
        dead = set(connection.scalars(select(deleted.c.id)))
        others = [table for table in tables if table is not deleted]
        results = [_merge(connection, table, row) for table in others for row in found[table.name] if not _about(row) & dead]
        taken = Taken(results.count("added"), results.count("renewed"), deletion.apply(connection))
        audit.write(connection, "bundle", path.name, f"{taken.added} added, {taken.renewed} renewed, {taken.deleted} deleted")
    store.forget_deleted()
    deletion.write_log(store, data_dir)
    return taken


def _read(path: Path, tables: tuple[Table, ...]) -> dict[str, list[dict[str, Any]]]:
    with path.open("rb") as file:
        try:
            return _read_zip(file, path, tables)
        except BundleError:
            raise
        except BROKEN:
            raise BundleError(f"{path}: this is not a whole bundle of Llais. Make it again") from None


def _read_zip(file: BinaryIO, path: Path, tables: tuple[Table, ...]) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(file) as archive:
        head = json.loads(archive.read("bundle.json"))
        if head["format"] != FORMAT:
            raise BundleError(f"{path}: this is not a bundle of Llais")
        if head["version"] > VERSION:
            raise BundleError(f"{path}: made by a newer Llais. Update Llais here")
        return {table.name: list(_rows(archive, table)) for table in tables}


def _rows(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    if table.name in SINCE and f"{table.name}.jsonl" not in archive.namelist():
        return
    for line in archive.read(f"{table.name}.jsonl").decode().splitlines():
        row = json.loads(line)
        if set(row) != set(table.columns.keys()):
            raise BundleError(f"{table.name}: made by another version of Llais")
        yield {name: _in(table, name, value) for name, value in row.items()}


def _merge(connection: Connection, table: Table, row: dict[str, Any]) -> str:
    key = next(iter(table.primary_key.columns))
    same = key == row[key.name]
    there = connection.execute(select(table).where(same)).first()
    if there is None:
        connection.execute(table.insert().values(**row))
        return "added"
    changed = NEWER.get(table.name)
    if changed and row[changed] > getattr(there, changed):
        connection.execute(table.update().where(same).values(**row))
        return "renewed"
    return "there"


def _about(row: dict[str, Any]) -> set[str]:
    """What a row stands for: itself, and what happened to whom."""
    return {str(row.get("id")), str(row.get("subject"))}


def _out(table: Table, row: Any) -> dict[str, Any]:
    return {name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in row.items()}


def _in(table: Table, name: str, value: Any) -> Any:
    binary = isinstance(table.columns[name].type, LargeBinary)
    return base64.b64decode(value, validate=True) if binary and value is not None else value
