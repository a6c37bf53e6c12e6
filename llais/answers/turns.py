"""Turns: what one process alone must do for all, such as telling staff by e-mail. Whoever dies in its turn loses it by time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, or_

from llais.answers.schema import turns
from llais.answers.store import Store, Twice, now, stamp


class Turns:
    """The turns of a vault. Methods raise VaultUnavailable."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._me = secrets.token_hex(16)

    @contextmanager
    def turn(self, name: str, seconds: float) -> Iterator[bool]:
        """Whether it is this process's turn, for so many seconds at most; it is given back at the end."""
        mine = self._take(name, stamp(datetime.now(UTC) + timedelta(seconds=seconds)))
        try:
            yield mine
        finally:
            if mine:
                self._give_back(name)

    def _take(self, name: str, until: str) -> bool:
        row = {"holder": self._me, "until": until}
        free = and_(turns.c.name == name, or_(turns.c.until < now(), turns.c.holder == self._me))
        try:
            with self._store.changing() as connection:
                if connection.execute(turns.update().where(free).values(row)).rowcount:
                    return True
                connection.execute(turns.insert().values(name=name, **row))
        except Twice:
            return False
        return True

    def _give_back(self, name: str) -> None:
        mine = and_(turns.c.name == name, turns.c.holder == self._me)
        with self._store.changing() as connection:
            connection.execute(turns.delete().where(mine))
