"""Kept means committed, once; and when it cannot be kept, that is said."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from llais.answers import vault as vaults
from llais.answers.vault import Letter, Vault, VaultUnavailable


def letter(id_: str = "one", lookup: bytes | None = b"l" * 32) -> Letter:
    return Letter(id_, lookup, "age1abc", b"sealed bytes")


def test_a_kept_letter_is_there_for_another_process_at_once(vault: Vault, tmp_path: Path) -> None:
    vault.keep(letter())
    with sqlite3.connect(tmp_path / "llais.sqlite") as other:
        assert other.execute("select id, sealed from letters").fetchall() == [("one", b"sealed bytes")]
    assert vault.sealed("one") == b"sealed bytes"


def test_the_same_answer_twice_is_one_letter(vault: Vault) -> None:
    vault.keep(letter())
    vault.keep(letter())
    assert len(vault.entries()) == 1


def test_twenty_sends_of_one_answer_at_once_are_one_letter(vault: Vault) -> None:
    with ThreadPoolExecutor(20) as at_once:
        list(at_once.map(lambda _: vault.keep(letter()), range(20)))
    assert [one.id for one in vault.entries()] == ["one"]


def test_twenty_families_at_once_are_twenty_letters(vault: Vault) -> None:
    with ThreadPoolExecutor(20) as at_once:
        list(at_once.map(lambda n: vault.keep(letter(f"id{n}", bytes([n]) * 32)), range(20)))
    assert len(vault.entries()) == 20


def test_two_answers_never_share_a_code(vault: Vault) -> None:
    vault.keep(letter("one"))
    with pytest.raises(VaultUnavailable, match="same code"):
        vault.keep(letter("two"))


def test_the_lookup_of_a_code_says_when_its_answers_arrived(vault: Vault) -> None:
    assert vault.arrived(b"l" * 32) is None
    vault.keep(letter())
    arrived = vault.arrived(b"l" * 32)
    assert arrived and abs(arrived - datetime.now(UTC)) < timedelta(minutes=1)


def test_entries_are_oldest_first_with_their_size(vault: Vault) -> None:
    for n in range(3):
        vault.keep(letter(f"id{n}", bytes([n]) * 32))
    assert [(one.id, one.size) for one in vault.entries()] == [(f"id{n}", 12) for n in range(3)]


def test_an_unknown_id_is_a_key_error(vault: Vault) -> None:
    with pytest.raises(KeyError):
        vault.sealed("nobody")


def test_the_salt_is_made_once_however_many_ask(tmp_path: Path) -> None:
    vaults_ = [Vault(f"sqlite:///{tmp_path / 'v.sqlite'}") for _ in range(4)]
    with ThreadPoolExecutor(8) as at_once:
        salts = set(at_once.map(lambda n: vaults_[n % 4].salt(), range(8)))
    assert len(salts) == 1 and len(salts.pop()) == 16


def test_the_check_leaves_nothing_behind(vault: Vault) -> None:
    vault.check()
    assert vault.entries() == []


def test_a_full_disk_is_said(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "SPACE_NEEDED", 1 << 60)
    with pytest.raises(VaultUnavailable, match="nearly full"):
        vault.check()


def test_a_locked_database_is_said_and_tells_nothing_of_the_letter(vault: Vault, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "llais.sqlite", isolation_level=None)
    other.execute("begin exclusive")
    with vault._engine.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout=50")
    with pytest.raises(VaultUnavailable) as refused:
        vault.keep(letter())
    other.execute("rollback")
    assert "sealed bytes" not in str(refused.value) and refused.value.__cause__ is None
    vault.keep(letter())


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "v.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(VaultUnavailable, match="not a database"):
        Vault(f"sqlite:///{tmp_path / 'v.sqlite'}")


def test_what_is_kept_is_flushed_and_what_is_deleted_is_overwritten(vault: Vault) -> None:
    with vault._engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"pragma {name}").scalar() for name in ("journal_mode", "synchronous", "secure_delete")]
    assert pragmas == ["wal", 2, 1]
