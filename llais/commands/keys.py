"""`python -m llais keys`: a reviewer's passphrase-protected age identity, made on the reviewer's own machine; sealing anew."""

from __future__ import annotations

import argparse
import getpass
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyrage

from llais.answers import recipients, reseal
from llais.answers.files import write_private
from llais.answers.recipients import RecipientError
from llais.answers.reviews import Review, ReviewError
from llais.answers.vault import Vault
from llais.commands import drill, staff
from llais.commands.staff import CommandError
from llais.settings import settings

SHORTEST = 12
"""Characters a passphrase must have: four everyday words are more."""


def new(path: Path, passphrase: str) -> str:
    """Make an identity, protected by a passphrase, in a new file. Returns its public key.

    Raises CommandError for a passphrase that is too short and for a file that is there already: a key is never overwritten.
    """
    if len(passphrase) < SHORTEST:
        raise CommandError(f"the passphrase is too short: take {SHORTEST} characters or more, such as four words")
    identity = pyrage.x25519.Identity.generate()
    made = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    plain = f"# created: {made}\n# public key: {identity.to_public()}\n{identity}\n"
    try:
        write_private(path, pyrage.passphrase.encrypt(plain.encode(), passphrase))
    except FileExistsError:
        raise CommandError(f"{path} is there already. Choose another name: a key is never overwritten") from None
    return str(identity.to_public())


def main(argv: list[str]) -> int:
    """Run the command; 0, or 2 with a message on standard error."""
    parser = argparse.ArgumentParser(prog="python -m llais keys")
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("new", help="make your key; prints its public half")
    making.add_argument("--to", type=Path, required=True, help="the new file, for instance identity.age")
    making.add_argument("--passphrase-file", type=Path, help="a file with its passphrase; else you are asked")
    making.set_defaults(run=_new)
    resealing = commands.add_parser("reseal", help="seal a review's answers to its keys of today")
    staff.ask_for_identity(resealing)
    resealing.add_argument("--review", default="", help="its reference; without it the Business Unit's box")
    resealing.add_argument("--key", action="append", default=[], help="first give the review this reviewer's public key (1 or 2)")
    resealing.set_defaults(run=_reseal)
    drill.add(commands.add_parser("drill", help="try whether the recovery key opens what is sealed to it, in three steps"))
    return staff.run("keys", parser, argv)


def _new(arguments: argparse.Namespace) -> None:
    public = new(arguments.to, _passphrase(arguments.passphrase_file))
    print(f"Your key is in {arguments.to}. Keep the file and its passphrase apart, and a copy of each.", file=sys.stderr)
    print(public)


def _reseal(arguments: argparse.Namespace) -> None:
    chosen, vault, held = settings(), staff.open_vault(), staff.identities(arguments)
    try:
        review = _review(vault, arguments.review, tuple(arguments.key))
        to = recipients.load(chosen.recipients, chosen.data_dir, chosen.recovery, chosen.reviewers).of(review)
    except (ReviewError, RecipientError) as problem:
        raise CommandError(f"{problem}. Nothing was sealed anew.") from None
    if not chosen.recovery:
        print("LLAIS_RECOVERY is not set: the recovery key will not open these answers.", file=sys.stderr)
    done = reseal.review(vault, held, arguments.review, to)
    print(f"{len(done.done)} sealed anew to {len(to)} keys.")
    if done.not_ours or done.damaged:
        left = f"{len(done.not_ours)} are not for this key, {len(done.damaged)} cannot be read"
        raise CommandError(f"{left}: {', '.join(done.not_ours + done.damaged)}. Use a key that opens them, or the recovery key.")


def _review(vault: Vault, reference: str, keys: tuple[str, ...]) -> Review | None:
    """The review, with new keys where any are given."""
    if not reference:
        return None
    review = vault.reviews.find(reference)
    if review is None:
        raise CommandError(f"there is no review {reference}.")
    if keys:
        review = replace(review, keys=keys)
        vault.reviews.change(review)
    return review


def _passphrase(file: Path | None) -> str:
    if file:
        return staff.passphrase_in(file)
    try:
        first, second = getpass.getpass("Passphrase for the new key: "), getpass.getpass("The same again: ")
    except EOFError:
        raise CommandError("no passphrase was given: use --passphrase-file") from None
    if first != second:
        raise CommandError("the two passphrases differ. Nothing was made: try again")
    return first
