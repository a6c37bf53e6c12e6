"""Streamlit's own scripts and styles, compressed once: it sends them as they are, 2.8 MB on a first visit."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from llais.interface.packing import Packed
from llais.interface.web import SCRIPT, WEB

FOLDER = (Path(streamlit.__file__).parent / "static").resolve()
KINDS = {".js": "text/javascript", ".css": "text/css"}
FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
"""The names carry a hash of what is in them."""


def answer(path: str, accepts: str) -> ASGIApp | None:
    """What sends the file of a path such as /static/js/index.abc.js; None for what Streamlit should answer itself."""
    file = (FOLDER / path.lstrip("/")).resolve()
    if not file.is_relative_to(FOLDER) or file.suffix not in KINDS or not file.is_file():
        return None

    async def sending(scope: Scope, receive: Receive, send: Send) -> None:
        response = await run_in_threadpool(lambda: packed(file).answer(accepts, FOREVER))  # the first time it takes a while
        await response(scope, receive, send)

    return sending


@cache
def packed(file: Path) -> Packed:
    """One of the files, read once."""
    return Packed(file.read_bytes(), KINDS[file.suffix])


@cache
def entry() -> tuple[str, ...]:
    """The paths of Streamlit's entry script and of all scripts that it and a component need, from its index page and the
    component's own imports (private: kept by a contract test). Asked for one after the other they would take seconds."""
    index = (FOLDER / "index.html").read_text("utf-8")
    first = re.findall(r'<script type="module"[^>]*src="\./([^"]+)"', index)
    preloaded = re.findall(r'<link rel="modulepreload"[^>]*href="\./([^"]+)"', index)
    component = [f"static/js/{file.name}" for file in sorted((FOLDER / "static" / "js").glob("BidiComponent.*.js"))]
    if len(first) != 1 or len(component) != 1 or not preloaded:
        raise RuntimeError("Streamlit's scripts are not where they are looked for: is it 1.67.0?")
    return tuple(f"/{one}" for one in dict.fromkeys([*first, *_needed([*preloaded, *component])]))


def _needed(scripts: list[str]) -> list[str]:
    """These scripts and, over and over, what they import."""
    found = list(scripts)
    for one in found:
        names = re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', (FOLDER / one).read_text("utf-8"))
        found += sorted({f"static/js/{name}" for name in names} - set(found))
    return found


def warm() -> None:
    """Compress what every visitor needs, so that the first one does not wait for it."""
    _ = WEB.files[SCRIPT].brotli
    for path in entry():
        _ = packed((FOLDER / path.lstrip("/")).resolve()).brotli
