"""Figure 7: from nothing to an app that accepts answers; `make speech` when nothing has changed."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from bench.figures import Figure, Results, middle
from bench.screens import Screen
from bench.servers import ours, stock
from llais.paths import ROOT

TIMES = 5
START = 3.0
SPEECH = 2.0


def measure(folder: Path, screens: list[Screen], results: Results) -> None:
    """Start it again and again where it has run before; the median counts."""
    started: dict[str, list[float]] = {"ours": [], "stock": []}
    for _ in range(TIMES + 1):
        for start in (lambda: ours(folder / "ours"), lambda: stock(folder / "stock", screens)):
            server = start()
            started[server.name].append(server.wait())
            server.stop()
    mine, other = (middle(started[name][1:]) for name in ("ours", "stock"))
    results.add(Figure("7", "cold start to /healthz", "s", mine, START, "", other))
    results.add(Figure("7", "make speech, nothing changed", "s", middle([_speech() for _ in range(TIMES + 1)][1:]), SPEECH))


def _speech() -> float:
    began = time.perf_counter()
    subprocess.run(["make", "--silent", "speech"], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began
