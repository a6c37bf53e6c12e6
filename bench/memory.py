"""Figure 5: memory with many visitors, after they have left, and after long recordings are sent or wiped."""

from __future__ import annotations

import asyncio
import os
import time
import urllib.request
from pathlib import Path

from bench.figures import Figure, Results
from bench.load import crowd
from bench.screens import Screen
from bench.sends import CHECK, SENT
from bench.servers import Server, ours, running, stock
from bench.visitor import Visitor

VISITORS = 100
MOST = 200.0
"""MB with so many visitors."""
BACK = 1.1
"""Times what it was before, after they have left."""
FORGOTTEN_AFTER = 120 + 30 + 20
"""Seconds: Streamlit keeps a session that long, housekeeping comes that often, and some more."""
RECORDINGS, SIZE = 6, 2 * 1024 * 1024
"""Two minutes as a browser records them (Opus at 128 kbit/s, 1.9 MB)."""


def measure(folder: Path, screens: list[Screen], results: Results) -> None:
    """A new server of each; the visitors come, walk and leave; then one speaks for twelve minutes."""
    with running(ours(folder / "ours"), stock(folder / "stock", screens)) as (mine, other):
        before, full, after = asyncio.run(_come_and_go(mine, screens))
        stocks = asyncio.run(_come_and_go(other, screens))
        results.add(Figure("5", f"memory with {VISITORS} visitors (resident)", "MB", full, MOST, "", stocks[1]))
        why, note = f"{BACK} x {before:.0f} before", f"stock before: {stocks[0]:.0f}"
        results.add(Figure("5", "memory after they left", "MB", after, BACK * before, why, stocks[2], note=note))
        for how in ("sent", "wiped"):
            asyncio.run(_recordings(mine, screens, how, results))


async def _come_and_go(server: Server, screens: list[Screen]) -> tuple[float, float, float]:
    """MB with one visitor, with all, and when all have been gone for long enough."""
    await crowd(server, screens, 1, 5)
    await asyncio.sleep(2)
    before = server.resident
    seen: list[float] = []
    watch = asyncio.create_task(_look(server, seen))
    await crowd(server, screens, VISITORS, 30)
    watch.cancel()
    await asyncio.sleep(FORGOTTEN_AFTER)
    return before, max(seen), server.resident


async def _look(server: Server, seen: list[float]) -> None:
    """Every second, until it is cancelled."""
    while True:
        seen.append(server.resident)
        await asyncio.sleep(1)


async def _recordings(server: Server, screens: list[Screen], how: str, results: Results) -> None:
    """Six long recordings, sent or wiped: what stays."""
    visitor = Visitor(server, screens, at=next(n for n, one in enumerate(screens) if one.ids))
    await visitor.open()
    before = server.resident
    for screen in (one for one in screens if one.ids):
        await asyncio.to_thread(_record, server, visitor.data["token"], screen.id)
    held = server.resident
    await visitor.act("continue", {}, CHECK, read=True)
    await asyncio.sleep(1)
    if how == "sent":
        await visitor.act("send", {}, "", SENT)
    else:
        await visitor.act("wipe", {}, "", "/")
    await asyncio.sleep(35)  # housekeeping comes by
    left = server.resident - before
    await visitor.close()
    note = f"while held: {held - before:.0f}"
    results.add(Figure("5", f"more memory after six recordings were {how}", "MB", left, 0.1 * before, "10 %", note=note))


def _record(server: Server, token: str, question: str) -> None:
    """A recording as the browser sends it: a chunk a second."""
    data, chunk = b"\x1a\x45\xdf\xa3" + os.urandom(SIZE), SIZE // 120
    pieces = [data[at : at + chunk] for at in range(0, len(data), chunk)]
    take = f"t{time.monotonic_ns()}"
    for number, piece in enumerate(pieces):
        last = "?last=1&seconds=120" if number + 1 == len(pieces) else ""
        headers = {"x-llais-visit": token, "content-type": "audio/webm", "origin": server.url}
        url = f"{server.url}/recordings/{question}/{take}/{number}{last}"
        urllib.request.urlopen(urllib.request.Request(url, piece, headers), timeout=30).read()
