"""`python -m llais speech export|import`: people's recordings, from the desk where they were made to where families hear them."""

from __future__ import annotations

import argparse
from pathlib import Path

from llais.commands import staff
from llais.commands.staff import CommandError
from llais.settings import settings
from llais.speech import bundle
from llais.speech.bundle import BundleError
from llais.speech.recordings import Recordings
from llais.speech.soundbank import Soundbank


def export(argv: list[str]) -> int:
    """Write all recordings into one file; 0, or 2 when it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m llais speech export", description="All recordings in one file.")
    parser.add_argument("--to", type=Path, required=True, help="a new file, for example on a stick")
    parser.set_defaults(run=_export)
    return staff.run("speech export", parser, argv)


def bring(argv: list[str]) -> int:
    """Take the recordings of such a file; 0, or 2 when it could not be done."""
    parser = argparse.ArgumentParser(prog="python -m llais speech import", description="Take the recordings that were exported.")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=_bring)
    return staff.run("speech import", parser, argv)


def _export(chosen: argparse.Namespace) -> None:
    if not (count := bundle.export(Recordings(_folder()), chosen.to)):
        raise CommandError("nothing has been recorded yet: open the studio at the desk (make desk) and record.")
    print(f"{count} recordings are in {chosen.to}. On the kiosk: python -m llais speech import {chosen.to.name}")


def _bring(chosen: argparse.Namespace) -> None:
    try:
        soundbank, _ = Soundbank.load(_folder())
        brought = bundle.bring(soundbank.recordings, chosen.file, soundbank.scripts)
    except BundleError as problem:
        raise CommandError(f"{problem}. Export it again at the desk. Nothing was changed.") from None
    print(f"{brought.taken} recordings taken, {brought.same} were here already. The families' app plays them within a minute.")
    if brought.stale:
        print(f"{brought.stale} of them say other words than the screen does today: they wait until they are recorded again.")


def _folder() -> Path:
    folder = settings().recordings_dir
    folder.mkdir(parents=True, exist_ok=True)
    return folder
