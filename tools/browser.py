"""Finds Chromium for the tests, or installs it from the system's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium that runs. Ubuntu's stub for a snap that is not there does not count."""
    for name in NAMES:
        path = shutil.which(name)
        if path and _runs(path):
            return path
    return None


def _runs(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install() -> None:
    """By apt, as root or by a sudo that asks nothing."""
    if not shutil.which("apt-get"):
        return
    if os.geteuid() and not shutil.which("sudo"):
        return
    # sudo drops the environment, so what must not ask is said after it.
    before = [*(["sudo", "-n"] if os.geteuid() else []), "env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        subprocess.run([*before, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """0 when there is a Chromium; 1 and what to do when there is none."""
    if not find():
        print("No Chromium yet: installing it from the system's packages ...")
        _install()
    found = find()
    if found:
        return 0
    print("The browser tests need Chromium. On Debian, as root: apt-get install chromium", file=sys.stderr)
    print("Elsewhere: put one of " + ", ".join(NAMES) + " on PATH.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
