"""Whom answers are sealed to; and with nobody set, a practice key."""

from __future__ import annotations

import os
from pathlib import Path

import pyrage
import pytest

from llais.answers import identity, recipients
from llais.answers.recipients import PRACTICE_FILE, RecipientError
from tests.unit.race import at_once

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


def test_a_refused_key_is_shown_by_its_beginning_only(tmp_path: Path) -> None:
    secret = str(Identity.generate())
    with pytest.raises(RecipientError, match="key 1") as refused:
        recipients.load(secret, tmp_path)
    assert secret[:12] in str(refused.value) and secret[:20] not in str(refused.value)


@pytest.mark.parametrize("setting", [",", " ; ", "\n,\n"])
def test_a_setting_that_names_nobody_is_refused_and_never_quietly_practice(tmp_path: Path, setting: str) -> None:
    with pytest.raises(RecipientError, match="holds no key"):
        recipients.load(setting, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("setting", ["", "  ", "\n"])
def test_with_no_key_set_a_practice_key_is_made_for_its_owner_only(tmp_path: Path, setting: str) -> None:
    found = recipients.load(setting, tmp_path)
    file = tmp_path / PRACTICE_FILE
    assert found.practice and os.stat(file).st_mode & 0o777 == 0o600
    assert file.read_text().startswith("# Practice key: do not use with real families\n# public key: age1")
    (opened,) = identity.read(file.read_bytes())
    assert (str(opened.to_public()),) == found.keys == recipients.load(setting, tmp_path).keys


def test_there_is_one_practice_key_however_many_processes_ask_first(tmp_path: Path) -> None:
    for round_ in range(5):
        found = at_once(lambda folder=tmp_path / str(round_): recipients.load("", folder).keys)
        assert set(found) == {recipients.load("", tmp_path / str(round_)).keys}
        assert [file.name for file in (tmp_path / str(round_) / "practice").iterdir()] == ["identity.txt"]


@pytest.mark.parametrize("spoiled", [b"", b"AGE-SECRET-KEY-1NOTONE", b"\xff\xfe"])
def test_a_spoiled_practice_key_is_said_with_what_to_do(tmp_path: Path, spoiled: bytes) -> None:
    recipients.load("", tmp_path)
    (tmp_path / PRACTICE_FILE).write_bytes(spoiled)
    with pytest.raises(RecipientError, match="is damaged. Move it away"):
        recipients.load("", tmp_path)
