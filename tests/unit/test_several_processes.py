"""Several processes over one vault: what they share, and what only one of them does at a time."""

from __future__ import annotations

import os
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from llais.answers import audit, bundle, retention
from llais.answers.turns import Turns
from llais.answers.usage import Counted, Usage
from llais.answers.vault import Letter, Vault, VaultUnavailable
from llais.interface.kit import Kit
from llais.settings import Settings
from tests.unit.race import at_once

MANY = 5
SUM = Counted("2026-11", "section", "voice")


def test_it_is_one_process_turn_at_a_time_and_the_next_gets_it(store_url: str, vault: Vault) -> None:
    def work() -> bool:
        with Vault(store_url).turns.turn("post", 60) as mine:
            tried.wait(30)
            return mine

    tried = get_context("fork").Barrier(MANY)
    assert sorted(at_once(work, MANY)) == [False] * (MANY - 1) + [True]
    with vault.turns.turn("post", 60) as mine, Turns(vault.store).turn("post", 60) as other:
        assert mine and not other


def test_a_turn_of_a_process_that_died_is_over_by_time(vault: Vault) -> None:
    died = Turns(vault.store).turn("post", 0.2)
    assert died.__enter__() is True
    with vault.turns.turn("post", 60) as mine:
        assert not mine
    time.sleep(0.25)
    with vault.turns.turn("post", 60) as mine:
        assert mine


def test_counts_of_many_processes_at_once_add_up_and_no_visit_has_a_row(store_url: str, vault: Vault) -> None:
    many = {Counted("2026-11", "section", f"s{n}"): n + 1 for n in range(12)}
    at_once(lambda: [Usage(Vault(store_url).store).add("00ff00ff", dict(reversed(many.items()))) for _ in range(10)], MANY)
    assert vault.usage.sums() == {one: count * 10 * MANY for one, count in many.items()}


def test_counts_travel_with_a_bundle_twice_is_once_and_installations_add_up(vault: Vault, tmp_path: Path) -> None:
    other = Vault(f"sqlite:///{tmp_path / 'other.sqlite'}")
    for number, count in (("aaaaaaaa", 6), ("bbbbbbbb", 7)):
        other.usage.add(number, {SUM: count})
    bundle.write(other.store, tmp_path / "one.llais")
    for _ in range(2):
        bundle.take_in(vault.store, tmp_path / "one.llais", tmp_path)
    assert vault.usage.sums() == {SUM: 13}
    other.usage.add("aaaaaaaa", {SUM: 1})
    bundle.write(other.store, tmp_path / "two.llais")
    for file in ("two", "one"):
        bundle.take_in(vault.store, tmp_path / f"{file}.llais", tmp_path)
    assert vault.usage.sums() == {SUM: 14}


def test_a_bundle_of_an_older_llais_has_no_counts_and_is_taken_in(vault: Vault, tmp_path: Path) -> None:
    vault.keep(Letter("one", b"l" * 32, "age1abc", b"sealed"))
    tables = tuple(one for one in bundle.CARRIED if one.name not in bundle.SINCE)
    bundle.write(vault.store, tmp_path / "old.llais", tables)
    empty = Vault(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert bundle.take_in(empty.store, tmp_path / "old.llais", tmp_path).added == 1


def test_due_letters_are_destroyed_once_however_many_processes_keep_time(store_url: str, vault: Vault, tmp_path: Path) -> None:
    for number in range(6):
        vault.keep(Letter(f"id{number}", bytes([number]) * 32, "age1abc", b"sealed"))
    later = datetime.now(UTC) + timedelta(days=400)
    at_once(lambda: len(retention.carry_out(Vault(store_url), 365, tmp_path, later)), MANY)
    assert vault.entries() == []
    told = [line.subject for line in audit.lines(vault.store) if line.event == "deleted"]
    assert sorted(told) == [f"id{number}" for number in range(6)]


def kit(folder: Path, url: str) -> Kit:
    return Kit.load(Settings(data_dir=folder, database_url=url))


def test_machines_with_different_peppers_do_not_both_take_answers(store_url: str, tmp_path: Path) -> None:
    first, second = kit(tmp_path / "first", store_url), kit(tmp_path / "second", store_url)
    assert first.closed() == ""
    assert "is missing" in second.closed() and not (tmp_path / "second" / "pepper").exists()
    (tmp_path / "second" / "pepper").write_bytes(b"p" * 32)
    assert "all machines need the same one" in kit(tmp_path / "second", store_url).closed()
    shutil.copy(tmp_path / "first" / "pepper", tmp_path / "second" / "pepper")
    assert kit(tmp_path / "second", store_url).closed() == ""


def test_two_machines_that_start_at_once_agree_on_one_pepper(store_url: str, tmp_path: Path) -> None:
    told = at_once(lambda: kit(tmp_path / str(os.getpid()), store_url).closed(), MANY)
    assert told.count("") == 1


def test_a_pepper_from_before_the_vault_knew_it_is_taken_for_its_own(sqlite_vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "pepper").write_bytes(b"p" * 32)
    sqlite_vault.keep(Letter("one", b"l" * 32, "age1abc", b"sealed"))
    assert kit(tmp_path, "").closed() == "" and sqlite_vault.known("pepper")


def test_a_vault_of_a_newer_llais_is_left_alone_and_that_is_said(store_url: str, vault: Vault) -> None:
    vault.close()
    engine = create_engine(store_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(VaultUnavailable, match="update Llais here, too"):
        Vault(store_url)


def test_a_sum_is_of_a_month_and_of_nothing_finer(vault: Vault) -> None:
    vault.usage.add("00ff00ff", {SUM: 1})
    with vault.store.asking() as connection:
        (row,) = connection.execute(text("SELECT * FROM usage")).mappings().all()
    assert dict(row) == {"id": "00ff00ff/2026-11/section/voice", "month": "2026-11", "what": "section", "which": "voice", "count": 1}
    assert date.fromisoformat(f"{row['month']}-01")
