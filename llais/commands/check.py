"""`python -m llais check`: whether real families may use this, what is missing, and how it is done."""

from __future__ import annotations

import argparse

from llais import content, paths
from llais.answers.vault import Vault
from llais.commands import staff
from llais.commands.staff import CommandError
from llais.language import SOURCE
from llais.readiness import Readiness
from llais.settings import Settings, settings
from llais.speech.soundbank import Soundbank


def main(argv: list[str]) -> int:
    """Say what is done and what is missing; 0 when nothing is."""
    parser = argparse.ArgumentParser(prog="python -m llais check", description="Whether real families may use this.")
    parser.set_defaults(run=_check)
    return staff.run("check", parser, argv)


def readiness(chosen: Settings) -> Readiness:
    """The product as these settings have it. Raises CommandError where content/ or a catalog cannot be used."""
    try:
        source = content.load(paths.CONTENT)
        soundbank, words = Soundbank.load(chosen.recordings_dir)
    except ValueError as problem:
        raise CommandError(f"{problem}. Mend it first.") from None
    return Readiness(chosen, source, words, soundbank, lambda: _vault(chosen))


def _vault(chosen: Settings) -> Vault:
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    return Vault(chosen.vault_url)


def _check(_: argparse.Namespace) -> None:
    found = readiness(settings())
    words, checks = found.words[SOURCE], list(found.checks())
    missing = [one for one in checks if not one.done]
    _list(words("ready.done"), [one.what(words) for one in checks if one.done])
    _list(words("ready.to_do"), [f"{one.what(words)}\n    {one.how(words)}" for one in missing])
    print(words("ready.count", done=len(checks) - len(missing), n=len(checks)))
    if missing:
        raise CommandError("not ready for real families.")
    print(words("ready.all"))


def _list(title: str, lines: list[str]) -> None:
    if lines:
        print(title, *(f"  - {line}" for line in lines), "", sep="\n")
