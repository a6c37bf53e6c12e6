"""The same work in several real processes at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any


def at_once(work: Callable[[], Any], processes: int = 5) -> list[Any]:
    """What each process got; an exception comes as its words, so that a test's comparison shows it."""
    context = get_context("fork")
    gate, found = context.Barrier(processes), context.Queue()
    runners = [context.Process(target=_run, args=(work, gate, found)) for _ in range(processes)]
    for one in runners:
        one.start()
    results = [found.get(timeout=60) for _ in runners]
    for one in runners:
        one.join()
    return results


def _run(work: Callable[[], Any], gate: Barrier, found: Queue[Any]) -> None:
    gate.wait(30)
    try:
        found.put(work())
    except Exception as problem:
        found.put(f"{type(problem).__name__}: {problem}")
