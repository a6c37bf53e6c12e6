"""`python -m llais answers list` and `answers export`: what arrived, from a shell."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path

import pyrage

from llais.answers import identity
from llais.answers.export import export
from llais.answers.vault import Vault, VaultUnavailable
from llais.settings import settings

FAILED = 2


class CommandError(Exception):
    """What is wrong and what to do."""


def main(argv: list[str]) -> int:
    """Run a command; 0, or 2 with a message on standard error."""
    parser = argparse.ArgumentParser(prog="python -m llais answers")
    commands = parser.add_subparsers(required=True)
    listing = commands.add_parser("list", help="what arrived: id, time (UTC), bytes")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    exporting = commands.add_parser("export", help="open what your identity opens, as JSON and sound files")
    exporting.add_argument("--identity", type=Path, required=True, help="your age identity file")
    exporting.add_argument("--passphrase-file", type=Path, help="a file with its passphrase; else you are asked")
    exporting.add_argument("--to", type=Path, required=True, help="the folder to write to")
    exporting.set_defaults(run=_export)
    arguments = parser.parse_args(argv)
    try:
        arguments.run(arguments)
    except (CommandError, VaultUnavailable, OSError) as problem:
        print(f"answers: {problem}", file=sys.stderr)
        return FAILED
    return 0


def _vault() -> Vault:
    chosen = settings()
    if not chosen.database_url and not (chosen.data_dir / "llais.sqlite").exists():
        raise CommandError(f"no vault in {chosen.data_dir}. Set LLAIS_DATA_DIR to the data folder of the families' app.")
    return Vault(chosen.vault_url)


def _list(arguments: argparse.Namespace) -> None:
    entries = _vault().entries()
    if arguments.json:
        rows = [{"id": one.id, "arrived_at": one.arrived_at.isoformat(), "bytes": one.size} for one in entries]
        print(json.dumps(rows, indent=2))
        return
    for one in entries:
        print(f"{one.id}  {one.arrived_at:%Y-%m-%d %H:%M}  {one.size}")
    print(f"{len(entries)} arrived.")


def _export(arguments: argparse.Namespace) -> None:
    done = export(_vault(), _identities(arguments), arguments.to)
    there = f"{len(done.there)} there already, {len(done.not_ours)} not for this key."
    print(f"{len(done.written)} written to {arguments.to}, {there}")
    if done.damaged:
        raise CommandError(f"{len(done.damaged)} could not be read: {', '.join(done.damaged)}. Restore them from a backup.")


def _identities(arguments: argparse.Namespace) -> list[pyrage.x25519.Identity]:
    data = arguments.identity.read_bytes()
    given = arguments.passphrase_file and arguments.passphrase_file.read_text().rstrip("\r\n")
    try:
        return identity.read(data, given or None)
    except identity.NeedsPassphrase:
        return _asked(data)
    except identity.IdentityError as problem:
        raise CommandError(f"{arguments.identity}: {problem}") from None


def _asked(data: bytes) -> list[pyrage.x25519.Identity]:
    try:
        return identity.read(data, getpass.getpass("Passphrase of your identity: "))
    except (identity.IdentityError, EOFError) as problem:
        raise CommandError(str(problem) or "no passphrase was given: use --passphrase-file") from None
