"""What a web server before the app sends from its own disk: scripts, styles, fonts, sound, and the page for when no app answers.

Each file lies under the path it is asked for. Scripts and styles of earlier versions stay for a while: pages that were
opened before an update still ask for them.
"""

from __future__ import annotations

import gzip
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from llais.interface import streamlit_files
from llais.interface.kit import Kit
from llais.interface.scene import template
from llais.interface.web import WEB
from llais.paths import AUDIO

AWAY = {"away.html": "error.general", "busy.html": "error.busy"}
"""Pages of the web server's own, with the key of what they say."""
PACKED = (".js", ".css", ".svg", ".html")
"""What is also kept as gzip."""
DAY = 24 * 3600


def write(kit: Kit, folder: Path, keep_days: int) -> int:
    """Bring a folder up to date; what is there already is left alone. Returns how many files were written. Raises OSError."""
    written = 0
    for path, data in files(kit):
        written += _put(folder / path, data)
        if path.endswith(PACKED):
            written += _put(folder / f"{path}.gz", gzip.compress(data, 9, mtime=0))
    _forget(folder, keep_days)
    return written


def files(kit: Kit) -> Iterator[tuple[str, bytes]]:
    """Every file by its path."""
    for name, file in WEB.files.items():
        yield f"{WEB.url.strip('/')}/{name}", file.data
    for kind in ("js", "css", "media"):
        for found in sorted((streamlit_files.FOLDER / "static" / kind).rglob("*")):
            if found.is_file():
                yield found.relative_to(streamlit_files.FOLDER).as_posix(), found.read_bytes()
    for sound in sorted(AUDIO.glob("*/*.mp3")):
        yield f"sound/{sound.parent.name}/{sound.name}", sound.read_bytes()
    for name, key in AWAY.items():
        yield name, away(kit, key).encode()


def away(kit: Kit, key: str) -> str:
    """A page that needs nothing else, in every language: what is wrong, and whom to phone."""
    return template("away.html").render(languages=[(one, kit.words[one.tag]) for one in kit.languages], key=key)


def _put(path: Path, data: bytes) -> bool:
    """Write a file, whole or not at all, unless it is there."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        os.utime(path)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(data)
    draft.chmod(0o644)
    draft.replace(path)
    return True


def _forget(folder: Path, keep_days: int) -> None:
    """Versions of scripts that nobody wrote for so long."""
    for version in (folder / "ui").iterdir():
        if max(file.stat().st_mtime for file in version.rglob("*")) < time.time() - keep_days * DAY:
            shutil.rmtree(version)
