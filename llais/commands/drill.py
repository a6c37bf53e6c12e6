"""`python -m llais keys drill`: whether the offline recovery key really opens what is sealed to it."""

from __future__ import annotations

import argparse
from pathlib import Path

from llais.answers import drill, recipients
from llais.answers.drill import DrillError
from llais.answers.envelope import EnvelopeError
from llais.answers.recipients import RecipientError
from llais.commands import staff
from llais.commands.staff import CommandError
from llais.settings import settings


def add(parser: argparse.ArgumentParser) -> None:
    """The options of the drill's three steps."""
    steps = parser.add_mutually_exclusive_group(required=True)
    steps.add_argument("--to", type=Path, help="where the families' app runs: make a test file, sealed to LLAIS_RECOVERY")
    steps.add_argument("--open", type=Path, help="where the recovery key is kept: open the test file and tell its word")
    steps.add_argument("--word", help="where the families' app runs: write down that it was opened")
    staff.ask_for_identity(parser, required=False)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> None:
    if arguments.open:
        _open(arguments)
        return
    chosen = settings()
    try:
        keys = recipients.load(chosen.recipients, chosen.data_dir, chosen.recovery, chosen.reviewers).recovery
    except RecipientError as problem:
        raise CommandError(str(problem)) from None
    if not keys:
        raise CommandError("LLAIS_RECOVERY is not set: set it to the Board's offline public key.")
    vault = staff.open_vault(make=True)
    if arguments.to:
        drill.begin(keys, arguments.to, chosen.data_dir)
        print(f"Carry {arguments.to} to where the recovery key is kept.")
        print("There: python -m llais keys drill --open FILE --identity KEY")
        return
    try:
        drill.finish(keys, arguments.word, vault.store, chosen.data_dir)
    except DrillError as problem:
        raise CommandError(f"{problem}.") from None
    print("Written down: the recovery key opens what is sealed to it.")


def _open(arguments: argparse.Namespace) -> None:
    if not arguments.identity:
        raise CommandError("give the recovery key with --identity FILE.")
    try:
        word = drill.word_in(arguments.open.read_bytes(), staff.identities(arguments))
    except EnvelopeError as problem:
        raise CommandError(f"{arguments.open} does not open with this key: {problem}. Look for the right key at once.") from None
    print(f"It opens. Tell whoever runs Llais this word: {word}")
