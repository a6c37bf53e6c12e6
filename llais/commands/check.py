"""`python -m llais check`: whether real families may use this, and what is missing."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator

from llais import content, paths
from llais.answers import recipients
from llais.answers.recipients import RecipientError
from llais.answers.vault import Vault, VaultUnavailable
from llais.commands import staff
from llais.commands.staff import CommandError
from llais.settings import Settings, settings


def main(argv: list[str]) -> int:
    """Say what is missing; 0 when nothing is."""
    parser = argparse.ArgumentParser(prog="python -m llais check", description="Whether real families may use this.")
    parser.set_defaults(run=_check)
    return staff.run("check", parser, argv)


def missing(chosen: Settings) -> Iterator[str]:
    """What must be set right before real families use it, in words for staff."""
    yield from _keys(chosen)
    yield from _vault(chosen)
    yield from _times(chosen)
    service = content.load(paths.CONTENT).service
    unsure = [name for name, names in service.names.items() if not names.confirmed]
    if unsure:
        yield f"the Board has not confirmed these names in content/service.toml: {', '.join(unsure)}"


def _times(chosen: Settings) -> Iterator[str]:
    if chosen.test_times:
        yield "LLAIS_TEST_TIMES is set: times are too short for people. Take it out"
    if chosen.place == "kiosk" and not chosen.idle:
        yield "LLAIS_IDLE is false on a kiosk: whoever leaves without Finish leaves their answers to the next person"


def _keys(chosen: Settings) -> Iterator[str]:
    try:
        found = recipients.load(chosen.recipients, chosen.data_dir, chosen.recovery, chosen.reviewers)
    except RecipientError as problem:
        yield str(problem)
        return
    if found.practice:
        yield "practice mode: set LLAIS_RECIPIENTS to the public key of the Business Unit"
    if not found.recovery:
        yield "no recovery key: set LLAIS_RECOVERY to the Board's offline public key, or a lost key loses voices for good"


def _vault(chosen: Settings) -> Iterator[str]:
    try:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
        vault = Vault(chosen.vault_url)
        vault.check()
    except (VaultUnavailable, OSError) as problem:
        yield str(problem)
        return
    if vault.entries() and not (chosen.data_dir / "pepper").exists():
        yield f"{chosen.data_dir / 'pepper'} is missing: restore it, or no family's code works"
    if shutil.disk_usage(chosen.data_dir).free < 1 << 30:
        yield f"less than 1 GB is free beside {chosen.data_dir}"


def _check(_: argparse.Namespace) -> None:
    found = list(missing(settings()))
    for one in found:
        print(f"- {one}")
    if found:
        raise CommandError("not ready for real families.")
    print("Ready.")
