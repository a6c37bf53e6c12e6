"""Commands for staff: python -m llais answers|keys|speech|catalogs ..."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

COMMANDS = {
    ("answers",): "llais.answers.command",
    ("keys",): "llais.answers.keys",
    ("speech", "build"): "llais.speech.build",
    ("speech", "report"): "llais.speech.report",
    ("catalogs",): "llais.catalogs",
}


def main(argv: list[str]) -> int:
    """Run the command that the arguments name; 2 and a list of commands when they name none."""
    for words, module in COMMANDS.items():
        if tuple(argv[: len(words)]) == words:
            run: Callable[[list[str]], int] = import_module(module).main
            return run(argv[len(words) :])
    known = "\n  ".join("python -m llais " + " ".join(words) for words in COMMANDS)
    print(f"Say what to do:\n  {known}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
