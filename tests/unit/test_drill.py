"""The recovery key and the backups are tried, not trusted: what is written down really happened."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from llais.answers import audit, bundle, drill, envelope, trial
from llais.answers.bundle import BundleError
from llais.answers.drill import DrillError
from llais.answers.vault import Letter, Vault
from llais.paths import ROOT


def key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def public(one: pyrage.x25519.Identity) -> str:
    return str(one.to_public())


def written(vault: Vault, event: str, subject: str = "") -> datetime | None:
    return drill.last(audit.lines(vault.store), event, subject)


def keep(vault: Vault, id_: str) -> None:
    vault.keep(Letter(id_, b"c" * 32, "age1abc", f"sealed {id_}".encode()))


def test_the_key_opens_the_file_and_its_word_is_written_down(sqlite_vault: Vault, tmp_path: Path) -> None:
    spare = key()
    drill.begin([public(spare)], tmp_path / "drill.age", tmp_path)
    assert written(sqlite_vault, drill.EVENT) is None
    word = drill.word_in((tmp_path / "drill.age").read_bytes(), [spare])
    assert word.replace(" ", "") not in "".join(file.read_text("latin-1") for file in tmp_path.glob("drill.*"))
    drill.finish([public(spare)], word.lower(), sqlite_vault.store, tmp_path)
    now = datetime.now(UTC)
    assert now - timedelta(minutes=5) < written(sqlite_vault, drill.EVENT, drill.keys([public(spare)])) <= now
    assert written(sqlite_vault, drill.EVENT, drill.keys([public(key())])) is None, "another key was not drilled"
    with pytest.raises(DrillError, match="no drill has begun"):
        drill.finish([public(spare)], word, sqlite_vault.store, tmp_path)


def test_a_wrong_word_another_key_and_no_drill_are_refused_and_nothing_is_written(sqlite_vault: Vault, tmp_path: Path) -> None:
    spare, other = key(), key()
    drill.begin([public(other)], tmp_path / "other.age", tmp_path)
    other_word = drill.word_in((tmp_path / "other.age").read_bytes(), [other])
    drill.begin([public(spare)], tmp_path / "drill.age", tmp_path)
    word = drill.word_in((tmp_path / "drill.age").read_bytes(), [spare])
    for keys, typed, told in (
        ([public(spare)], "hello", "no word"),
        ([public(spare)], other_word, "not the word"),
        ([public(other)], word, "another one since"),
    ):
        with pytest.raises(DrillError, match=told):
            drill.finish(keys, typed, sqlite_vault.store, tmp_path)
    assert written(sqlite_vault, drill.EVENT) is None
    with pytest.raises(envelope.NotForThisKey):
        drill.word_in((tmp_path / "drill.age").read_bytes(), [other])


def test_a_good_backup_is_tried_and_written_down_and_nothing_is_left_of_the_trial(vault: Vault, tmp_path: Path) -> None:
    vault.salt()
    keep(vault, "one")
    keep(vault, "two")
    bundle.write(vault.store, tmp_path / "good.llais", bundle.BACKED_UP)
    keep(vault, "later")
    (tmp_path / "data").mkdir()
    assert trial.of_backup(vault, tmp_path / "good.llais", tmp_path / "data") == 2
    assert written(vault, trial.EVENT, "good.llais")
    assert list((tmp_path / "data").iterdir()) == []
    assert [one.id for one in vault.entries()] == ["one", "two", "later"], "the real vault is as it was"


def test_what_is_no_good_backup_is_refused_and_not_written_down(vault: Vault, tmp_path: Path) -> None:
    vault.salt()
    stranger = Vault(f"sqlite:///{tmp_path / 'stranger.sqlite'}")
    stranger.salt()
    keep(stranger, "theirs")
    bundle.write(stranger.store, tmp_path / "stranger.llais", bundle.BACKED_UP)
    bundle.write(vault.store, tmp_path / "stick.llais")
    keep(vault, "one")
    keep(vault, "two")
    with vault.store.changing() as connection:
        connection.exec_driver_sql("DELETE FROM letters WHERE id = 'one'")
    bundle.write(vault.store, tmp_path / "lossy.llais", bundle.BACKED_UP)
    with vault.store.changing() as connection:
        columns = "id, lookup, code_recipient, arrived_at, sealed, review, kind, resealed_at"
        connection.exec_driver_sql(f"INSERT INTO letters ({columns}) SELECT 'one', lookup, code_recipient, '2026-01-01T00:00:00.000000+00:00', sealed, review, kind, resealed_at FROM letters WHERE id = 'two'")
    whole = (tmp_path / "lossy.llais").read_bytes()
    (tmp_path / "half.llais").write_bytes(whole[: len(whole) // 2])
    for name, told in (("stranger", "another vault"), ("stick", "whole bundle"), ("half", "whole bundle"), ("lossy", "1 letters")):
        with pytest.raises(BundleError, match=told):
            trial.of_backup(vault, tmp_path / f"{name}.llais", tmp_path)
    assert written(vault, trial.EVENT) is None


def command(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("LLAIS_")} | {"LLAIS_DATA_DIR": str(folder)} | settings
    return subprocess.run([sys.executable, "-m", "llais", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def test_both_trials_from_a_shell(sqlite_vault: Vault, tmp_path: Path) -> None:
    spare = key()
    (tmp_path / "recovery.txt").write_text(f"{spare}\n")
    set_ = {"LLAIS_RECOVERY": public(spare)}
    none = command(tmp_path, "keys", "drill", "--to", str(tmp_path / "drill.age"))
    assert none.returncode == 2 and "LLAIS_RECOVERY" in none.stderr
    assert command(tmp_path, "keys", "drill", "--to", str(tmp_path / "drill.age"), **set_).returncode == 0
    opened = command(tmp_path / "elsewhere", "keys", "drill", "--open", str(tmp_path / "drill.age"), "--identity", str(tmp_path / "recovery.txt"))
    assert opened.returncode == 0, opened.stderr
    word = opened.stdout.rsplit(": ", 1)[1].strip()
    wrong = command(tmp_path, "keys", "drill", "--word", "0000 0000", **set_)
    assert wrong.returncode == 2 and "Traceback" not in wrong.stderr
    assert "Written down" in command(tmp_path, "keys", "drill", "--word", word, **set_).stdout
    keep(sqlite_vault, "one")
    assert command(tmp_path, "backup", "--to", str(tmp_path / "backups")).returncode == 0
    (file,) = (tmp_path / "backups").iterdir()
    tried = command(tmp_path, "restore", "--try", "--from", str(file))
    assert tried.returncode == 0 and "1 letters" in tried.stdout
    bad = command(tmp_path, "restore", "--try", "--from", "README.md")
    assert bad.returncode == 2 and "not a whole bundle" in bad.stderr
    trail = command(tmp_path, "audit").stdout
    assert drill.EVENT in trail and trial.EVENT in trail and "whole" in trail
