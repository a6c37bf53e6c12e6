"""What all commands for staff share: errors said with what to do, the vault of the settings, a key's passphrase."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

import pyrage
from pydantic import ValidationError

from llais.answers import identity
from llais.answers.vault import Vault, VaultUnavailable
from llais.settings import faults, settings

FAILED = 2


class CommandError(Exception):
    """What is wrong and what to do."""


def run(name: str, parser: argparse.ArgumentParser, argv: list[str]) -> int:
    """Run what the arguments chose (`run`); 0, or 2 with a message on standard error."""
    arguments = parser.parse_args(argv)
    try:
        arguments.run(arguments)
    except (CommandError, VaultUnavailable, OSError, ValidationError, KeyboardInterrupt) as problem:
        print(f"{name}: {_told(problem)}", file=sys.stderr)
        return FAILED
    return 0


def _told(problem: BaseException) -> str:
    """What is wrong and what to do."""
    if isinstance(problem, KeyboardInterrupt):
        return "stopped. What was written is whole; run it again for the rest."
    if isinstance(problem, ValidationError):
        return f"{'; '.join(faults(problem))}. Set it right and try again."
    if isinstance(problem, VaultUnavailable):
        return f"{problem}. Look at LLAIS_DATA_DIR and LLAIS_DATABASE_URL."
    if isinstance(problem, FileExistsError):
        return f"{problem.filename2 or problem.filename} is there already. Choose another name: nothing is overwritten."
    if isinstance(problem, OSError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}. Look at the path, its rights and the free space."
    return str(problem)


def open_vault(make: bool = False) -> Vault:
    """The vault of the settings. Raises CommandError where there is none, unless one may be made."""
    chosen = settings()
    if not make and not chosen.database_url and not (chosen.data_dir / "llais.sqlite").exists():
        raise CommandError(f"no vault in {chosen.data_dir}. Set LLAIS_DATA_DIR to the data folder of the families' app.")
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    return Vault(chosen.vault_url)


def ask_for_identity(parser: argparse.ArgumentParser, required: bool = True) -> None:
    """The options that name a reviewer's key."""
    parser.add_argument("--identity", type=Path, required=required, help="your age identity file")
    parser.add_argument("--passphrase-file", type=Path, help="a file with its passphrase; else you are asked")


def identities(arguments: argparse.Namespace) -> list[pyrage.x25519.Identity]:
    """The identities of those options. Raises CommandError."""
    data = arguments.identity.read_bytes()
    given = passphrase_in(arguments.passphrase_file) if arguments.passphrase_file else None
    try:
        return _opened(data, given)
    except identity.NeedsPassphrase:
        raise CommandError("no passphrase was given: type it when you are asked, or use --passphrase-file.") from None
    except identity.WrongPassphrase as problem:
        raise CommandError(f"{arguments.identity}: {problem}. Try again.") from None
    except identity.IdentityError as problem:
        raise CommandError(f"{arguments.identity}: {problem}. Give your own age identity file with --identity.") from None


def passphrase_in(file: Path) -> str:
    """The passphrase that a file holds. Raises CommandError, OSError."""
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandError(f"{file}: this is not a text file in UTF-8. Save the passphrase as plain text.") from None


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
