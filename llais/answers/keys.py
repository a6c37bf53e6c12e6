"""`python -m llais keys new`: a reviewer's passphrase-protected age identity, made on the reviewer's own machine."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

import pyrage

from llais.answers.files import write_private

SHORTEST = 12
"""Characters a passphrase must have: four everyday words are more."""
FAILED = 2


class KeyRefused(Exception):
    """What is wrong and what to do."""


def new(path: Path, passphrase: str) -> str:
    """Make an identity, protected by a passphrase, in a new file. Returns its public key.

    Raises KeyRefused for a passphrase that is too short and for a file that is there already: a key is never overwritten.
    """
    if len(passphrase) < SHORTEST:
        raise KeyRefused(f"the passphrase is too short: take {SHORTEST} characters or more, such as four words")
    identity = pyrage.x25519.Identity.generate()
    made = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    plain = f"# created: {made}\n# public key: {identity.to_public()}\n{identity}\n"
    try:
        write_private(path, pyrage.passphrase.encrypt(plain.encode(), passphrase))
    except FileExistsError:
        raise KeyRefused(f"{path} is there already. Choose another name: a key is never overwritten") from None
    return str(identity.to_public())


def main(argv: list[str]) -> int:
    """Run the command; 0, or 2 with a message on standard error."""
    parser = argparse.ArgumentParser(prog="python -m llais keys")
    making = parser.add_subparsers(required=True).add_parser("new", help="make your key; prints its public half")
    making.add_argument("--to", type=Path, required=True, help="the new file, for instance identity.age")
    making.add_argument("--passphrase-file", type=Path, help="a file with its passphrase; else you are asked")
    arguments = parser.parse_args(argv)
    try:
        public = new(arguments.to, _passphrase(arguments.passphrase_file))
    except (KeyRefused, OSError) as problem:
        print(f"keys: {problem}", file=sys.stderr)
        return FAILED
    print(f"Your key is in {arguments.to}. Keep the file and its passphrase apart, and a copy of each.", file=sys.stderr)
    print(public)
    return 0


def _passphrase(file: Path | None) -> str:
    if file:
        return file.read_text("utf-8").rstrip("\r\n")
    try:
        first, second = getpass.getpass("Passphrase for the new key: "), getpass.getpass("The same again: ")
    except EOFError:
        raise KeyRefused("no passphrase was given: use --passphrase-file") from None
    if first != second:
        raise KeyRefused("the two passphrases differ. Nothing was made: try again")
    return first
