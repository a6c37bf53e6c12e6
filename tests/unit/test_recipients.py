"""Whom answers are sealed to, and the reviewer's own identity file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pyrage
import pytest

from llais.answers import identity, recipients
from llais.answers.identity import NeedsPassphrase, NotAnIdentity, WrongPassphrase
from llais.answers.recipients import PRACTICE_FILE, RecipientError

Identity = pyrage.x25519.Identity


def test_keys_may_be_separated_by_spaces_commas_and_lines(tmp_path: Path) -> None:
    keys = [str(Identity.generate().to_public()) for _ in range(3)]
    found = recipients.load(f" {keys[0]}, {keys[1]}\n{keys[2]} {keys[0]} ", tmp_path)
    assert found.keys == tuple(keys) and not found.practice
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", ["age1wrong", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1XYZ"])
def test_a_key_that_is_none_is_named(tmp_path: Path, bad: str) -> None:
    good = str(Identity.generate().to_public())
    with pytest.raises(RecipientError, match="key 2 .* is not an age public key. Give public keys"):
        recipients.load(f"{good} {bad}", tmp_path)


def test_with_no_key_set_there_is_one_practice_key_however_many_ask_first(tmp_path: Path) -> None:
    found: set[str] = set()
    threads = [threading.Thread(target=lambda: found.update(recipients.load("", tmp_path).keys)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    file = tmp_path / PRACTICE_FILE
    assert len(found) == 1 and os.stat(file).st_mode & 0o777 == 0o600
    assert "do not use with real families" in file.read_text()
    (opened,) = identity.read(file.read_bytes())
    assert {str(opened.to_public())} == found


def test_a_plain_and_a_protected_identity_file_open(reviewer: Identity) -> None:
    plain = f"# created: today\n{reviewer}\n".encode()
    protected = pyrage.passphrase.encrypt(plain, "correct horse")
    for opened in (identity.read(plain), identity.read(protected, "correct horse")):
        assert str(opened[0]) == str(reviewer)
    with pytest.raises(NeedsPassphrase):
        identity.read(protected)
    with pytest.raises(WrongPassphrase):
        identity.read(protected, "wrong")


@pytest.mark.parametrize("data", [b"", b"# only a comment", b"hello", b"\xff\xfe", b"AGE-SECRET-KEY-1NOTONE"])
def test_a_file_that_is_no_identity_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnIdentity):
        identity.read(data)
