"""The audit trail: what was opened, changed, deleted, when and why, and nothing of what was said.

Each line's mark is SHA-256 over the mark before it and the line itself, so a line that was changed, taken out or put in shows.
A trail cut short, or written anew from end to end, shows against the anchor: the last line seen, in a file outside the store.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, text

from llais.answers.schema import audit
from llais.answers.store import Store, now

ANCHOR = "audit-anchor.json"
START = "0" * 64


@dataclass(frozen=True)
class Line:
    """One line. `at` is ISO 8601, UTC."""

    number: int
    at: str
    event: str
    subject: str
    why: str
    mark: str

    def follows(self, mark: str) -> bool:
        """Whether its own mark is right after that mark."""
        return self.mark == _mark(mark, self.number, self.at, self.event, self.subject, self.why)


def write(connection: Connection, event: str, subject: str, why: str = "") -> None:
    """Add a line in the same transaction as what it tells of."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))  # one number after the other
    last = connection.execute(select(audit.c.number, audit.c.mark).order_by(audit.c.number.desc()).limit(1)).first()
    number, mark = (last.number + 1, last.mark) if last else (1, START)
    row = {"number": number, "at": now(), "event": event, "subject": subject[:80], "why": why[:200]}
    connection.execute(audit.insert().values(**row, mark=_mark(mark, *row.values())))


def lines(store: Store) -> list[Line]:
    """The whole trail. Raises VaultUnavailable."""
    with store.asking() as connection:
        return [Line(*row) for row in connection.execute(select(audit).order_by(audit.c.number))]


def faults(found: list[Line], data_dir: Path) -> list[str]:
    """What is wrong with a trail, in words for staff; nothing when it is whole. A whole trail becomes the next anchor."""
    wrong, mark = [], START
    for number, line in enumerate(found, 1):
        if line.number != number or not line.follows(mark):
            wrong.append(f"line {line.number} was changed, or one before it is missing")
            break
        mark = line.mark
    wrong += _against_anchor(found, data_dir / ANCHOR)
    if not wrong and found:
        (data_dir / ANCHOR).write_text(json.dumps({"number": found[-1].number, "mark": found[-1].mark}))
    return wrong


def _against_anchor(found: list[Line], file: Path) -> list[str]:
    if not file.exists():
        return []
    anchor = json.loads(file.read_text())
    there = next((line for line in found if line.number == anchor["number"]), None)
    if there is None:
        return [f"the trail ends before line {anchor['number']}, which was there when it was last looked at"]
    return [] if there.mark == anchor["mark"] else [f"line {there.number} is not the one seen last time"]


def _mark(before: str, number: int, at: str, event: str, subject: str, why: str) -> str:
    line = json.dumps([before, number, at, event, subject, why], ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()
