"""The family's code: easy to give back, worth nothing to a thief of the database."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais.answers import code
from llais.answers.code import CodeError, Deriver
from tests.unit.race import at_once

DIGITS = st.text("0123456789", min_size=16, max_size=16)


@given(DIGITS)
def test_a_code_reads_back_as_it_was_shown(digits: str) -> None:
    assert code.parse(code.grouped(digits)) == digits


@given(digits=DIGITS, between=st.sampled_from(["-", " - ", "–", ".", "\t", "\u00a0", "", "\u200b", "\u2011", "\u2212", "\u2009", "\u2060", "－"]))
def test_spaces_and_dashes_are_forgiven(digits: str, between: str) -> None:
    assert code.parse("  " + between.join(digits) + " ") == digits


def test_letters_that_look_like_digits_and_wide_digits_are_forgiven() -> None:
    assert code.parse("OoIl ZzSs B9876 543") == "0011225589876543"
    assert code.parse("１２３４567890123456") == "1234567890123456"


@given(st.text(max_size=40))
def test_anything_else_is_refused_and_never_crashes(typed: str) -> None:
    with suppress(CodeError):
        assert len(code.parse(typed)) == 16


def test_new_codes_differ_and_have_sixteen_digits() -> None:
    made = {code.new_digits() for _ in range(500)}
    assert len(made) == 500 and all(len(one) == 16 and one.isdigit() for one in made)


def test_salt_pepper_and_digits_all_matter_and_the_identity_is_a_real_one() -> None:
    base = code.derive("1234567890123456", b"s" * 16, b"p" * 32)
    assert base == code.derive("1234567890123456", b"s" * 16, b"p" * 32)
    others = [
        code.derive("1234567890123457", b"s" * 16, b"p" * 32),
        code.derive("1234567890123456", b"t" * 16, b"p" * 32),
        code.derive("1234567890123456", b"s" * 16, b"q" * 32),
    ]
    assert len({one.lookup for one in [base, *others]}) == 4
    reply = pyrage.encrypt(b"reply", [pyrage.x25519.Recipient.from_str(base.recipient)])
    assert pyrage.decrypt(reply, [pyrage.x25519.Identity.from_str(base.identity)]) == b"reply"
    assert base.identity not in repr(base) and repr(base.lookup) not in repr(base)


def test_derivations_queue_so_that_only_two_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, real = [0], [0], code.derive

    def counted(*given: object) -> object:
        running[0] += 1
        most[0] = max(most[0], running[0])
        try:
            return real(*given)
        finally:
            running[0] -= 1

    monkeypatch.setattr(code, "derive", counted)
    deriver = Deriver(b"s" * 16, b"p" * 32)
    futures = [deriver.submit(f"{n:016d}") for n in range(6)]
    assert len({future.result().lookup for future in futures}) == 6
    assert most[0] == 2


def test_the_pepper_is_made_once_even_when_many_processes_ask_first_and_is_for_its_owner_only(tmp_path: Path) -> None:
    for round_ in range(5):
        file = tmp_path / str(round_) / "pepper"
        found = at_once(lambda file=file: code.pepper(file))
        assert set(found) == {code.pepper(file)} and len(code.pepper(file)) == 32
        assert os.stat(file).st_mode & 0o777 == 0o600
        assert list(file.parent.iterdir()) == [file]


def test_a_pepper_that_was_spoiled_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pepper").write_bytes(b"short")
    with pytest.raises(OSError, match="restore it from a backup"):
        code.pepper(tmp_path / "pepper")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives a thread a priority of its own")
def test_making_a_code_gives_way_to_whoever_touches_a_page() -> None:
    deriver = Deriver(b"s" * 16, b"p" * 32)
    deriver.submit(code.new_digits()).result()
    made = deriver._workers.submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id())).result()
    assert made == 10 and os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) < 10
