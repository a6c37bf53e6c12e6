"""Copies of the product in which one thing is spoiled."""

from __future__ import annotations

import shutil
from pathlib import Path

from llais.paths import ROOT

PARTS = ("app.py", "reviewer.py", "llais", "pages", "content", "locales", "pictures", ".streamlit")
CATALOG = "locales/cy/LC_MESSAGES"


def copy(folder: Path, audio: bool = False) -> Path:
    """The product in a folder of its own; its sounds are the real ones, or copies that may be spoiled."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    if audio:
        shutil.copytree(ROOT / "audio", folder / "audio")
    else:
        (folder / "audio").symlink_to(ROOT / "audio")
    return folder


def spoil(root: Path, file: str, old: str, new: str) -> None:
    """One mistake: the first time that something stands in a file. Where it is not there, no test would test anything."""
    text = (root / file).read_text("utf-8")
    assert old in text, (file, old)
    (root / file).write_text(text.replace(old, new, 1), "utf-8")
