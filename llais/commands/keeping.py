"""`python -m llais retention | hold | audit | backup | restore`: keeping, deleting, and showing that it was done."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from llais.answers import audit as trail
from llais.answers import bundle, trial
from llais.answers import retention as keeping
from llais.answers.bundle import BundleError
from llais.answers.reviews import held
from llais.commands import staff
from llais.commands.staff import CommandError
from llais.settings import settings

SUFFIX = ".llais"


def retention(argv: list[str]) -> int:
    """Delete what is due."""
    parser = argparse.ArgumentParser(prog="python -m llais retention", description="Delete what is due. Content is never shown.")
    parser.add_argument("--dry-run", action="store_true", help="only say what is due")
    parser.set_defaults(run=_retention)
    return staff.run("retention", parser, argv)


def hold(argv: list[str]) -> int:
    """Set or lift a legal hold."""
    parser = argparse.ArgumentParser(prog="python -m llais hold", description="A legal hold: nothing of a review is deleted.")
    parser.add_argument("reference", help="the review")
    parser.add_argument("state", choices=("on", "off"))
    parser.add_argument("--why", required=True, help="the reason, without any name: it goes into the audit trail")
    parser.set_defaults(run=_hold)
    return staff.run("hold", parser, argv)


def audit(argv: list[str]) -> int:
    """Show the audit trail and whether it is whole."""
    parser = argparse.ArgumentParser(prog="python -m llais audit", description="The audit trail, and whether it is whole.")
    parser.set_defaults(run=_audit)
    return staff.run("audit", parser, argv)


def backup(argv: list[str]) -> int:
    """Make a backup."""
    parser = argparse.ArgumentParser(prog="python -m llais backup", description="A backup, still sealed. The app may run.")
    parser.add_argument("--to", type=Path, required=True, help="a folder: the backup is named by its date")
    parser.add_argument("--keep-days", type=int, default=30, help="older backups in the folder are deleted (30)")
    parser.set_defaults(run=_backup)
    return staff.run("backup", parser, argv)


def restore(argv: list[str]) -> int:
    """Bring back what a backup holds and the vault has lost."""
    about = "Bring back what is missing. What is there stays; what was deleted since stays deleted. The app may run."
    parser = argparse.ArgumentParser(prog="python -m llais restore", description=about)
    parser.add_argument("--from", dest="source", type=Path, required=True, help="the backup")
    parser.add_argument("--try", dest="only_try", action="store_true", help="only try it, in a vault that is thrown away")
    parser.set_defaults(run=_restore)
    return staff.run("restore", parser, argv)


def _retention(arguments: argparse.Namespace) -> None:
    chosen, vault = settings(), staff.open_vault()
    if arguments.dry_run:
        found = keeping.due(vault, chosen.retention_days, datetime.now(UTC))
    else:
        found = keeping.carry_out(vault, chosen.retention_days, chosen.data_dir)
    for one in found:
        print(f"{one.id}  {one.why}")
    print(f"{len(found)} {'due' if arguments.dry_run else 'deleted'}.")


def _hold(arguments: argparse.Namespace) -> None:
    vault = staff.open_vault()
    review = vault.reviews.find(arguments.reference)
    if review is None:
        known = ", ".join(one.reference for one in vault.reviews.all()) or "none"
        raise CommandError(f"there is no review {arguments.reference}. There are: {known}.")
    vault.reviews.change(held(review, arguments.state == "on"))
    with vault.store.changing() as connection:
        trail.write(connection, f"hold {arguments.state}", review.reference, arguments.why)
    print(f"Legal hold of {review.reference}: {arguments.state}.")


def _audit(arguments: argparse.Namespace) -> None:
    found = trail.lines(staff.open_vault().store)
    for line in found:
        print(f"{line.number}  {line.at[:19]}Z  {line.event}  {line.subject}  {line.why}")
    if wrong := trail.faults(found, settings().data_dir):
        raise CommandError(f"the trail is not whole: {'; '.join(wrong)}. Compare it with a backup.")
    print(f"{len(found)} lines, whole.")


def _backup(arguments: argparse.Namespace) -> None:
    now = datetime.now(UTC)
    arguments.to.mkdir(parents=True, exist_ok=True)
    file = arguments.to / f"llais-{now:%Y-%m-%dT%H%M%S}Z{SUFFIX}"
    letters = bundle.write(staff.open_vault().store, file, bundle.BACKED_UP)
    old = [one for one in arguments.to.glob(f"llais-*Z{SUFFIX}") if _made(one) < now - timedelta(days=arguments.keep_days)]
    for one in old:
        one.unlink()
    print(f"{letters} letters in {file}. {len(old)} backups older than {arguments.keep_days} days deleted.")
    print(f"Keep {settings().data_dir / 'pepper'} too, in another place: without it no family's code works.")


def _made(file: Path) -> datetime:
    return datetime.strptime(file.name, f"llais-%Y-%m-%dT%H%M%SZ{SUFFIX}").replace(tzinfo=UTC)


def _restore(arguments: argparse.Namespace) -> None:
    try:
        if arguments.only_try:
            letters = trial.of_backup(staff.open_vault(), arguments.source, settings().data_dir)
            print(f"{arguments.source} is good: it brings {letters} letters back. That is written down.")
            return
        taken = bundle.take_in(staff.open_vault(make=True).store, arguments.source, settings().data_dir, bundle.BACKED_UP)
    except BundleError as problem:
        raise CommandError(f"{problem}.") from None
    print(f"{taken.added} brought back, {taken.renewed} renewed, {taken.deleted} deleted again.")
