"""Programs that the tests need, from the system's own packages: installed, or only unpacked beside the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def runs(path: str, *arguments: str) -> bool:
    """Whether a program is there and starts. Ubuntu's stub for a snap that is not there does not."""
    try:
        return subprocess.run([path, *arguments], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install(*packages: str) -> None:
    """By apt, as root or by a sudo that asks nothing. What cannot be installed is found out by looking for it."""
    _apt_as_root("update", "-qq")
    _apt_as_root("install", "-y", "-qq", "--no-install-recommends", *packages)


def unpack(folder: Path, *packages: str) -> None:
    """Only the files, into a folder: nothing of the system changes, and no service is started. Where apt has its lists, no
    rights are needed."""
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        return
    with tempfile.TemporaryDirectory() as place:
        if not _download(place, *packages):
            _apt_as_root("update", "-qq")
            _download(place, *packages)
        for file in Path(place).glob("*.deb"):
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(["dpkg", "-x", str(file), str(folder)], stdin=subprocess.DEVNULL, check=False)


def _download(place: str, *packages: str) -> bool:
    done = subprocess.run(["apt-get", "download", "-qq", *packages], cwd=place, stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode == 0


def _apt_as_root(*arguments: str) -> None:
    if not shutil.which("apt-get") or (os.geteuid() and not shutil.which("sudo")):
        return
    # sudo drops the environment, so what must not ask is said after it.
    before = [*(["sudo", "-n"] if os.geteuid() else []), "env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run([*before, "apt-get", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
