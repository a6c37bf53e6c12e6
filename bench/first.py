"""Figures 1 to 3: first words, first sound, when the page can be used, and what came over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from bench.chrome import LINES, LOOPBACK, Line, Seen, Target, browser, opened
from bench.figures import Figure, Results, middle
from bench.screens import Screen
from bench.servers import Server

OVER_PAGE = 1.3
OVER_STOCK = 0.4
WIRE = 600.0
"""KB (1000 bytes)."""
SOUND_AT_ONCE = 100.0
"""ms, on loopback."""


@dataclass
class Opened:
    """All openings of one of the three on one line."""

    first: list[Seen] = field(default_factory=list)
    again: list[Seen] = field(default_factory=list)
    heard: list[Seen] = field(default_factory=list)


def measure(servers: Sequence[Server], screen: Screen, results: Results) -> None:
    """Open a screen of each of the three in turn, again and again, on every line."""
    targets = [Target.of(server, screen) for server in servers]
    with browser() as program:
        for line in LINES:
            seen = {target.server.name: Opened() for target in targets}
            for _ in range(line.times):
                for target in targets:
                    _once(program, target, screen, line, seen[target.server.name])
            _tell(line, seen, results)


def _once(program: Browser, target: Target, screen: Screen, line: Line, seen: Opened) -> None:
    """A new profile opens it twice; another new one touches Listen at once."""
    context = program.new_context()
    seen.first.append(opened(context, target, screen, line))
    seen.again.append(opened(context, target, screen, line))
    context.close()
    context = program.new_context()
    seen.heard.append(opened(context, target, screen, line, listen=True))
    context.close()


def _tell(line: Line, seen: dict[str, Opened], results: Results) -> None:
    ours, stock, page = (seen[name] for name in ("ours", "stock", "page"))
    for number, what, group in (("1", "first words", "first"), ("1", "first words, opened again", "again")):
        given = [middle([one.words for one in getattr(which, group)]) for which in (ours, stock, page)]
        results.add(_beside_page(number, f"{what}, {line.name}", given))
    sound = [middle([one.sound for one in which.heard]) for which in (ours, stock, page)]
    results.add(_beside_page("2", f"first sound after Listen, {line.name}", sound))
    if line == LOOPBACK:
        results.add(Figure("2", "the same", "ms", sound[0], SOUND_AT_ONCE, "", sound[1], sound[2]))
        _wire(ours, stock, page, results)
    usable = [middle([one.interactive for one in which.first]) for which in (ours, stock, page)]
    target = None if line == LOOPBACK else OVER_STOCK * usable[1]
    what = f"can be used, first load, {line.name}"
    results.add(Figure("3", what, "ms", usable[0], target, f"{OVER_STOCK} x stock", *usable[1:]))
    again = [middle([one.interactive for one in which.again]) for which in (ours, stock, page)]
    results.add(Figure("3", f"can be used, opened again, {line.name}", "ms", again[0], None, "", *again[1:]))
    faults = {fault for one in (*ours.first, *ours.again, *ours.heard) for fault in one.faults}
    what = f"script errors and requests off the host, {line.name}"
    results.add(Figure("1", what, "count", len(faults), 0, note=" ".join(faults)[:200]))


def _beside_page(number: str, what: str, given: list[float]) -> Figure:
    ours, stock, page = given
    return Figure(number, what, "ms", ours, OVER_PAGE * page, f"{OVER_PAGE} x page", stock, page)


def _wire(ours: Opened, stock: Opened, page: Opened, results: Results) -> None:
    sizes = [middle([one.size / 1000 for one in which.first]) for which in (ours, stock, page)]
    results.add(Figure("3", "on the wire, first load, without sound", "KB", sizes[0], WIRE, "", *sizes[1:]))
    asked = [middle([one.requests for one in which.first]) for which in (ours, stock, page)]
    results.add(Figure("3", "requests, first load, without sound", "count", asked[0], None, "", *asked[1:]))
