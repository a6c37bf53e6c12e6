"""Streamlit's own scripts and styles, compressed once: it sends them as they are. The families' page loads none of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from llais.interface.packing import Packed

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
