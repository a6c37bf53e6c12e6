"""What a log may hold: JSON objects, a line each, of a few known facts; nothing of anybody."""

from __future__ import annotations

import json
import re
from pathlib import Path

FACTS = {"at", "level", "where", "message", "kind", "place"}
PERSONAL = {
    "words of a test's family": re.compile("zxq", re.I),
    "a family's code": re.compile(r"(?:\d[ -]?){16}"),
    "an address": re.compile(r"(?<![\d.])(?!127\.0\.0\.1)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,}"),
    "a mailbox": re.compile(r"[\w.]+@[\w.]+"),
    "what was asked for": re.compile(r"[?&](lang|form|question|section|key|version)="),
    "a private key": re.compile("AGE-SECRET-KEY", re.I),
}


def faults(line: str) -> list[str]:
    """What is wrong with a line of the log."""
    try:
        kept = json.loads(line)
    except ValueError:
        return [f"no JSON: {line}"]
    wrong = [] if isinstance(kept, dict) and {"at", "level", "where"} <= set(kept) <= FACTS else [f"other facts: {line}"]
    told = " ".join(str(value) for name, value in kept.items() if name != "at")
    return wrong + [f"{what}: {line}" for what, pattern in PERSONAL.items() if pattern.search(told)]


def read(file: Path) -> int:
    """Read a whole log; AssertionError for anything it must not hold. Returns how many lines it has."""
    lines = file.read_text("utf-8").splitlines()
    wrong = [fault for line in lines for fault in faults(line)]
    assert not wrong, wrong
    return len(lines)
