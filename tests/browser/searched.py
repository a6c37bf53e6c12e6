"""The families' app with one more route, for tests only: it searches this process for words that must not be in it.

`streamlit run tests/browser/searched.py`. From all objects that the garbage collector knows and from the frames of all
threads every reference is followed; strings and bytes are looked into. What is asked for comes reversed, so that the
request itself does not hold it.
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from llais.interface import draft_routes

DEEP = 12  # references shown of the way to a find
planted: list[Any] = []


class Search:
    """One search for several needles at once."""

    def __init__(self, needles: dict[str, bytes]) -> None:
        self.needles = needles
        self.texts = {name: needle.decode("latin-1") for name, needle in needles.items()}
        self.seen: set[int] = set()
        self.found: dict[str, list[str]] = {}
        self.own = {id(one) for one in (self, self.__dict__, self.needles, self.texts, self.seen, self.found)}
        self.own |= {id(one) for one in (*needles.values(), *self.texts.values())}

    def run(self) -> dict[str, Any]:
        """What was found where, and how many objects were looked at."""
        locals_ = list(self._locals())  # first: Python keeps what a frame held when it was last asked
        gc.unfreeze()
        gc.collect()
        for one in (*locals_, *asyncio.all_tasks(loop), *gc.get_objects()):
            self._follow(one)
        return {"looked_at": len(self.seen), "found": self.found}

    def _locals(self) -> Iterator[Any]:
        for frame in sys._current_frames().values():
            while frame:
                held = list(frame.f_locals.values())
                if frame.f_globals is not globals():
                    yield from held
                frame = frame.f_back

    def _follow(self, root: Any) -> None:
        stack: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
        while stack:
            one, way = stack.pop()
            if id(one) in self.seen or id(one) in self.own or one is stack:
                continue
            self.seen.add(id(one))
            self._look(one, way)
            if not isinstance(one, (str, bytes, bytearray, int, float, type(sys))):
                step = (*way, type(one).__qualname__)[-DEEP:]
                stack += [(next_, step) for next_ in self._behind(one)]

    def _behind(self, one: Any) -> Iterable[Any]:
        if type(one).__name__ == "frame" and one.f_globals is globals():
            return ()
        return [next_ for next_ in gc.get_referents(one) if next_ is not self]

    def _look(self, one: Any, way: tuple[str, ...]) -> None:
        try:
            if isinstance(one, str):
                hits = [name for name, text in self.texts.items() if text in one]
            elif isinstance(one, (bytes, bytearray, memoryview)):
                data = bytes(one) if isinstance(one, memoryview) else one
                hits = [name for name, needle in self.needles.items() if needle in data]
            elif type(one).__module__.endswith("_pb2"):
                data = one.SerializeToString()
                hits = [name for name, needle in self.needles.items() if needle in data]
            else:
                return
        except Exception:  # an object that cannot be looked into here is looked into by what it refers to
            return
        for name in hits:
            self.found.setdefault(name, []).append(" > ".join((*way, type(one).__qualname__)))


loop: Any = None


async def search(request: Request) -> JSONResponse:
    """POST {"name": "needle, as hex, reversed"}."""
    global loop
    loop = asyncio.get_running_loop()
    needles = {name: bytes.fromhex(coded[::-1]) for name, coded in (await request.json()).items()}
    told: dict[str, Any] = {}
    thread = threading.Thread(target=lambda: told.update(Search(needles).run()))
    thread.start()
    while thread.is_alive():
        await asyncio.sleep(0.05)
    return JSONResponse(told)


async def plant(request: Request) -> JSONResponse:
    """Hide a canary (hex, reversed) in the ways in which programs hold things."""
    canary = bytes.fromhex((await request.body()).decode()[::-1])
    planted.clear()
    planted.extend(HIDING[request.path_params["how"]](canary))
    del canary
    return JSONResponse({})


class Slots:
    """Holds something without a __dict__."""

    __slots__ = ("held",)

    def __init__(self, held: str) -> None:
        self.held = held


def _closure(held: str) -> Any:
    return lambda: held


def _generator(held: str) -> Iterator[None]:
    kept = held + "."
    yield
    print(kept)


def _started(generator: Iterator[None]) -> Iterator[None]:
    next(generator)
    return generator


def _in_thread(held: str) -> threading.Event:
    end = threading.Event()

    def wait(words: str) -> None:
        end.wait(60)
        del words

    threading.Thread(target=wait, args=(held,), daemon=True).start()
    return end


def _context(held: str) -> contextvars.Context:
    context = contextvars.copy_context()
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("held")
    context.run(variable.set, held)
    return context


HIDING: dict[str, Any] = {
    "closure": lambda canary: [_closure(canary.decode())],
    "slots": lambda canary: [Slots(f"<p>{canary.decode()}</p>")],
    "generator": lambda canary: [_started(_generator(canary.decode()))],
    "bytes": lambda canary: [{"chunks": [b"before" + canary + b"after"]}],
    "view": lambda canary: [memoryview(b"." + canary)],
    "thread": lambda canary: [_in_thread("in " + canary.decode())],
    "context": lambda canary: [_context("in " + canary.decode())],
    "nothing": lambda _: [],
}


def _know_two_more_paths() -> None:
    """The real app, with two more routes behind the same door."""
    more = [Route("/search", search, methods=["POST"]), Route("/plant/{how}", plant, methods=["POST"])]
    made, paths = draft_routes.routes, draft_routes.PATHS
    draft_routes.routes = lambda kit: [*made(kit), *more]
    draft_routes.PATHS = rf"{paths}|/search|/plant/\w+"


_know_two_more_paths()
if not planted:
    from app import app
else:  # never: Streamlit reads this file for such a line before it runs it
    app = st.App("")
