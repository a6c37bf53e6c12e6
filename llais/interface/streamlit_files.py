"""Streamlit's own scripts and styles, compressed once: it sends them as they are, 2.8 MB on a first visit."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import streamlit
from starlette.responses import Response

FOLDER = (Path(streamlit.__file__).parent / "static").resolve()
KINDS = {".js": "text/javascript", ".css": "text/css"}
FOREVER = "public, max-age=31536000, immutable"


def answer(path: str, accepts: str) -> Response | None:
    """The file of a path such as /static/js/index.abc.js; None for what Streamlit should answer itself."""
    if "gzip" not in accepts or (found := compressed(path)) is None:
        return None
    data, media_type = found
    # The names carry a hash of what is in them.
    headers = {"content-encoding": "gzip", "vary": "accept-encoding", "cache-control": FOREVER}
    return Response(data, media_type=media_type, headers=headers)


@cache
def compressed(path: str) -> tuple[bytes, str] | None:
    """A file's bytes by gzip, and its type; None when it is not one of these files."""
    file = (FOLDER / path.lstrip("/")).resolve()
    if not file.is_relative_to(FOLDER) or file.suffix not in KINDS or not file.is_file():
        return None
    return gzip.compress(file.read_bytes(), 6), KINDS[file.suffix]
