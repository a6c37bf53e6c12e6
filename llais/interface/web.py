"""The browser's part: scripts, styles and fonts, served under the hash of all of them, so that they never go stale."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import streamlit

FOLDER = Path(__file__).parent / "web"
_KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class WebFile:
    """A file as it is sent."""

    media_type: str
    data: bytes


class Web:
    """All files of the folder, read once."""

    @cached_property
    def files(self) -> dict[str, WebFile]:
        """By their path below the folder."""
        found = (file for file in sorted(FOLDER.rglob("*")) if file.suffix in _KINDS)
        return {file.relative_to(FOLDER).as_posix(): WebFile(_KINDS[file.suffix], file.read_bytes()) for file in found}

    @cached_property
    def url(self) -> str:
        """The path they are served under."""
        digest = hashlib.sha256(b"".join(name.encode() + file.data for name, file in self.files.items()))
        return f"/ui/{digest.hexdigest()[:12]}"

    @cached_property
    def font(self) -> str:
        """The font that every page needs at once."""
        return next(name for name in self.files if name.endswith("-latin-wght-normal.woff2"))

    @cached_property
    def early(self) -> str:
        """The script that stands in the page itself and runs before the first paint."""
        return self.files["early.js"].data.decode()

    @cached_property
    def early_hash(self) -> str:
        """What lets it run, and no other script in a page: a source of a content security policy."""
        digest = hashlib.sha256(self.early.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


WEB = Web()


def streamlit_entry() -> str:
    """The path of Streamlit's own entry script, from its index page (private: kept by a contract test)."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    found = re.search(r'<script type="module"[^>]*src="\./([^"]+)"', index)
    if not found:
        raise RuntimeError("Streamlit's index.html has no entry script where it is looked for: is it 1.67.0?")
    return f"/{found[1]}"
