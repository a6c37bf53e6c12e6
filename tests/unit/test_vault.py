"""Kept means committed, once; and when it cannot be kept, that is said."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from llais.answers import store as stores
from llais.answers.vault import Letter, Vault, VaultUnavailable
from tests.unit.race import at_once


def letter(id_: str = "one", lookup: bytes | None = b"l" * 32) -> Letter:
    return Letter(id_, lookup, "age1abc", b"sealed bytes")


def test_a_kept_letter_is_there_for_another_process_at_once(vault: Vault, store_url: str) -> None:
    vault.keep(letter())
    assert at_once(lambda: Vault(store_url).sealed("one")) == [b"sealed bytes"] * 5


def test_the_same_answer_twice_is_one_letter(vault: Vault) -> None:
    vault.keep(letter())
    vault.keep(letter())
    assert len(vault.entries()) == 1


def test_twenty_sends_of_one_answer_at_once_are_one_letter(vault: Vault) -> None:
    with ThreadPoolExecutor(20) as at_once:
        list(at_once.map(lambda _: vault.keep(letter()), range(20)))
    assert [one.id for one in vault.entries()] == ["one"]


def test_one_answer_sent_by_several_processes_at_once_is_one_letter(store_url: str) -> None:
    assert at_once(lambda: Vault(store_url).keep(letter())) == [None] * 5
    assert [one.id for one in Vault(store_url).entries()] == ["one"]


def test_processes_that_start_at_once_make_one_vault_and_one_salt(store_url: str) -> None:
    assert set(at_once(lambda: Vault(store_url).salt())) == {Vault(store_url).salt()}


def test_twenty_families_at_once_are_twenty_letters(vault: Vault) -> None:
    with ThreadPoolExecutor(20) as at_once:
        list(at_once.map(lambda n: vault.keep(letter(f"id{n}", bytes([n]) * 32)), range(20)))
    assert len(vault.entries()) == 20


def test_a_family_may_add_a_letter_under_its_code(vault: Vault) -> None:
    vault.keep(letter("one"))
    vault.keep(Letter("two", b"l" * 32, "age1abc", b"more", kind="more"))
    vault.keep(letter("other", b"o" * 32))
    assert [(one.id, one.kind) for one in vault.entries(b"l" * 32)] == [("one", "answers"), ("two", "more")]
    assert len({one.thread for one in vault.entries()}) == 2


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


def test_the_salt_is_made_once_however_many_ask(store_url: str) -> None:
    vaults_ = [Vault(store_url) for _ in range(4)]
    with ThreadPoolExecutor(8) as at_once:
        salts = set(at_once.map(lambda n: vaults_[n % 4].salt(), range(8)))
    assert len(salts) == 1 and len(salts.pop()) == 16


def test_the_check_leaves_nothing_behind(vault: Vault) -> None:
    vault.check()
    assert vault.entries() == []


def test_the_check_really_writes_to_the_disk(sqlite_vault: Vault, tmp_path: Path) -> None:
    journal = tmp_path / "llais.sqlite-wal"
    before = journal.read_bytes()
    sqlite_vault.check()
    assert journal.read_bytes() != before


def test_checks_and_sends_at_once_do_not_hinder_each_other(vault: Vault) -> None:
    with ThreadPoolExecutor(12) as at_once_:
        checks = [at_once_.submit(vault.check) for _ in range(20)]
        sends = [at_once_.submit(vault.keep, letter(f"id{n}", bytes([n]) * 32)) for n in range(20)]
        seen = [at_once_.submit(vault.entries) for _ in range(20)]
    assert all(done.result() is None for done in checks + sends)
    assert all(one.id.startswith("id") for done in seen for one in done.result())


def test_a_full_disk_is_said(sqlite_vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "SPACE_NEEDED", 1 << 60)
    with pytest.raises(VaultUnavailable, match="nearly full"):
        sqlite_vault.check()


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that anyone may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's rights, for which nothing is read-only."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_read_only_folder_is_said_and_what_is_kept_stays(public: Path) -> None:
    vault = Vault(f"sqlite:///{public / 'v.sqlite'}")
    vault.keep(letter("before"))
    vault.close()
    (public / "v.sqlite").chmod(0o444)
    public.chmod(0o555)
    with as_nobody():
        with pytest.raises(VaultUnavailable, match="cannot be written: Permission denied"):
            vault.check()
        with pytest.raises(VaultUnavailable) as refused:
            vault.keep(letter("during", b"d" * 32))
    assert "sealed bytes" not in str(refused.value)
    public.chmod(0o755)
    (public / "v.sqlite").chmod(0o644)
    vault.close()
    vault.check()
    vault.keep(letter("after", b"a" * 32))
    assert [one.id for one in vault.entries()] == ["before", "after"]


def test_a_folder_that_went_away_is_said(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    vault = Vault(f"sqlite:///{tmp_path / 'gone' / 'v.sqlite'}")
    vault.close()
    shutil.rmtree(tmp_path / "gone")
    with pytest.raises(VaultUnavailable, match="cannot be written: No such file"):
        vault.check()


def test_a_letter_that_no_longer_fits_is_refused_whole_and_says_nothing_of_it(sqlite_vault: Vault) -> None:
    sqlite_vault.keep(letter("small"))
    sqlite_vault.close()
    event.listen(sqlite_vault.store.engine, "connect", lambda connection, _: connection.execute("pragma max_page_count=20"))
    with pytest.raises(VaultUnavailable, match="full") as refused:
        sqlite_vault.keep(Letter("big", b"b" * 32, "age1abc", b"secret" * 50_000))
    assert "secret" not in str(refused.value) and refused.value.__cause__ is None
    assert [one.id for one in sqlite_vault.entries()] == ["small"]
    sqlite_vault.keep(letter("next", b"n" * 32))


def test_a_locked_database_is_said_and_tells_nothing_of_the_letter(sqlite_vault: Vault, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "llais.sqlite", isolation_level=None)
    other.execute("begin exclusive")
    with sqlite_vault.store.engine.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout=50")
    with pytest.raises(VaultUnavailable) as refused:
        sqlite_vault.keep(letter())
    other.execute("rollback")
    assert "sealed bytes" not in str(refused.value) and refused.value.__cause__ is None
    sqlite_vault.keep(letter())


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "v.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(VaultUnavailable, match="not a database"):
        Vault(f"sqlite:///{tmp_path / 'v.sqlite'}")


@pytest.mark.parametrize("url", ["nonsense", "what://me:hunter2@here/x", "postgresql://me:hunter2@127.0.0.1:1/x", "sqlite:////no/such/x.sqlite"])
def test_an_address_of_no_database_is_said_without_its_password(url: str) -> None:
    with pytest.raises(VaultUnavailable) as refused:
        Vault(url)
    assert len(str(refused.value)) > 20 and "hunter2" not in str(refused.value)


def test_what_is_kept_is_flushed_and_what_is_deleted_is_overwritten(sqlite_vault: Vault) -> None:
    with sqlite_vault.store.engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"pragma {name}").scalar() for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")]
    assert pragmas == ["wal", 2, 1, 1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.uuids(), st.binary(max_size=300), st.one_of(st.none(), st.binary(min_size=32, max_size=32))), max_size=5))
def test_whatever_is_kept_comes_back_byte_for_byte_and_once(vault: Vault, kept: list[tuple[UUID, bytes, bytes | None]]) -> None:
    fresh = secrets.token_hex(4)  # one vault serves all examples
    for id_, sealed, lookup in [*kept, *kept]:
        vault.keep(Letter(fresh + id_.hex, lookup, "age1abc", sealed))
    there = {one.id: one for one in vault.entries()}
    for id_, sealed, lookup in {one[0]: one for one in reversed(kept)}.values():
        name = fresh + id_.hex
        assert (vault.sealed(name), there[name].lookup, there[name].size) == (sealed, lookup, len(sealed))
