"""`python -m llais answers`: what arrived, from a shell; and to and fro where there is no network."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from llais.answers import bundle
from llais.answers.bundle import BundleError
from llais.answers.export import Exported, export, plain
from llais.answers.files import make_once
from llais.commands import staff
from llais.commands.staff import CommandError
from llais.settings import settings


def main(argv: list[str]) -> int:
    """Run a command; 0, or 2 with a message on standard error."""
    parser = argparse.ArgumentParser(prog="python -m llais answers")
    commands = parser.add_subparsers(required=True)
    listing = commands.add_parser("list", help="what arrived: id, time (UTC), bytes")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    exporting = commands.add_parser("export", help="open what your identity opens, as JSON and sound files")
    staff.ask_for_identity(exporting)
    exporting.add_argument("--to", type=Path, required=True, help="the folder to write to")
    exporting.set_defaults(run=_export)
    sealing = commands.add_parser("sealed", help="each letter as it was kept, as an age file: for `age --decrypt`")
    sealing.add_argument("--to", type=Path, required=True, help="the folder to write to")
    sealing.set_defaults(run=_sealed)
    pulling = commands.add_parser("pull", help="everything, still sealed, into one file: for a stick")
    pulling.add_argument("--to", type=Path, required=True, help="the new file, for instance kiosk.llais")
    pulling.set_defaults(run=_pull)
    pushing = commands.add_parser("push", help="take such a file in; what is there stays")
    pushing.add_argument("--from", dest="source", type=Path, required=True, help="the file")
    pushing.set_defaults(run=_push)
    return staff.run("answers", parser, argv)


def _list(arguments: argparse.Namespace) -> None:
    entries = staff.open_vault().entries()
    if arguments.json:
        rows = [{"id": one.id, "arrived_at": one.arrived_at.isoformat(), "bytes": one.size} for one in entries]
        print(json.dumps(rows, indent=2))
        return
    for one in entries:
        print(f"{one.id}  {one.arrived_at:%Y-%m-%d %H:%M}  {one.size}")
    print(f"{len(entries)} arrived.")


def _export(arguments: argparse.Namespace) -> None:
    vault, keys = staff.open_vault(), staff.identities(arguments)
    done = export(vault, keys, arguments.to)
    there = f"{len(done.there)} there already, {len(done.not_ours)} not for this key."
    print(f"{done.opened} opened: {len(done.written)} written to {arguments.to}, {there}")
    if problems := _problems(done):
        raise CommandError(" ".join(problems))


def _problems(done: Exported) -> list[str]:
    kinds = (
        (done.different, "there already but not as sent, and left alone: {}. Move the folder away to write it anew."),
        (done.damaged, "could not be read: {}. Restore from a backup."),
        (done.newer, "sealed by a newer Llais: {}. Update Llais."),
    )
    return [f"{len(ids)} {words.format(', '.join(ids))}" for ids, words in kinds if ids]


def _sealed(arguments: argparse.Namespace) -> None:
    vault = staff.open_vault()
    arguments.to.mkdir(parents=True, exist_ok=True)
    entries = vault.entries()
    for entry in entries:
        make_once(arguments.to / f"{entry.arrived_at:%Y-%m-%d}-{plain(entry.id)}.age", vault.sealed(entry.id))
    print(f"{len(entries)} age files in {arguments.to}.")


def _pull(arguments: argparse.Namespace) -> None:
    letters = bundle.write(staff.open_vault().store, arguments.to)
    print(f"{letters} letters and all that belongs to them are in {arguments.to}, still sealed.")


def _push(arguments: argparse.Namespace) -> None:
    try:
        taken = bundle.take_in(staff.open_vault(make=True).store, arguments.source, settings().data_dir)
    except BundleError as problem:
        raise CommandError(f"{problem}.") from None
    print(f"{taken.added} added, {taken.renewed} renewed, {taken.deleted} deleted.")
