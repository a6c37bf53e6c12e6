"""A reply to a family has words: who cannot hear it reads it."""

from __future__ import annotations

import pyrage
import pytest

from llais.answers import envelope
from llais.answers.answer import Recording
from llais.answers.recipients import Recipients
from llais.answers.vault import Letter, Vault
from llais.desk import inbox
from llais.desk.work import Work, WorkRefused
from tests.browser.tone import wav
from tests.conftest import answers


@pytest.mark.parametrize("words", ["", " \n\t "])
def test_a_reply_of_sound_alone_is_refused(sqlite_vault: Vault, reviewer: pyrage.x25519.Identity, words: str) -> None:
    key = str(reviewer.to_public())
    sqlite_vault.keep(Letter("a" * 32, b"1" * 32, key, envelope.seal(answers(), [key])))
    (letter,) = inbox.look(sqlite_vault, [reviewer]).letters
    with pytest.raises(WorkRefused, match="reply.bad_text"):
        Work(sqlite_vault, [reviewer], Recipients((key,), False)).reply(letter, "cy", words, Recording("audio/wav", wav(1), 1.0))
    assert not sqlite_vault.threads.replies(letter.entry.lookup)
