"""Secret files: made once, whole, and for their owner's eyes only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def make_once(path: Path, data: bytes) -> bytes:
    """The content of a file; made with `data` if it is not there. Two processes that race get the same content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        write_private(draft, data)
        try:
            os.link(draft, path)  # fails if another was first, never shows half a file
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()


def write_private(path: Path, data: bytes) -> None:
    """Write a new file, readable by its owner only, down to the disk. Raises FileExistsError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
