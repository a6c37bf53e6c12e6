"""Figure 4: from touch to next screen, in a browser with one visitor, and on the wire with up to 300."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Error as BrowserError

from bench.chrome import LOOPBACK, Target, browser, tab
from bench.figures import Figure, Results, at, middle
from bench.screens import Screen
from bench.servers import Server
from bench.visitor import Fault, Visitor

TOUCHES = 40
"""Of one visitor in a browser."""
IN_BROWSER = 30.0
"""ms, the median of those."""
CROWDS = (1, 20, 50, 100, 200, 300)
TARGETS = {100: 60.0, 300: 200.0}
"""ms, p95, by the number of visitors."""
EVERY = 5.0
"""Seconds between two touches of one visitor."""
WHILE = 20.0
"""Seconds for which touches are counted, when all have come in."""


def in_browser(servers: Sequence[Server], screens: list[Screen], start: int, results: Results) -> None:
    """One visitor of each of the three touches Continue, the three in turn."""
    there: dict[str, list[float]] = {server.name: [] for server in servers}
    painted: dict[str, list[float]] = {server.name: [] for server in servers}
    faults: list[str] = []
    with browser() as program:
        for server in servers:
            target = Target.of(server, screens[start])
            page, _ = tab(program.new_context(), target, screens[start], LOOPBACK)
            page.on("pageerror", lambda error, name=server.name: faults.append(f"{name}: {error}"))
            page.goto(server.url + target.path)
            page.evaluate("__done")
            for number in range(TOUCHES):
                page.wait_for_timeout(150)
                try:
                    stood, seen = page.evaluate("selector => __go(selector)", target.ways[number % len(target.ways)])
                except BrowserError as problem:
                    faults.append(f"{server.name}: {problem}")
                    break
                there[server.name].append(stood)
                painted[server.name].append(seen)
    mine = [one for one in faults if one.startswith("ours")]
    ours, stock = middle(there["ours"]), middle(there["stock"])
    results.add(Figure("4", "touch to next screen in a browser, one visitor, median", "ms", ours, IN_BROWSER, "", stock))
    results.add(Figure("4", "the same, until it is painted", "ms", middle(painted["ours"]), None, "", middle(painted["stock"])))
    results.add(Figure("4", "script errors in the browser", "count", len(mine), 0, note=" ".join(mine)[:200]))


@dataclass
class Crowd:
    """What a number of visitors met."""

    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    work: float = 0
    """ms of the server's processor time a touch."""

    def p95(self) -> float:
        """ms that 95 of 100 touches took at most."""
        return at(self.times, 0.95) if self.times else float("nan")


def crowds(servers: Sequence[Server], screens: list[Screen], results: Results) -> None:
    """The curve, each size on both servers one after the other."""
    by_name = {server.name: server for server in servers}
    for size in CROWDS:
        ours, stock = (asyncio.run(crowd(by_name[name], screens, size)) for name in ("ours", "stock"))
        target = TARGETS.get(size)
        what = f"touch to next screen, {size} visitors each every {EVERY:.0f} s"
        results.add(Figure("4", f"{what}, p95", "ms", ours.p95(), target, "", stock.p95()))
        results.add(Figure("4", "the same, median", "ms", middle(ours.times), None, "", middle(stock.times)))
        results.add(Figure("4", "the same, processor time a touch", "ms", ours.work, None, "", stock.work))
        told = " ".join(sorted(set(ours.faults)))[:200]
        count = len(ours.faults), 0, "", len(stock.faults)
        results.add(Figure("4", f"script errors, {size} visitors", "count", *count, note=told))


async def crowd(server: Server, screens: list[Screen], size: int, seconds: float = WHILE) -> Crowd:
    """So many visitors come in, walk for so long, and leave."""
    seen = Crowd()
    starts = [number % len(screens) if server.name == "ours" else 2 for number in range(size)]
    visitors = [Visitor(server, screens, at=start) for start in starts]
    for start in range(0, size, 10):
        await asyncio.gather(*(_come(one, seen) for one in visitors[start : start + 10]))
    before, end = server.worked, time.monotonic() + seconds
    await asyncio.gather(*(_walk(one, seen, end) for one in visitors))
    seen.work = (server.worked - before) * 1000 / max(1, len(seen.times))
    await asyncio.gather(*(one.close() for one in visitors))
    return seen


async def _come(visitor: Visitor, seen: Crowd) -> None:
    try:
        await visitor.open()
        await visitor.onward()
    except (Fault, OSError, TimeoutError) as problem:
        seen.faults.append(f"{type(problem).__name__} {problem}")


async def _walk(visitor: Visitor, seen: Crowd, end: float) -> None:
    """Touch Continue every EVERY seconds, not all in step; slower only when the server is."""
    due = time.monotonic() + random.uniform(0, EVERY)
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        began = time.monotonic()
        try:
            seen.times.append(await visitor.onward())
        except (Fault, OSError, TimeoutError) as problem:
            seen.times.append((time.monotonic() - began) * 1000)
            seen.faults.append(f"{type(problem).__name__} {problem}")
        due = max(time.monotonic(), began + EVERY * random.uniform(0.8, 1.2))
