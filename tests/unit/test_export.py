"""What arrived, from a shell: all of it, byte for byte, and clear words when it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from llais.answers import envelope
from llais.answers.vault import Letter, Vault
from llais.paths import ROOT
from tests.conftest import answers

Identity = pyrage.x25519.Identity
TEXT = "Fe ddywedais i “na” \n\t <i> 🌧"


@pytest.fixture
def data(tmp_path: Path, reviewer: Identity) -> Path:
    """A data folder with an answer for the reviewer and one for somebody else."""
    vault = Vault(f"sqlite:///{tmp_path / 'llais.sqlite'}")
    for id_, key, lookup in (("a" * 32, reviewer, b"1" * 32), ("b" * 32, Identity.generate(), b"2" * 32)):
        vault.keep(Letter(id_, lookup, "age1abc", envelope.seal(answers(TEXT, id_), [str(key.to_public())])))
    vault.close()
    (tmp_path / "key.txt").write_text(f"{reviewer}\n")
    return tmp_path


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"LLAIS_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "llais", "answers", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def test_list_shows_what_arrived_and_nothing_of_it(data: Path) -> None:
    done = run(data, "list")
    assert done.returncode == 0 and "2 arrived." in done.stdout and "canary" not in done.stdout
    rows = json.loads(run(data, "list", "--json").stdout)
    assert [row["id"] for row in rows] == ["a" * 32, "b" * 32]


def test_export_gives_words_and_sound_byte_for_byte_and_can_be_run_again(data: Path) -> None:
    done = run(data, "export", "--identity", str(data / "key.txt"), "--to", str(data / "out"))
    assert done.returncode == 0 and "1 written" in done.stdout and "1 not for this key" in done.stdout
    (folder,) = (data / "out").iterdir()
    document = json.loads((folder / "answers.json").read_text("utf-8"))
    assert document["answers"][0]["text"] == TEXT
    assert (folder / document["answers"][0]["recordings"][0]["file"]).read_bytes() == b"\x1a\x45\xdf\xa3 canary sound"
    assert all(os.stat(file).st_mode & 0o077 == 0 for file in folder.iterdir())
    assert "1 there already" in run(data, "export", "--identity", str(data / "key.txt"), "--to", str(data / "out")).stdout


def test_a_protected_identity_opens_with_its_passphrase_file(data: Path, reviewer: Identity) -> None:
    (data / "locked.age").write_bytes(pyrage.passphrase.encrypt(f"{reviewer}\n".encode(), "secret words"))
    (data / "words.txt").write_text("secret words\n")
    chosen = ("--identity", str(data / "locked.age"), "--to", str(data / "out"))
    assert run(data, "export", *chosen, "--passphrase-file", str(data / "words.txt")).returncode == 0
    (data / "words.txt").write_text("other words\n")
    refused = run(data, "export", *chosen, "--passphrase-file", str(data / "words.txt"))
    assert refused.returncode == 2 and "does not open the identity" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--identity", "nowhere.txt", "--to", "out"), "No such file"),
        (("export", "--identity", "README.md", "--to", "out"), "README.md: this file"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(data: Path, arguments: tuple[str, ...], told: str) -> None:
    done = run(data, *arguments)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_a_folder_without_a_vault_is_said(tmp_path: Path) -> None:
    done = run(tmp_path, "list")
    assert done.returncode == 2 and "Set LLAIS_DATA_DIR" in done.stderr
