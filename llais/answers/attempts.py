"""Wrong codes: limited for each device, and slowed, never refused, in total: a crowded office may share one address."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

PER_DEVICE = 8
WINDOW = 600.0
"""Seconds in which one device may type PER_DEVICE wrong codes."""
SLOWEST = 8.0
"""Seconds that a look-up waits at most, however many wrong codes were typed everywhere in the last minute."""


class Attempts:
    """Remembers when wrong codes were typed, and nothing of the codes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: deque[tuple[float, str]] = deque()

    def refused(self, device: str) -> bool:
        """Whether this device must wait."""
        with self._lock:
            self._forget()
            return sum(one == device for _, one in self._wrong) >= PER_DEVICE

    def delay(self) -> float:
        """Seconds that the next look-up waits: a tenth for each wrong code of the last minute."""
        with self._lock:
            minute = self._clock() - 60
            return min(SLOWEST, sum(at > minute for at, _ in self._wrong) / 10)

    def wrong(self, device: str) -> None:
        """A wrong code was typed on this device."""
        with self._lock:
            self._wrong.append((self._clock(), device))

    def _forget(self) -> None:
        while self._wrong and self._wrong[0][0] < self._clock() - WINDOW:
            self._wrong.popleft()
