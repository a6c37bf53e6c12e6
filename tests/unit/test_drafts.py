"""Drafts of a tab and answers that wait under a code: what the vault keeps of them, and for how long."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from llais.answers import code
from llais.answers.answer import Answer, Answers, Recording
from llais.answers.drafts import DRAFT_LIMIT, PART_LIMIT, DraftTooBig
from llais.answers.envelope import EnvelopeError
from llais.answers.vault import Vault
from llais.answers.waiting import Stopped

TAB = "an-id-that-only-the-tab-knows"


def stopped(words: str = "zxq words", place: str = "question/q2") -> Stopped:
    take = Recording("audio/webm", b"\x1a\x45\xdf\xa3sound", 2.0)
    given = (Answer("q1", "yes", words, (take,)),)
    return Stopped(Answers(secrets.token_hex(16), "cy", "full", "kiosk", datetime(2026, 11, 24, tzinfo=UTC), given), place, "ABCD 1234")


def key() -> code.FamilyKey:
    return code.derive(code.new_digits(), b"s" * 16, b"p" * 32)


def test_parts_come_back_in_order_and_by_name(vault: Vault) -> None:
    for number in (2, 0, 1):
        vault.drafts.put(TAB, "take", number, 1, bytes([number]))
    vault.drafts.put(TAB, "words", 0, 1, b"words")
    assert vault.drafts.parts(TAB, "take") == [(0, b"\0"), (1, b"\1"), (2, b"\2")]
    assert vault.drafts.parts(TAB, "words") == [(0, b"words")]


def test_an_older_version_that_was_overtaken_changes_nothing(vault: Vault) -> None:
    for version, words in ((5, b"newer"), (4, b"older"), (5, b"twice")):
        vault.drafts.put(TAB, "words", 0, version, words)
    assert vault.drafts.parts(TAB, "words") == [(0, b"newer")]


def test_a_draft_is_found_by_its_id_alone_and_the_id_is_not_in_the_store(vault: Vault) -> None:
    vault.drafts.put(TAB, "words", 0, 1, b"mine")
    assert vault.drafts.parts("another-id-of-another-tab", "words") == []
    with vault.store.asking() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM drafts").fetchall()
    assert TAB not in str(rows)


def test_a_draft_has_a_size_beyond_which_nothing_is_taken(vault: Vault) -> None:
    with pytest.raises(DraftTooBig):
        vault.drafts.put(TAB, "words", 0, 1, b"x" * (PART_LIMIT + 1))
    for number in range(DRAFT_LIMIT // PART_LIMIT):
        vault.drafts.put(TAB, "take", number, 1, b"x" * PART_LIMIT)
    with pytest.raises(DraftTooBig):
        vault.drafts.put(TAB, "take", 999, 1, b"x")


def test_dropping_takes_one_take_or_all(vault: Vault) -> None:
    for name in ("words", "take"):
        vault.drafts.put(TAB, name, 0, 1, b"x")
    vault.drafts.drop(TAB, "take")
    assert vault.drafts.parts(TAB, "take") == [] and vault.drafts.parts(TAB, "words")
    vault.drafts.drop(TAB)
    assert vault.drafts.parts(TAB, "words") == []


def test_a_draft_lives_as_long_as_any_part_of_it_is_fresh(vault: Vault) -> None:
    vault.drafts.put(TAB, "take", 0, 1, b"x")
    between = datetime.now(UTC)
    vault.drafts.put(TAB, "words", 0, 1, b"x")
    assert vault.drafts.end(between) == 0
    assert vault.drafts.end(datetime.now(UTC)) == 2
    assert vault.drafts.parts(TAB, "take") == []


def test_what_waits_opens_with_its_code_alone(vault: Vault) -> None:
    mine, other, told = key(), key(), stopped()
    vault.waiting.keep(mine, told)
    assert vault.waiting.open(mine) == told
    with pytest.raises(KeyError):
        vault.waiting.open(other)
    with pytest.raises(EnvelopeError):
        vault.waiting.open(code.FamilyKey(mine.lookup, other.identity, other.recipient))
    with vault.store.asking() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM waiting").fetchall()
    assert b"zxq" not in b"".join(bytes(one) for row in rows for one in row if isinstance(one, (bytes, memoryview)))


def test_stopping_again_under_the_same_code_keeps_the_newer(vault: Vault) -> None:
    mine = key()
    vault.waiting.keep(mine, stopped("first"))
    vault.waiting.keep(mine, stopped("second", "check/"))
    assert vault.waiting.open(mine).answers.answers[0].text == "second"
    vault.waiting.drop(mine.lookup)
    assert vault.waiting.saved_at(mine.lookup) is None


def test_what_waits_ends_with_its_time_and_not_before(vault: Vault) -> None:
    mine = key()
    vault.waiting.keep(mine, stopped())
    kept = vault.waiting.saved_at(mine.lookup)
    assert kept is not None
    assert vault.waiting.end(kept) == 0
    assert vault.waiting.end(kept + timedelta(seconds=1)) == 1
    assert vault.waiting.saved_at(mine.lookup) is None
