"""What was sent, kept or told does not stay in the process's memory."""

from __future__ import annotations

import gc
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from llais.answers.answer import Answer
from llais.answers.vault import Letter, Vault
from llais.interface import memory
from llais.interface.upload import Upload, UploadRefused
from llais.interface.visit import Visit
from llais.journey import Journey

LARGE = 40 * 2**20
"""Bytes: glibc gives back every block from 32 MB at once."""
WEBM = b"\x1a\x45\xdf\xa3"


def resident() -> int:
    gc.collect()
    memory.give_back()
    return psutil.Process().memory_info().rss


def test_a_letter_that_is_kept_in_the_vault_is_not_kept_in_memory(vault: Vault) -> None:
    vault.keep(Letter("first", b"l" * 32, "age1abc", b"sealed"))  # what a first one brings along stays
    before = resident()
    vault.keep(Letter("large", b"l" * 32, "age1abc", os.urandom(LARGE)))
    assert resident() - before < LARGE / 4


def test_a_draft_a_reply_and_what_waits_are_not_kept_in_a_statement(vault: Vault) -> None:
    sealed = os.urandom(1000)
    held = sys.getrefcount(sealed)
    vault.drafts.put("draft", "q1", 0, 1, sealed)
    vault.drafts.put("draft", "q1", 0, 2, sealed)
    vault.threads.reply(b"l" * 32, "reply", sealed)
    vault.threads.note("letter", "note", sealed)
    gc.collect()
    assert sys.getrefcount(sealed) == held


def test_a_take_that_is_whole_is_held_and_counted_once() -> None:
    upload = Upload("t", "audio/webm")
    upload.add(0, WEBM)
    upload.add(1, b"sound")
    visit = Visit(uploads={"q1": upload})
    assert visit.recorded == 9
    recording = upload.finish(1)
    visit.journey = Journey().recording("q1", recording)
    assert upload.finish(1).data is recording.data and visit.recorded == 9
    upload.add(1, b"sound")
    with pytest.raises(UploadRefused, match="409"):
        upload.add(2, b"more")
    assert visit.journey.answer("q1") == Answer("q1", recordings=(recording,))


def _speaks() -> None:
    """What a thread does with long recordings: large blocks, then many that are less large."""
    bytes(LARGE // 2)
    [os.urandom(memory.LARGE) for _ in range(250)]


@pytest.mark.skipif(sys.platform != "linux", reason="as glibc does it")
def test_what_long_recordings_took_goes_back_to_the_system() -> None:
    memory.settle()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(int).result()
        before = resident()
        thread.submit(_speaks).result()
        assert resident() - before < LARGE / 4
