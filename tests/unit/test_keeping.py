"""Kept as long as promised and no longer: retention, withdrawal, holds, the audit trail, bundles and backups."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import create_engine, text

from llais.answers import audit, bundle, deletion, envelope, reseal, retention, schema
from llais.answers.bundle import BundleError
from llais.answers.reply import Reply, open_note, open_reply, seal_note, seal_reply
from llais.answers.reviews import Review, held, new_code
from llais.answers.store import VaultUnavailable
from llais.answers.threads import Event
from llais.answers.vault import Letter, Vault
from llais.interface import housekeeping
from llais.interface.kit import Kit
from llais.paths import ROOT
from llais.settings import Settings
from tests.conftest import answers

NOW = datetime.now(UTC)
CODE = b"c" * 32


def key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def public(*identities: pyrage.x25519.Identity) -> tuple[str, ...]:
    return tuple(str(one.to_public()) for one in identities)


def review(reference: str = "R7", days: int = 30, closes_on: date | None = None, hold: bool = False) -> Review:
    return Review(reference, new_code(), public(key()), date(2020, 1, 1), closes_on or NOW.date(), days, (), hold)


def keep(vault: Vault, id_: str, reference: str = "", lookup: bytes | None = None) -> None:
    vault.keep(Letter(id_, lookup, "age1abc", f"sealed {id_}".encode(), reference))


def ids(vault: Vault) -> list[str]:
    return [one.id for one in vault.entries()]


def test_a_letter_goes_when_its_time_is_over_and_not_a_day_before(vault: Vault, tmp_path: Path) -> None:
    vault.reviews.open(review(days=30, closes_on=NOW.date() + timedelta(days=10)))
    keep(vault, "review", "R7")
    keep(vault, "box")
    assert retention.due(vault, 365, NOW + timedelta(days=40)) == []
    assert [one.id for one in retention.due(vault, 365, NOW + timedelta(days=41))] == ["review"]
    gone = retention.carry_out(vault, 365, tmp_path, NOW + timedelta(days=366))
    assert {one.id for one in gone} == {"review", "box"} and ids(vault) == []


def test_a_legal_hold_stops_it(vault: Vault, tmp_path: Path) -> None:
    vault.reviews.open(review())
    keep(vault, "held", "R7", CODE)
    vault.threads.note_event(CODE.hex(), Event.WITHDRAWN)
    vault.reviews.change(held(vault.reviews.find("R7"), True))
    assert retention.carry_out(vault, 1, tmp_path, NOW + timedelta(days=5000)) == [] and ids(vault) == ["held"]
    vault.reviews.change(held(vault.reviews.find("R7"), False))
    assert len(retention.carry_out(vault, 1, tmp_path, NOW + timedelta(days=5000))) == 1


def test_what_was_withdrawn_goes_after_fourteen_days_with_all_that_belongs_to_it(vault: Vault, tmp_path: Path) -> None:
    keep(vault, "one", "", CODE)
    keep(vault, "more", "", CODE)
    keep(vault, "other", "", b"o" * 32)
    vault.threads.reply(CODE, "reply", b"sealed")
    vault.threads.note("one", "note", b"sealed")
    vault.threads.note_event(CODE.hex(), Event.WITHDRAWN)
    assert retention.carry_out(vault, 365, tmp_path, NOW + timedelta(days=13)) == []
    assert {one.id for one in retention.carry_out(vault, 365, tmp_path, NOW + timedelta(days=15))} == {"one", "more"}
    assert ids(vault) == ["other"] and vault.threads.replies(CODE) == [] and vault.threads.notes("one") == []


def test_a_withdrawal_that_was_cancelled_destroys_nothing(vault: Vault, tmp_path: Path) -> None:
    keep(vault, "one", "", CODE)
    for event in (Event.WITHDRAWN, Event.KEPT):
        vault.threads.note_event(CODE.hex(), event)
    assert retention.carry_out(vault, 365, tmp_path, NOW + timedelta(days=100)) == []
    vault.threads.note_event(CODE.hex(), Event.WITHDRAWN)
    assert len(retention.due(vault, 365, NOW + timedelta(days=100))) == 1


def test_nothing_of_a_deleted_letter_is_left_in_the_files(sqlite_vault: Vault, tmp_path: Path) -> None:
    canary = secrets.token_bytes(32)
    sqlite_vault.keep(Letter("one", None, "age1abc", canary * 300))
    assert any(canary in file.read_bytes() for file in tmp_path.glob("llais.sqlite*"))
    deletion.destroy(sqlite_vault.store, ["one"], "test", tmp_path)
    assert not any(canary in file.read_bytes() for file in tmp_path.glob("llais.sqlite*"))


def test_the_audit_trail_tells_what_and_why_and_a_changed_or_missing_line_shows(vault: Vault, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        keep(vault, name)
        deletion.destroy(vault.store, [name], "its time is over", tmp_path)
    lines = audit.lines(vault.store)
    assert [(one.event, one.subject, one.why) for one in lines] == [("deleted", name, "its time is over") for name in ("one", "two", "three")]
    assert audit.faults(lines, tmp_path) == []
    assert audit.faults(lines[:1] + lines[2:], tmp_path) and audit.faults(lines[:2], tmp_path) and audit.faults([], tmp_path)
    with vault.store.changing() as connection:
        connection.execute(text("UPDATE audit SET why = 'nothing' WHERE number = 2"))
    assert "line 2" in audit.faults(audit.lines(vault.store), tmp_path)[0]


def test_a_trail_written_anew_from_end_to_end_shows_against_the_anchor(vault: Vault, tmp_path: Path) -> None:
    keep(vault, "one")
    deletion.destroy(vault.store, ["one"], "its time is over", tmp_path)
    assert audit.faults(audit.lines(vault.store), tmp_path) == []
    with vault.store.changing() as connection:
        connection.execute(text("DELETE FROM audit"))
        audit.write(connection, "deleted", "one", "another reason")
    assert audit.faults(audit.lines(vault.store), tmp_path)


def test_a_bundle_carries_everything_there_and_back_and_twice_is_once(vault: Vault, tmp_path: Path) -> None:
    vault.reviews.open(review())
    keep(vault, "one", "R7", CODE)
    bundle.write(vault.store, tmp_path / "out.llais")
    desk = Vault(f"sqlite:///{tmp_path / 'desk.sqlite'}")
    for expected in (2, 0):
        assert bundle.take_in(desk.store, tmp_path / "out.llais", tmp_path / "desk").added == expected
    assert desk.sealed("one") == b"sealed one" and desk.reviews.all() == vault.reviews.all()
    desk.threads.reply(CODE, "reply", b"sealed reply")
    desk.threads.note_event("one", Event.READ)
    bundle.write(desk.store, tmp_path / "back.llais")
    vault.threads.note_event(CODE.hex(), Event.WITHDRAWN)
    bundle.take_in(vault.store, tmp_path / "back.llais", tmp_path)
    assert [one.sealed for one in vault.threads.replies(CODE)] == [b"sealed reply"]
    assert vault.threads.history().at("one", Event.READ) and vault.threads.history().withdrawn(CODE.hex())


def test_a_letter_sealed_anew_elsewhere_comes_back_so_and_an_older_one_does_not_undo_it(vault: Vault, tmp_path: Path) -> None:
    keep(vault, "one")
    bundle.write(vault.store, tmp_path / "old.llais")
    vault.reseal("one", b"sealed anew", "R7")
    bundle.take_in(vault.store, tmp_path / "old.llais", tmp_path)
    assert vault.sealed("one") == b"sealed anew" and vault.entries()[0].review == "R7"


def test_a_restored_backup_brings_back_what_was_lost_but_nothing_that_was_deleted_since(vault: Vault, tmp_path: Path) -> None:
    salt = vault.salt()
    keep(vault, "kept")
    keep(vault, "deleted")
    bundle.write(vault.store, tmp_path / "backup.llais", bundle.BACKED_UP)
    deletion.destroy(vault.store, ["deleted"], "its time is over", tmp_path)
    fresh = Vault(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
    bundle.take_in(fresh.store, tmp_path / "backup.llais", tmp_path, bundle.BACKED_UP)
    assert ids(fresh) == ["kept"] and fresh.salt() == salt
    bundle.take_in(vault.store, tmp_path / "backup.llais", tmp_path, bundle.BACKED_UP)
    assert ids(vault) == ["kept"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_a_broken_bundle_changes_nothing_and_is_said(vault: Vault, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.llais").write_bytes(content)
    with pytest.raises(BundleError, match="broken.llais"):
        bundle.take_in(vault.store, tmp_path / "broken.llais", tmp_path)
    assert ids(vault) == []


def test_a_bundle_never_overwrites_a_file(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "out.llais").write_text("mine")
    with pytest.raises(FileExistsError):
        bundle.write(vault.store, tmp_path / "out.llais")
    assert (tmp_path / "out.llais").read_text() == "mine"


def test_a_reviewer_who_joins_can_read_and_one_who_left_cannot(vault: Vault, tmp_path: Path) -> None:
    old, new, spare, family = key(), key(), key(), key()
    said = answers()
    said = type(said)(**{**vars(said), "code_recipient": public(family)[0]})
    vault.keep(Letter("one", CODE, "age1abc", envelope.seal(said, public(old, spare)), "R7"))
    vault.threads.note("one", "note", seal_note("a note", public(old)))
    vault.threads.reply(CODE, "reply", seal_reply(Reply("cy", "Diolch"), public(family, old)))
    done = reseal.review(vault, [old], "R7", public(new, spare))
    assert done.done == ("one",)
    assert envelope.open_sealed(vault.sealed("one"), [new]) == said
    assert open_note(vault.threads.notes("one")[0].sealed, [new]) == "a note"
    assert open_reply(vault.threads.replies(CODE)[0].sealed, [family]) == open_reply(vault.threads.replies(CODE)[0].sealed, [new])
    assert reseal.review(vault, [old], "R7", public(old)).not_ours == ("one",)
    assert reseal.review(vault, [spare], "R7", public(new, spare)).done == ("one",)


def test_a_letter_of_the_box_is_passed_on_with_its_thread(vault: Vault) -> None:
    unit, reviewer = key(), key()
    for id_ in ("one", "two"):
        vault.keep(Letter(id_, CODE, "age1abc", envelope.seal(answers(id_=id_), public(unit))))
    reseal.pass_on(vault, [unit], vault.entries()[0], "R7", public(reviewer))
    assert {one.review for one in vault.entries()} == {"R7"}
    assert [envelope.open_sealed(vault.sealed(id_), [reviewer]).id for id_ in ("one", "two")] == ["one", "two"]
    with pytest.raises(envelope.NotForThisKey):
        envelope.open_sealed(vault.sealed("one"), [unit])


def test_a_vault_of_the_first_version_is_brought_up_to_date_with_its_data(store_url: str) -> None:
    driver = store_url.replace("postgresql:", "postgresql+psycopg:")
    engine, blob = create_engine(driver), "BYTEA" if "postgres" in driver else "BLOB"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE letters (id VARCHAR(64) PRIMARY KEY, lookup {blob} UNIQUE, code_recipient VARCHAR(80) NOT NULL, arrived_at VARCHAR(32) NOT NULL, sealed {blob} NOT NULL)"))
        connection.execute(text(f"CREATE TABLE installation (name VARCHAR(32) PRIMARY KEY, value {blob} NOT NULL)"))
        connection.execute(text("INSERT INTO letters VALUES ('old', :lookup, 'age1abc', '2026-11-24T09:00:00.000000+00:00', :sealed)"), {"lookup": CODE, "sealed": b"old words"})
        connection.execute(text("INSERT INTO installation VALUES ('salt', :salt)"), {"salt": b"s" * 16})
    engine.dispose()
    vault = Vault(store_url)
    assert vault.sealed("old") == b"old words" and vault.salt() == b"s" * 16
    assert [(one.id, one.review, one.kind, one.lookup) for one in vault.entries()] == [("old", "", "answers", CODE)]
    keep(vault, "new", "", CODE)
    assert len(vault.entries(CODE)) == 2
    vault.close()


def test_the_schema_has_one_newest_revision_and_it_is_what_the_code_expects(vault: Vault) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(ROOT / "llais" / "answers" / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]
    with vault.store.asking() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.tables) == []


@pytest.mark.parametrize("tail", ["", "?sslmode=prefer"])
def test_another_machine_is_reached_by_tls_or_not_at_all(tail: str) -> None:
    with pytest.raises(VaultUnavailable, match="sslmode=verify-full"):
        Vault(f"postgresql://me:hunter2@db.example.wales/llais{tail}")


def command(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("LLAIS_")} | {"LLAIS_DATA_DIR": str(data)} | settings
    return subprocess.run([sys.executable, "-m", "llais", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


def test_staff_keep_delete_and_restore_from_a_shell(sqlite_vault: Vault, tmp_path: Path) -> None:
    sqlite_vault.reviews.open(review(days=1, closes_on=date(2021, 1, 1)))
    keep(sqlite_vault, "one", "R7", CODE)
    sqlite_vault.threads.note_event(CODE.hex(), Event.WITHDRAWN)
    with sqlite_vault.store.changing() as connection:
        connection.execute(text("UPDATE events SET at = '2026-01-01T00:00:00.000000+00:00'"))
    assert "1 letters" in command(tmp_path, "backup", "--to", str(tmp_path / "backups")).stdout
    assert command(tmp_path, "hold", "R7", "on", "--why", "court order").returncode == 0
    assert "0 due." in command(tmp_path, "retention", "--dry-run").stdout
    assert command(tmp_path, "hold", "R7", "off", "--why", "lifted").returncode == 0
    assert "1 deleted." in command(tmp_path, "retention").stdout
    (file,) = (tmp_path / "backups").iterdir()
    assert "0 brought back" in command(tmp_path, "restore", "--from", str(file)).stdout and ids(sqlite_vault) == []
    trail = command(tmp_path, "audit")
    assert trail.returncode == 0 and "court order" in trail.stdout and "whole" in trail.stdout
    with sqlite_vault.store.changing() as connection:
        connection.execute(text("UPDATE audit SET why = 'x' WHERE number = 1"))
    broken = command(tmp_path, "audit")
    assert broken.returncode == 2 and "not whole" in broken.stderr and "Traceback" not in broken.stderr


def test_old_backups_expire(sqlite_vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = folder / "llais-2020-01-01T000000Z.llais"
    old.write_bytes(b"old")
    (folder / "mine.txt").write_text("stays")
    assert command(tmp_path, "backup", "--to", str(folder)).returncode == 0
    assert not old.exists() and (folder / "mine.txt").exists() and len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("hold", "R9", "on", "--why", "x"), "there is no review R9"),
        (("restore", "--from", "README.md"), "not a whole bundle"),
        (("answers", "push", "--from", "nowhere"), "No such file"),
    ],
)
def test_a_staff_command_says_what_is_wrong(sqlite_vault: Vault, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    done = command(tmp_path, *arguments)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_readiness_asks_for_the_recovery_key(tmp_path: Path) -> None:
    done = command(tmp_path, "check", LLAIS_RECIPIENTS=public(key())[0])
    assert done.returncode == 2 and "LLAIS_RECOVERY" in done.stdout
    assert "LLAIS_RECOVERY" not in command(tmp_path, "check", LLAIS_RECIPIENTS=public(key())[0], LLAIS_RECOVERY=public(key())[0]).stdout


def test_the_families_app_deletes_what_is_due_by_itself(tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path))
    keep(kit.vault, "one", "", CODE)
    with kit.vault.store.changing() as connection:
        connection.execute(text("UPDATE letters SET arrived_at = '2020-01-01T00:00:00.000000+00:00'"))
    assert housekeeping.keep_time(kit) and ids(kit.vault) == []
    kit.vault.close()
    (tmp_path / "llais.sqlite").write_bytes(b"broken" * 1000)
    assert not housekeeping.keep_time(kit)


def test_a_reviewer_seals_a_review_anew_from_a_shell(sqlite_vault: Vault, tmp_path: Path) -> None:
    old, new, spare = key(), key(), key()
    sqlite_vault.reviews.open(review())
    sqlite_vault.keep(Letter("one", CODE, "age1abc", envelope.seal(answers(), public(old)), "R7"))
    (tmp_path / "old.txt").write_text(f"{old}\n")
    given = ("keys", "reseal", "--identity", str(tmp_path / "old.txt"), "--review", "R7")
    done = command(tmp_path, *given, "--key", public(new)[0], LLAIS_RECOVERY=public(spare)[0])
    assert done.returncode == 0 and "1 sealed anew to 2 keys" in done.stdout
    for one in (new, spare):
        assert envelope.open_sealed(sqlite_vault.sealed("one"), [one]) == answers()
    again = command(tmp_path, *given, "--key", public(new)[0])
    assert again.returncode == 2 and "not for this key" in again.stderr and "recovery key" in again.stderr
    assert command(tmp_path, *given[:-1], "R9").returncode == 2
