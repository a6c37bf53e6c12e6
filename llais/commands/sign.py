"""`python -m llais sign papers | language`: write into content/service.toml what was prepared, and what was signed off."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from llais import paths, signing
from llais.commands import staff
from llais.commands.check import readiness
from llais.commands.staff import CommandError
from llais.language import SOURCE
from llais.readiness import Readiness
from llais.settings import settings
from llais.speech import report

SERVICE = "service.toml"


def main(argv: list[str]) -> int:
    """Run the command; 0, or 2 with a message on standard error."""
    parser = argparse.ArgumentParser(prog="python -m llais sign")
    commands = parser.add_subparsers(required=True)
    about = "date the accessibility statement and the privacy notice, after you have read them and run make test"
    dating = commands.add_parser("papers", help=about, description=about)
    dating.add_argument("--again", action="store_true", help="also those that have not changed: the look once a year")
    dating.set_defaults(run=_papers)
    signing_off = commands.add_parser("language", help="sign a translation off: void for each text that changes after")
    signing_off.add_argument("tag", help="the language, for instance cy")
    signing_off.add_argument("--by", required=True, help="the role of whoever has read every text; no person's name")
    signing_off.set_defaults(run=_language)
    return staff.run("sign", parser, argv)


def _papers(chosen: argparse.Namespace) -> None:
    found, today = readiness(settings()), datetime.now(UTC).date()
    equal = report.verdict(report.standings(found.soundbank)) == "equal"
    names = [name for name in signing.DATED if chosen.again or _void(found, name, equal)]
    for name in names:
        digests = {tag: f'"{signing.paper(found.source.papers[name], words)}"' for tag, words in found.words.items()}
        put(paths.CONTENT / SERVICE, f"papers.{name}", {"on": today.isoformat(), **_sound(found, name, equal), **digests})
    print(f"Dated {today.isoformat()}: {', '.join(names)}." if names else "Nothing has changed since the day they were prepared.")


def _sound(found: Readiness, name: str, equal: bool) -> dict[str, str]:
    return {"equal": str(equal).lower()} if signing.hears(found.source.papers[name]) else {}


def _void(found: Readiness, name: str, equal: bool) -> bool:
    prepared = found.source.service.papers.get(name)
    return bool(signing.holds(prepared, found.source.papers[name], found.words, equal, found.now))


def _language(chosen: argparse.Namespace) -> None:
    found, today = readiness(settings()), datetime.now(UTC).date()
    if chosen.tag == SOURCE or chosen.tag not in found.words:
        known = ", ".join(tag for tag in found.words if tag != SOURCE)
        raise CommandError(f"there is no translation {chosen.tag}. There are: {known}.")
    if not chosen.by.strip() or not chosen.by.isprintable():
        raise CommandError("say the role of whoever signs: --by \"Welsh Language Officer\".")
    texts = signing.texts(found.source, found.words[chosen.tag])
    _replace(signing.record(paths.LOCALES, chosen.tag), json.dumps(texts, indent=0, sort_keys=True) + "\n")
    values = {"by": json.dumps(chosen.by.strip(), ensure_ascii=False), "on": today.isoformat()}
    put(paths.CONTENT / SERVICE, f"signed.{chosen.tag}", values | {"texts": f'"{signing.list_digest(texts)}"'})
    print(f"{len(texts)} texts of {chosen.tag} are signed off by {chosen.by.strip()}, {today.isoformat()}.")


def put(file: Path, table: str, values: Mapping[str, str]) -> None:
    """Write a table of a TOML file in place of the one of that name, or at its end. Comments and all else stay."""
    text, block = file.read_text("utf-8"), "".join(f"{name} = {value}\n" for name, value in values.items())
    old = re.compile(rf"^\[{re.escape(table)}\]\n(?:[^\[#\s].*\n)*", re.MULTILINE)
    new = f"[{table}]\n{block}"
    _replace(file, old.sub(lambda _: new, text, count=1) if old.search(text) else f"{text.rstrip()}\n\n{new}")


def _replace(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.part")
    draft.write_text(text, "utf-8")
    os.replace(draft, file)
