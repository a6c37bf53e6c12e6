"""Starting: an app that cannot start rightly says why, in one line for staff, and does not start."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from llais.settings import faults

Made = TypeVar("Made")


def or_say_why(make: Callable[[], Made]) -> Made:
    """What `make` makes. Content, catalogs and settings that cannot be used end the process with exit code 1."""
    try:
        return make()
    except ValidationError as problem:
        lines = faults(problem)
    except ValueError as problem:  # ContentError, LanguageError, an unreadable manifest
        lines = [str(problem)]
    print("Llais cannot start:", *lines, sep="\n  ", file=sys.stderr)
    raise SystemExit(1)
