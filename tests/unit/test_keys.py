"""A reviewer's key: protected, never overwritten, and the public half is what is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from llais.answers import envelope, identity
from llais.paths import ROOT
from tests.conftest import answers


def make(folder: Path, words: str, name: str = "identity.age") -> subprocess.CompletedProcess[str]:
    (folder / "words.txt").write_text(words + "\n")
    arguments = ["keys", "new", "--to", str(folder / name), "--passphrase-file", str(folder / "words.txt")]
    return subprocess.run([sys.executable, "-m", "llais", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_a_new_key_opens_what_is_sealed_to_what_it_printed(tmp_path: Path) -> None:
    done = make(tmp_path, "four everyday words here")
    assert done.returncode == 0
    file = tmp_path / "identity.age"
    assert os.stat(file).st_mode & 0o777 == 0o600 and b"AGE-SECRET" not in file.read_bytes()
    opened = identity.read(file.read_bytes(), "four everyday words here")
    assert envelope.open_sealed(envelope.seal(answers(), [done.stdout.strip()]), opened) == answers()


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "identity.age").write_text("precious")
    done = make(tmp_path, "four everyday words here")
    assert done.returncode == 2 and "never overwritten" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "identity.age").read_text() == "precious"


@pytest.mark.parametrize(("words", "name", "told"), [("short", "identity.age", "too short"), ("four everyday words", "no/such.age", "No such file")])
def test_what_is_wrong_is_said_and_nothing_is_made(tmp_path: Path, words: str, name: str, told: str) -> None:
    done = make(tmp_path, words, name)
    assert done.returncode == 2 and told in done.stderr and done.stdout == ""
    assert not (tmp_path / "identity.age").exists()
