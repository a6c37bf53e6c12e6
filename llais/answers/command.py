"""`python -m llais answers list` and `answers export`: what arrived, from a shell."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path

import pyrage
from pydantic import ValidationError

from llais.answers import identity
from llais.answers.export import Exported, export
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
    except (CommandError, VaultUnavailable, OSError, ValidationError, KeyboardInterrupt) as problem:
        print(f"answers: {_told(problem)}", file=sys.stderr)
        return FAILED
    return 0


def _told(problem: BaseException) -> str:
    """What is wrong and what to do."""
    if isinstance(problem, KeyboardInterrupt):
        return "stopped. What was written is whole; run it again for the rest."
    if isinstance(problem, ValidationError):
        wrong = [f"LLAIS_{str(one['loc'][0]).upper()}: {one['msg']}" for one in problem.errors()]
        return f"{'; '.join(wrong)}. Set it right and try again."
    if isinstance(problem, VaultUnavailable):
        return f"{problem}. Look at LLAIS_DATA_DIR and LLAIS_DATABASE_URL."
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}. Look at the path, its rights and the free space."
    return str(problem)


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
    vault, keys = _vault(), _identities(arguments)
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


def _identities(arguments: argparse.Namespace) -> list[pyrage.x25519.Identity]:
    data = arguments.identity.read_bytes()
    given = _passphrase(arguments.passphrase_file) if arguments.passphrase_file else None
    try:
        return _opened(data, given)
    except identity.NeedsPassphrase:
        raise CommandError("no passphrase was given: type it when you are asked, or use --passphrase-file.") from None
    except identity.WrongPassphrase as problem:
        raise CommandError(f"{arguments.identity}: {problem}. Try again.") from None
    except identity.IdentityError as problem:
        raise CommandError(f"{arguments.identity}: {problem}. Give your own age identity file with --identity.") from None


def _opened(data: bytes, given: str | None) -> list[pyrage.x25519.Identity]:
    try:
        return identity.read(data, given)
    except identity.NeedsPassphrase:
        if given is not None:
            raise
    try:
        return identity.read(data, getpass.getpass("Passphrase of your identity: "))
    except EOFError:
        raise identity.NeedsPassphrase from None


def _passphrase(file: Path) -> str:
    """What a file holds, read as `keys new` reads it."""
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandError(f"{file}: this is not a text file in UTF-8. Save the passphrase as plain text.") from None
