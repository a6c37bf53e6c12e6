"""`python -m llais static`: the files that a web server before the app sends from its own disk."""

from __future__ import annotations

import argparse
from pathlib import Path

from llais.commands import staff
from llais.interface import exported
from llais.interface.kit import Kit
from llais.settings import settings


def main(argv: list[str]) -> int:
    """Write them; 0, or 2 with what is wrong."""
    about = "Write scripts, styles, fonts and sound for nginx, which then sends them itself (docs/operating.md)."
    parser = argparse.ArgumentParser(prog="python -m llais static", description=about)
    parser.add_argument("--to", type=Path, required=True, help="the folder that nginx reads")
    parser.add_argument("--keep-days", type=int, default=30, help="scripts of versions older than this are deleted (30)")
    parser.set_defaults(run=_write)
    return staff.run("static", parser, argv)


def _write(arguments: argparse.Namespace) -> None:
    written = exported.write(Kit.load(settings()), arguments.to, arguments.keep_days)
    print(f"{written} files written; the others were there.")
