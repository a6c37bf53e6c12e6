"""Finds nginx for the tests, or unpacks it beside the project: an installed one would start to serve at once."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from llais.paths import ROOT
from tools import debian

FOLDER = ROOT / ".venv" / "nginx"
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", str(FOLDER / "usr" / "sbin")])


def find() -> str | None:
    """The path of an nginx that runs."""
    path = shutil.which("nginx", path=PATH)
    return path if path and debian.runs(path, "-v") else None


def types() -> Path:
    """Its list of media types."""
    return next(file for file in (Path("/etc/nginx/mime.types"), FOLDER / "etc" / "nginx" / "mime.types") if file.exists())


def main() -> int:
    """0 when there is an nginx; 1 and what to do when there is none."""
    for packages in (("nginx", "nginx-common"), ("nginx-core",)):  # Ubuntu has the program in the second
        if not find():
            debian.unpack(FOLDER, *packages)
    if find():
        return 0
    print("The test of several processes needs nginx. On Debian, as root: apt-get install nginx", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
