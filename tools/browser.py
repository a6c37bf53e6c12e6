"""Finds Chromium for the tests, or installs it from the system's packages."""

from __future__ import annotations

import shutil
import sys

from tools import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium that runs."""
    for name in NAMES:
        path = shutil.which(name)
        if path and debian.runs(path, "--version"):
            return path
    return None


def main() -> int:
    """0 when there is a Chromium; 1 and what to do when there is none."""
    if not find():
        print("No Chromium yet: installing it from the system's packages ...")
        debian.install("chromium")
    if find():
        return 0
    print("The browser tests need Chromium. On Debian, as root: apt-get install chromium", file=sys.stderr)
    print("Elsewhere: put one of " + ", ".join(NAMES) + " on PATH.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
