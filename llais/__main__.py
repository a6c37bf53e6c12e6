"""Commands for staff: python -m llais answers|keys|retention|backup ..."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

COMMANDS = {
    ("answers",): "llais.commands.answers:main",
    ("keys",): "llais.commands.keys:main",
    ("speech", "build"): "llais.commands.speech:main",
    ("speech", "report"): "llais.speech.report:main",
    ("speech", "export"): "llais.commands.recordings:export",
    ("speech", "import"): "llais.commands.recordings:bring",
    ("catalogs",): "llais.catalogs:main",
    ("retention",): "llais.commands.keeping:retention",
    ("hold",): "llais.commands.keeping:hold",
    ("audit",): "llais.commands.keeping:audit",
    ("backup",): "llais.commands.keeping:backup",
    ("restore",): "llais.commands.keeping:restore",
    ("sign",): "llais.commands.sign:main",
    ("check",): "llais.commands.check:main",
    ("kiosk",): "llais.commands.kiosk:main",
    ("language",): "llais.commands.language:main",
    ("static",): "llais.commands.static:main",
}


def main(argv: list[str]) -> int:
    """Run the command that the arguments name; 2 and a list of commands when they name none."""
    for words, place in COMMANDS.items():
        if tuple(argv[: len(words)]) == words:
            module, _, function = place.partition(":")
            run: Callable[[list[str]], int] = getattr(import_module(module), function)
            return run(argv[len(words) :])
    known = "\n  ".join("python -m llais " + " ".join(words) for words in COMMANDS)
    print(f"Say what to do:\n  {known}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
