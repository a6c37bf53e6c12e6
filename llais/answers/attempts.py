"""Wrong codes: limited for each device, and slowed, never refused, in total: a crowded office may share one address.

They are counted in the vault, so that all processes count together.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from llais.answers.schema import attempts
from llais.answers.store import Store, stamp

PER_DEVICE = 8
WINDOW = timedelta(minutes=10)
"""The time in which one device may type PER_DEVICE wrong codes. Older ones are deleted."""
MINUTE = timedelta(minutes=1)
SLOWEST = 8.0
"""Seconds that a look-up waits at most, however many wrong codes were typed everywhere in the last minute."""


def _now() -> datetime:
    return datetime.now(UTC)


class Attempts:
    """Remembers when wrong codes were typed, and nothing of the codes. Methods raise VaultUnavailable."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = _now) -> None:
        self._store, self._clock = store, clock

    def refused(self, device: str) -> bool:
        """Whether this device must wait."""
        return self._count(WINDOW, attempts.c.device == _hash(device)) >= PER_DEVICE

    def delay(self) -> float:
        """Seconds that the next look-up waits: a tenth for each wrong code of the last minute."""
        return min(SLOWEST, self._count(MINUTE) / 10)

    def wrong(self, device: str) -> None:
        """A wrong code was typed on this device."""
        moment = self._clock()
        with self._store.changing() as connection:
            connection.execute(attempts.delete().where(attempts.c.at < stamp(moment - WINDOW)))
            connection.execute(attempts.insert().values(id=secrets.token_hex(16), device=_hash(device), at=stamp(moment)))

    def end(self) -> None:
        """Delete what is too old to count."""
        with self._store.changing() as connection:
            connection.execute(attempts.delete().where(attempts.c.at < stamp(self._clock() - WINDOW)))

    def _count(self, within: timedelta, *which: ColumnElement[bool]) -> int:
        asked = select(func.count()).where(attempts.c.at > stamp(self._clock() - within), *which)
        with self._store.asking() as connection:
            return connection.scalar(asked) or 0


def _hash(device: str) -> str:
    return hashlib.sha256(device.encode()).hexdigest()
