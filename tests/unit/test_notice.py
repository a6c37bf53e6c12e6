"""Somebody is told that something is there, by a real mail server, and nothing of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from llais.answers import envelope
from llais.answers.notice import Notices
from llais.answers.post import Post, PostFailed
from llais.answers.reviews import Review, new_code
from llais.answers.threads import Event
from llais.answers.vault import Letter, Vault
from llais.interface import housekeeping
from llais.interface.kit import Kit
from llais.language import Words
from llais.settings import Settings
from tests.conftest import answers
from tests.unit.race import at_once
from tests.unit.test_keeping import key, public
from tests.unit.test_post import free_port

NOW = datetime.now(UTC)


class Letterbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server: SMTP, session: Session, mail: Envelope) -> str:
        self.mails.append((mail.rcpt_tos, mail.content.decode()))
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port("127.0.0.1"))
    server.start()
    yield box, f"smtp://127.0.0.1:{server.port}"
    server.stop()


def notices(vault: Vault, url: str, words: dict[str, Words]) -> Notices:
    return Notices(vault, Post.parse(url, "llais@board.example"), ("unit@board.example",), 5, words)


def test_each_review_is_told_once_and_nothing_of_what_was_said(sqlite_vault: Vault, letterbox: tuple[Letterbox, str], words: dict[str, Words]) -> None:
    box, url = letterbox
    sqlite_vault.reviews.open(Review("R7", new_code(), public(key()), date.today(), date.today(), 30, ("reviewer@board.example",)))
    sealed = envelope.seal(answers(), public(key()))
    for id_, review in (("one", "R7"), ("two", "R7"), ("three", "")):
        sqlite_vault.keep(Letter(id_, None, "age1abc", sealed, review))
    tell = notices(sqlite_vault, url, words)
    assert tell.send(NOW) == 2 and tell.send(NOW) == 0
    assert sorted(to[0] for to, _ in box.mails) == ["reviewer@board.example", "unit@board.example"]
    (mail,) = [text for to, text in box.mails if to == ["reviewer@board.example"]]
    assert "R7" in mail and "canary" not in mail and "Mae rhywbeth newydd" in mail and "There is something new" in mail


def test_what_stays_unread_is_told_to_the_unit_once_and_what_was_read_is_not(sqlite_vault: Vault, letterbox: tuple[Letterbox, str], words: dict[str, Words]) -> None:
    box, url = letterbox
    for id_ in ("read", "unread"):
        sqlite_vault.keep(Letter(id_, None, "age1abc", b"sealed"))
    sqlite_vault.threads.note_event("read", Event.READ)
    tell = notices(sqlite_vault, url, words)
    tell.send(NOW)
    later = NOW + timedelta(days=30)
    assert tell.send(later) == 1 and tell.send(later) == 0
    assert "has not been read yet" in box.mails[-1][1] and box.mails[-1][0] == ["unit@board.example"]


def test_a_mail_server_that_is_away_leaves_all_to_be_told_later(sqlite_vault: Vault, letterbox: tuple[Letterbox, str], words: dict[str, Words]) -> None:
    box, url = letterbox
    sqlite_vault.keep(Letter("one", None, "age1abc", b"sealed"))
    with pytest.raises(PostFailed):
        notices(sqlite_vault, "smtp://127.0.0.1:1", words).send(NOW)
    assert notices(sqlite_vault, url, words).send(NOW) == 1 and len(box.mails) == 1


def test_however_many_processes_keep_house_each_letter_is_told_once(store_url: str, vault: Vault, letterbox: tuple[Letterbox, str], tmp_path: Path) -> None:
    box, url = letterbox
    vault.keep(Letter("one", None, "age1abc", b"sealed"))
    chosen = Settings(data_dir=tmp_path, database_url=store_url, smtp_url=url, mail_from="llais@board.example", mail_unit="unit@board.example")
    days = at_once(lambda: housekeeping.share(Kit.load(chosen), None))
    assert len(box.mails) == 1 and set(days) <= {None, datetime.now(UTC).date()}
