"""`python -m llais kiosk`: the app on a screen that strangers share; `kiosk policy`: what Chromium must not do."""

from __future__ import annotations

import argparse
import logging
import signal

from llais import content, language, paths
from llais.commands import staff
from llais.commands.staff import CommandError
from llais.kiosk import chromium, waiting
from llais.kiosk.screen import Screen
from llais.settings import settings


def main(argv: list[str]) -> int:
    """Run the kiosk until it is told to stop; 0 then, 2 when it cannot begin."""
    own, extra = _split(argv)
    what = "Show the app full screen to one visitor after another. What comes after -- is for Chromium."
    parser = argparse.ArgumentParser(prog="python -m llais kiosk", description=what)
    parser.add_argument("what", nargs="?", choices=["policy"], help="print Chromium's policy (docs/kiosk.md)")
    parser.add_argument("--url", default="", help="where the app is (this machine, LLAIS_PORT)")
    parser.add_argument("--chromium", default="", help="the program, where it is not found by itself")
    parser.set_defaults(run=lambda chosen: _policy(chosen) if chosen.what else _show(chosen, extra))
    return staff.run("kiosk", parser, own)


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    """What is for us, and what comes after -- for Chromium."""
    at = argv.index("--") if "--" in argv else len(argv)
    return argv[:at], argv[at + 1 :]


def _address(chosen: argparse.Namespace) -> str:
    url = (chosen.url or f"http://localhost:{settings().port}").rstrip("/") + "/"
    if not url.startswith(("http://", "https://")):
        raise CommandError(f"{chosen.url} is not the address of the app: it begins with http:// or https://.")
    return url


def _policy(chosen: argparse.Namespace) -> None:
    print(chromium.policy(_address(chosen), settings().printer))


def _show(chosen: argparse.Namespace, extra: list[str]) -> None:
    logging.basicConfig(level=logging.INFO, format="kiosk: %(message)s")
    try:
        program = chromium.find(chosen.chromium)
    except chromium.NoChromium as problem:
        raise CommandError(str(problem)) from None
    screen = Screen(program, _address(chosen), waiting.address(_words()), extra, settings().printer)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: screen.stop())
    screen.run()


def _words() -> list[tuple[str, str]]:
    source = content.load(paths.CONTENT)
    return [(one.tag, language.Words.load(one, source, paths.LOCALES)("kiosk.wait")) for one in language.languages(paths.LOCALES)]
