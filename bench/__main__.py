"""`python -m bench [PART ...]`: measure all, or some parts; print the table; write the results."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bench import cold, first, load, machine, memory, sends, servers
from bench.figures import Results
from bench.screens import Screen, screens
from llais.paths import ROOT

OPENED = 2
"""Which of the screens is opened: one of the leaflet's, of middling length."""
RESULTS = ROOT / "bench" / "results"


def _first(folder: Path, found: list[Screen], results: Results) -> None:
    three = servers.ours(folder / "ours"), servers.stock(folder / "stock", found), servers.page(folder / "page", found)
    with servers.running(*three) as started:
        first.measure(started, found[OPENED], results)


def _touch(folder: Path, found: list[Screen], results: Results) -> None:
    with servers.running(servers.ours(folder / "ours"), servers.stock(folder / "stock", found)) as started:
        load.in_browser(started, found, OPENED, results)


def _load(folder: Path, found: list[Screen], results: Results) -> None:
    with servers.running(servers.ours(folder / "ours"), servers.stock(folder / "stock", found)) as started:
        load.crowds(started, found, results)


PARTS: Mapping[str, Callable[[Path, list[Screen], Results], None]] = {
    "first": _first,
    "touch": _touch,
    "load": _load,
    "memory": memory.measure,
    "sends": sends.measure,
    "cold": cold.measure,
}


def main(argv: list[str]) -> int:
    """0 when all that was measured was reached; 1 when something was not."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"what to measure, of {', '.join(PARTS)}; all when none is named")
    chosen = parser.parse_args(argv).part or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}")
    described, found = machine.describe(), screens()
    print(*(f"{name}: {value}" for name, value in described.items()), sep="\n")
    measured = Results(described)
    for part in chosen:
        results, before = Results(described), machine.load()
        with tempfile.TemporaryDirectory(prefix="llais-bench-") as folder:
            PARTS[part](Path(folder), found, results)
        results.notes.append(f"{part}: load average {before} before, {machine.load()} after.")
        results.save(RESULTS / f"{part}.json")
        measured.take(results)
    print("", measured.table(), sep="\n")
    return 0 if all(one.reached is not False for one in measured.figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
