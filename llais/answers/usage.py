"""How often Llais is used: sums of a month, in the vault. No visit has a row, and nothing has a time finer than the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from llais.answers.schema import usage
from llais.answers.store import Store

INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True)
class Counted:
    """What is counted: in a month ("2026-11"), what kind of thing, and which of them."""

    month: str
    what: str
    which: str


class Usage:
    """The sums of a vault. Methods raise VaultUnavailable."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, source: str, counts: Mapping[Counted, int]) -> None:
        """Add to the sums of one installation (its name as hex): all of it or nothing, however many add at once."""
        made = INSERTS[self._store.engine.dialect.name](usage)
        more = made.on_conflict_do_update(index_elements=[usage.c.id], set_={"count": usage.c.count + made.excluded.count})
        # In one order everywhere, so that no two wait for each other.
        rows = sorted((_row(source, one, count) for one, count in counts.items()), key=lambda row: str(row["id"]))
        if rows:
            with self._store.changing() as connection:
                connection.execute(more, rows)

    def sums(self) -> dict[Counted, int]:
        """Every sum there is, over all installations whose counts came here."""
        asked = select(usage.c.month, usage.c.what, usage.c.which, func.sum(usage.c.count))
        grouped = asked.group_by(usage.c.month, usage.c.what, usage.c.which).order_by(usage.c.month)
        with self._store.asking() as connection:
            return {Counted(month, what, which): int(count) for month, what, which, count in connection.execute(grouped)}


def _row(source: str, counted: Counted, count: int) -> dict[str, object]:
    id_ = f"{source}/{counted.month}/{counted.what}/{counted.which}"
    return {"id": id_, "month": counted.month, "what": counted.what, "which": counted.which, "count": count}
