"""`python -m llais language check|export|import`: the gate for every language, and the translator's spreadsheet."""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import tee
from pathlib import Path

from llais.commands import staff
from llais.commands.staff import FAILED, CommandError
from llais.content import ContentError
from llais.fault import Fault
from llais.language import SOURCE, LanguageError
from llais.translation import gate, intake, workbook
from llais.translation.intake import IntakeError
from llais.translation.product import Product
from llais.translation.welsh import NoDictionary


def main(argv: list[str]) -> int:
    """Run the command; 0 when all is well, 1 when a check finds something, 2 when it cannot be done."""
    if argv[:1] == ["check"]:
        argparse.ArgumentParser(prog="python -m llais language check", description=check.__doc__).parse_args(argv[1:])
        return check()
    parser = argparse.ArgumentParser(prog="python -m llais language")
    commands = parser.add_subparsers(required=True)
    commands.add_parser("check", help="look for everything that is wrong with the words of any language")
    giving = commands.add_parser("export", help="one spreadsheet for a translator of each language")
    giving.add_argument("--language", action="append", help="only this language; may be given again")
    giving.add_argument("--to", type=Path, default=Path(), help="the folder for llais-cy.xlsx (here)")
    giving.set_defaults(run=_export)
    taking = commands.add_parser("import", help="take back a translator's spreadsheet")
    taking.add_argument("file", type=Path, help="llais-cy.xlsx")
    taking.add_argument("--dry-run", action="store_true", help="say what would be taken, and take nothing")
    taking.set_defaults(run=_import)
    return staff.run("language", parser, argv)


def check() -> int:
    """Print every fault, a line each. 1 when there are any, 2 when something needed is not installed, else 0."""
    product = Product()
    try:
        found = gate.faults(product)
        screens, told = _screens() if set(gate.usable(product)) == {one.tag for one in product.languages} else ([], "")
    except NoDictionary as problem:
        print(f"language: {problem}", file=sys.stderr)
        return FAILED
    except (ContentError, LanguageError, ValueError) as problem:
        print(problem)
        return 1
    for one in (*found, *screens):
        print(one)
    if found or screens:
        print(f"language: {len(found) + len(screens)} faults. Mend them, then run this again.", file=sys.stderr)
        return 1
    print(f"Whole: {gate.counted(product)}; {told}.")
    return 0


def _screens() -> tuple[list[Fault], str]:
    """What the languages' screens differ in or lack in Easy Read, and how many screens were looked at."""
    from llais.rehearsal import easy, parity, tour  # Streamlit takes its time: only what paints needs it
    from pages.family import PAGES

    with tempfile.TemporaryDirectory() as folder:
        every, painted = tee(tour.stops(PAGES, Path(folder)))
        found, count = parity.look(every)
        lacking = easy.look(painted)
    return [*found, *lacking], f"{count} screens, each in every language and form"


def _export(arguments: argparse.Namespace) -> None:
    product = Product()
    wanted = arguments.language or list(product.translations)
    for tag in wanted:
        if tag not in product.translations:
            told = f"there are no catalogs of {tag}" if tag != SOURCE else "English is the source: it stands in content/"
            raise CommandError(f"{told}. To begin a language: python -m llais catalogs TAG.")
        arguments.to.mkdir(parents=True, exist_ok=True)
        file = arguments.to / f"llais-{tag}.xlsx"
        with file.open("xb") as made:
            made.write(workbook.xlsx(product, tag))
        print(f"{file}: {workbook.told(product, tag)}")


def _import(arguments: argparse.Namespace) -> None:
    try:
        taken = intake.take(Product(), arguments.file.read_bytes(), keep=not arguments.dry_run)
    except IntakeError as problem:
        raise CommandError(f"{arguments.file}: {problem}") from None
    for line in (*taken.taken, *taken.warned, *taken.refused):
        print(line)
    print(f"{len(taken.taken)} taken, {len(taken.refused)} refused, {len(taken.warned)} warnings.")
    if taken.taken and not arguments.dry_run:
        print("Now run: python -m llais language check; make speech")
    if taken.refused:
        raise CommandError("some were refused: mend them in the spreadsheet and take it again. What was taken stays.")
