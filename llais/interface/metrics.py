"""Numbers for an operator, on a port of their own on loopback: how many are here, how fast it answers, what was turned away.

Every label is one of a few fixed words. Nothing here has a visitor, an address, a path or a time of its own.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from llais.interface.kit import Kit

BOUNDS = (0.003, 0.01, 0.03, 0.06, 0.2, 1.0, 5.0)
"""Seconds: the upper ends of what times are sorted into."""

KINDS = ("ui", "sound", "static", "draft", "recordings", "replies", "visit", "line", "healthz", "_stcore")
"""The first parts of paths that are told apart; anything else is a page."""


class Timings:
    """How long things took, by kind: counted into BOUNDS."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._sums: defaultdict[str, float] = defaultdict(float)

    def add(self, kind: str, seconds: float) -> None:
        """One took so long."""
        with self._lock:
            self._counts[kind][bisect_left(BOUNDS, seconds)] += 1
            self._sums[kind] += seconds

    @contextmanager
    def timing(self, kind: str) -> Iterator[None]:
        """Time a block."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.add(kind, time.perf_counter() - began)

    def read(self) -> list[tuple[str, list[tuple[str, float]], float]]:
        """Each kind with how many took at most so long, and the sum of seconds."""
        with self._lock:
            return [(kind, _cumulated(counts), self._sums[kind]) for kind, counts in self._counts.items()]


def _cumulated(counts: list[int]) -> list[tuple[str, float]]:
    names = [*map(str, BOUNDS), "+Inf"]
    return [(name, sum(counts[: index + 1])) for index, name in enumerate(names)]


class Watch:
    """ASGI middleware: times every answer by its kind."""

    def __init__(self, app: ASGIApp, timings: Timings) -> None:
        self.app, self.timings = app, timings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """From the request to the first line of the answer."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                kind = f"{_kind(scope['path'])} {message['status'] // 100}xx"
                self.timings.add(kind, time.perf_counter() - began)
            await send(message)

        return await self.app(scope, receive, sending)


def _kind(path: str) -> str:
    first = path.strip("/").partition("/")[0]
    return first if first in KINDS else "page"


def middleware(kit: Kit) -> list[Middleware]:
    """The watch, where somebody reads what it counts."""
    return [Middleware(Watch, timings=kit.timings)] if kit.settings.metrics_port else []


def serve(kit: Kit) -> Callable[[], None]:
    """Answer on the metrics port, if one is set, until what this returns is called. Raises OSError for a port in use."""
    if not kit.settings.metrics_port:
        return lambda: None
    from prometheus_client import GCCollector, ProcessCollector, start_http_server
    from prometheus_client.core import CollectorRegistry

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(kit))
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    server, _ = start_http_server(kit.settings.metrics_port, addr="127.0.0.1", registry=registry)

    def shut() -> None:
        server.shutdown()
        server.server_close()

    return shut


class Numbers:
    """What the app knows of itself when it is asked."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit

    def collect(self) -> Iterator[Metric]:
        """Everything, for Prometheus."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        kit = self.kit
        for name, about, value in (
            ("llais_visits", "Visits that are held in memory.", len(kit.visits)),
            ("llais_lines", "Tabs that are connected.", kit.limits.open.total()),
            ("llais_lines_most", "Tabs that may be connected.", kit.limits.most_lines),
            ("llais_recordings_bytes", "Recordings that are held in memory.", kit.visits.recorded()),
            ("llais_accepting", "1 when answers can be accepted, else 0.", int(not kit.closed())),
        ):
            yield GaugeMetricFamily(name, about, value)
        refused = CounterMetricFamily("llais_refused", "What the limits turned away.", labels=["limit"])
        for limit, count in list(kit.limits.refused.items()):
            refused.add_metric([limit], count)
        yield refused
        took = HistogramMetricFamily("llais_seconds", "How long answers and touches took.", labels=["kind"])
        for kind, counts, seconds in kit.timings.read():
            took.add_metric([kind], counts, seconds)
        yield took
