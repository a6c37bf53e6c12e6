"""How much may come in, from one device and in total. A person never meets these limits; what floods the server does."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

MOST_DEVICES = 20_000
"""Devices that are remembered at once."""
MESSAGE_BYTES = 2_000_000
"""Bytes of one message on a line: all that a tab gives back after a restart is far below."""


@dataclass(frozen=True)
class Rate:
    """So many a second for ever, and `burst` at once after a pause."""

    per_second: float
    burst: float


class Bucket:
    """What is left of a rate."""

    __slots__ = ("_at", "_left", "_rate")

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate, self._left, self._at = rate, rate.burst, now

    def wait(self, now: float) -> float:
        """Take one; seconds until it may be used: 0 at once."""
        self._fill(now)
        self._left -= 1
        return max(0.0, -self._left / self._rate.per_second)

    def takes(self, now: float) -> bool:
        """Take one if there is one."""
        self._fill(now)
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def full(self, now: float) -> bool:
        """Whether nothing was taken for so long that it can be forgotten."""
        self._fill(now)
        return self._left >= self._rate.burst

    def _fill(self, now: float) -> None:
        self._left = min(self._rate.burst, self._left + (now - self._at) * self._rate.per_second)
        self._at = now


class Limit:
    """A rate for each device and one for all of them together. This machine itself counts in the total only."""

    def __init__(self, each: Rate, total: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._each, self._clock = each, clock
        self._total = Bucket(total, clock())
        self._devices: dict[str, Bucket] = {}

    def takes(self, device: str) -> bool:
        """Whether one more may come from this device ("" for this machine)."""
        now = self._clock()
        if device and not self._bucket(device, now).takes(now):
            return False
        return self._total.takes(now)

    def forget(self) -> None:
        """Forget the devices that have been quiet."""
        now = self._clock()
        self._devices = {device: bucket for device, bucket in self._devices.items() if not bucket.full(now)}

    def _bucket(self, device: str, now: float) -> Bucket:
        if len(self._devices) >= MOST_DEVICES:
            self._devices.clear()  # so many at once: the total limits them
        return self._devices.setdefault(device, Bucket(self._each, now))

    def __len__(self) -> int:
        return len(self._devices)


def _pages() -> Limit:
    return Limit(Rate(20, 300), Rate(300, 1500))


def _parts() -> Limit:
    return Limit(Rate(200, 600), Rate(1000, 3000))


def _lines() -> Limit:
    return Limit(Rate(10, 200), Rate(100, 1500))


@dataclass
class Limits:
    """The limits of one process. A crowded office may share one address: what one device may do is much."""

    most_lines: int = 1000
    """Lines (tabs that are open) at once."""
    pages: Limit = field(default_factory=_pages)
    """Whole pages."""
    parts: Limit = field(default_factory=_parts)
    """Drafts and recordings on their way in, a few a second from each tab."""
    lines: Limit = field(default_factory=_lines)
    """New lines."""
    messages: Rate = Rate(20, 200)
    """Messages on one line; what comes faster waits."""
    open: Counter[str] = field(default_factory=Counter)
    """Lines that are open, by device."""
    refused: Counter[str] = field(default_factory=Counter)
    """How often each of the limits turned something away."""

    @property
    def full(self) -> bool:
        """Whether no further line may be opened."""
        return self.open.total() >= self.most_lines

    def closed(self, device: str) -> None:
        """A line is closed."""
        self.open[device] -= 1
        if not self.open[device]:
            del self.open[device]

    def forget(self) -> None:
        """Forget the devices that have been quiet."""
        for limit in (self.pages, self.parts, self.lines):
            limit.forget()


def device(host: str) -> str:
    """What counts as one device: an IPv4 address, or the network of an IPv6 one; "" for this machine and for no address."""
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return ""
    return str(address) if address.version == 4 else str(IPv6Address(int(address) >> 64 << 64))
