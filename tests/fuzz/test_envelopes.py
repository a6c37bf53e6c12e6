"""Whoever has a public key can seal anything: what is no letter is refused, and what the desk opens it can also show."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import strategies as st

from llais.answers import bundle, envelope, identity, waiting
from llais.answers.answer import Answers, Recording
from llais.answers.bundle import BundleError
from llais.answers.envelope import EnvelopeError
from llais.answers.identity import IdentityError
from llais.answers.reply import Reply, open_note, open_reply
from llais.answers.vault import Entry, Letter, Vault
from llais.answers.waiting import Stopped
from llais.desk import inbox, spreadsheet, statistics
from llais.desk.inbox import State
from llais.interface.desk import Desk
from llais.interface.kit import Kit
from llais.settings import Settings
from tests.conftest import answers
from tests.fuzz.made_up import JSON, changed
from tests.fuzz.many import fuzz, sizes

Identity = pyrage.x25519.Identity
KEY = Identity.generate()
TAKE = Recording("audio/webm", b"\x1a\x45\xdf\xa3 sound", 2.5)


def sealed(document: Any) -> bytes:
    return pyrage.encrypt(json.dumps(document).encode("utf-8", "surrogatepass"), [KEY.to_public()])


DOCUMENTS = {
    "letter": envelope.answers_out(answers()),
    "reply": {"format": "llais-reply", "version": 1, "language": "cy", "text": "Diolch", "sound": envelope.recording_out(TAKE)},
    "note": {"format": "llais-note", "version": 1, "text": "a note"},
    "stopped": {"format": "llais-stopped", "version": 1, "place": "question/q1", "card": "", "answers": envelope.answers_out(answers())},
}
READERS = {
    "letter": lambda data: envelope.open_sealed(data, [KEY]),
    "reply": lambda data: open_reply(data, [KEY]),
    "note": lambda data: open_note(data, [KEY]),
    "stopped": lambda data: waiting._open(data, str(KEY)),
}


def shown(opened: Any, kit: Kit) -> None:
    """What the desk does with it."""
    source, words = kit.content, kit.words["cy"]
    if isinstance(opened, Answers):
        entry = Entry("a", datetime.now(UTC), 1, "", "answers", None)
        letter = inbox.Letter(entry, State.NEW, opened)
        spreadsheet.csv(spreadsheet.rows([letter], source, words))
        statistics.by_month([opened])
        statistics.by("language", ("cy", "en"), [opened])
        for question in source.questions:
            statistics.by_option(question, [opened])
        Desk(kit).rows(letter)
        assert letter.answered <= len(opened.answers) and letter.recordings >= 0
    elif isinstance(opened, Reply):
        assert isinstance(opened.text, str)
    elif isinstance(opened, Stopped):
        assert isinstance(opened.place, str) and isinstance(opened.card, str)


@sizes(150, 20_000)
@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_a_sealed_document_that_was_changed_is_refused_or_can_be_shown(most: int, kind: str, tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path))

    def holds(document: Any) -> None:
        with suppress(EnvelopeError):
            shown(READERS[kind](sealed(document)), kit)

    fuzz(f"changed {kind}", st.one_of(changed(DOCUMENTS[kind]), JSON), holds, most)


@sizes(150, 20_000)
def test_a_sealed_letter_with_bytes_changed_is_never_taken_for_one(most: int) -> None:
    whole = sealed(DOCUMENTS["letter"])
    cuts = st.tuples(st.integers(0, len(whole)), st.integers(0, 30), st.binary(max_size=30))

    def holds(cut: tuple[int, int, bytes]) -> None:
        at, length, put_in = cut
        data = whole[:at] + put_in + whole[at + length :]
        if data == whole:
            return
        with pytest.raises(EnvelopeError):
            envelope.open_sealed(data, [KEY])

    fuzz("bytes of a letter", cuts, holds, most)


@sizes(150, 20_000)
def test_a_file_that_is_no_identity_is_refused(most: int) -> None:
    head = st.sampled_from([b"", b"AGE-SECRET-KEY-1", b"# x\n", b"age-encryption.org/v1\n-> scrypt ", b"-----BEGIN AGE ENCRYPTED FILE-----\n"])

    def holds(parts: tuple[bytes, bytes, str | None]) -> None:
        with pytest.raises(IdentityError):
            identity.read(parts[0] + parts[1], parts[2])

    fuzz("identity files", st.tuples(head, st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=20))), holds, most)


@sizes(100, 10_000)
def test_a_bundle_that_was_changed_is_refused_and_changes_nothing(most: int, sqlite_vault: Vault, tmp_path: Path) -> None:
    sqlite_vault.keep(Letter("one", b"l" * 32, "age1abc", sealed(DOCUMENTS["letter"])))
    bundle.write(sqlite_vault.store, tmp_path / "whole.llais")
    whole, other = (tmp_path / "whole.llais").read_bytes(), Vault(f"sqlite:///{tmp_path / 'other.sqlite'}")
    cuts = st.tuples(st.integers(0, len(whole)), st.integers(1, 60), st.binary(max_size=60))

    def holds(cut: tuple[int, int, bytes]) -> None:
        at, length, put_in = cut
        (tmp_path / "changed.llais").write_bytes(whole[:at] + put_in + whole[at + length :])
        try:
            bundle.take_in(other.store, tmp_path / "changed.llais", tmp_path)
        except BundleError:
            return
        assert {one.id for one in other.entries()} <= {"one"}

    fuzz("bytes of a bundle", cuts, holds, most)
