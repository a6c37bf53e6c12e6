"""E-mail, against a real mail server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from llais.answers import post
from llais.answers.post import Post, PostError, PostFailed
from tests.unit import tls

SENDER = "llais@board.example"
SECRET = "Cyfrinach-9"
LOCAL, REMOTE = "127.0.0.1", "127.0.0.2"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
Start = Callable[..., "Box"]


class Box:
    """What a mail server saw."""

    def __init__(self, refused: tuple[str, ...] = (), full: bool = False) -> None:
        self.refused, self.full, self.seen, self.port = refused, full, [], 0
        self.letters: list[EmailMessage] = []
        self.names: list[str] = []
        self.encrypted: list[bool] = []

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, replies: list[str]) -> list[str]:
        session.host_name = name
        self.names.append(name)
        return replies

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        self.seen.append(f"MAIL {address}")
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        self.seen.append(f"RCPT {address}")
        if address in self.refused:
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "452 no room" if self.full else "250 OK"

    def sign_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
        return AuthResult(success=given == LoginPassword(b"llais@board", SECRET.encode()), handled=False)


def free_port(host: str) -> int:
    with socket.socket() as asked:
        asked.bind((host, 0))
        return asked.getsockname()[1]


@contextmanager
def running(box: Box, host: str, **options: object) -> Iterator[Box]:
    controller = Controller(box, hostname=host, port=free_port(host), **options)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as servers:
        yield lambda box=None, host=LOCAL, **options: servers.enter_context(running(box or Box(), host, **options))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return tls.certificate(tmp_path, f"IP:{REMOTE}")


def failure(url: str, to: tuple[str, ...] = ("a@board.example",)) -> PostFailed:
    """Why a message was not sent, once it is sure that the words give nothing away."""
    with pytest.raises(PostFailed) as caught:
        Post.parse(url, SENDER).send(to, "Pwnc cudd", "Corff cudd")
    assert not [word for word in (SECRET, "Pwnc", "Corff", "a@board") if word in str(caught.value)]
    return caught.value


def test_a_message_arrives_whole_with_its_welsh_letters(start: Start) -> None:
    box = start()
    body = "Mae rhywbeth newydd yn y ŵyl.\n.\n\nEwch i'r ddesg: http://localhost:8502/\n" + "hir " * 300
    Post.parse(f" smtp://{LOCAL}:{box.port}/ ", SENDER).send(["a@board.example", "b@board.example"], "Tŷ: rhywbeth newydd", body)
    [letter] = box.letters
    assert letter["Subject"] == "Tŷ: rhywbeth newydd" and letter.get_content().splitlines() == body.splitlines()
    assert letter["From"] == SENDER and letter["To"] == "a@board.example, b@board.example"
    assert box.seen == [f"MAIL {SENDER}", "RCPT a@board.example", "RCPT b@board.example"]


def test_a_message_says_when_and_that_a_machine_wrote_it_and_never_on_which_machine(start: Start) -> None:
    box = start()
    Post.parse(f"smtp://localhost:{box.port}", SENDER).send(["a@board.example"], "Pwnc", "Corff")
    [letter] = box.letters
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Date"].datetime.tzinfo
    assert letter["Message-ID"].endswith("@board.example>") and set(box.names) == {"board.example"}
    assert socket.gethostname() not in letter.as_string()


def test_user_and_password_are_given_where_they_are_asked_for(start: Start) -> None:
    box = Box()
    start(box, authenticator=box.sign_in, auth_required=True, auth_require_tls=False)
    Post.parse(f"smtp://llais%40board:{SECRET}@{LOCAL}:{box.port}", SENDER).send(["a@board.example"], "Pwnc", "Corff")
    assert len(box.letters) == 1
    assert "535" in str(failure(f"smtp://llais%40board:{SECRET}x@{LOCAL}:{box.port}"))
    assert len(box.letters) == 1


def test_a_server_that_knows_no_passwords_is_told_nothing(start: Start) -> None:
    box = start()
    assert "no way to sign in" in str(failure(f"smtp://llais:{SECRET}@{LOCAL}:{box.port}"))
    assert not box.seen


def test_a_server_that_is_not_there_is_named() -> None:
    assert str(failure(f"smtp://{LOCAL}:{free_port(LOCAL)}")) == f"{LOCAL}: no connection"
    assert str(failure(f"smtps://u:{SECRET}@{REMOTE}:{free_port(REMOTE)}")) == f"{REMOTE}: no connection"


def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "TIMEOUT", 0.2)
    with socket.create_server((LOCAL, 0)) as silent:
        assert "silent" in str(failure(f"smtp://{LOCAL}:{silent.getsockname()[1]}"))
        assert "no answer" in str(failure(f"smtps://{LOCAL}:{silent.getsockname()[1]}"))


def test_a_refused_recipient_is_a_failure_and_says_whether_others_were_told(start: Start) -> None:
    box = start(Box(refused=("a@board.example",)))
    assert not failure(f"smtp://{LOCAL}:{box.port}").partly and not box.letters
    told = failure(f"smtp://{LOCAL}:{box.port}", ("a@board.example", "b@board.example"))
    assert told.partly and "1 of 2" in str(told) and len(box.letters) == 1


def test_a_refused_message_is_a_failure(start: Start) -> None:
    box = start(Box(full=True))
    assert str(failure(f"smtp://{LOCAL}:{box.port}")) == f"{LOCAL}: it refused (452)"


def test_a_server_elsewhere_without_starttls_gets_neither_password_nor_message(start: Start) -> None:
    box = Box()
    start(box, REMOTE, authenticator=box.sign_in, auth_require_tls=False)
    assert "STARTTLS" in str(failure(f"smtp://llais%40board:{SECRET}@{REMOTE}:{box.port}"))
    assert not box.seen and not box.letters


def test_a_server_elsewhere_that_nobody_vouches_for_gets_nothing(start: Start, certificate: Path) -> None:
    box = start(host=REMOTE, tls_context=tls.served(certificate))
    other = start(host=REMOTE, ssl_context=tls.served(certificate))
    assert "certificate" in str(failure(f"smtp://{REMOTE}:{box.port}"))
    assert "certificate" in str(failure(f"smtps://{REMOTE}:{other.port}"))
    assert not box.seen and not other.seen


@pytest.mark.parametrize(("scheme", "option"), [("smtp", "tls_context"), ("smtps", "ssl_context")])
def test_a_server_elsewhere_with_a_good_certificate_gets_all_of_it_encrypted(
    start: Start, certificate: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, option: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box = Box()
    start(box, REMOTE, authenticator=box.sign_in, auth_required=True, auth_require_tls=scheme == "smtp", **{option: tls.served(certificate)})
    Post.parse(f"{scheme}://llais%40board:{SECRET}@{REMOTE}:{box.port}", SENDER).send(["a@board.example"], "Pwnc", "Corff")
    assert box.encrypted == [True]


def test_a_good_certificate_of_another_host_is_refused(start: Start, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box = start(host="127.0.0.3", tls_context=tls.served(certificate))
    assert "certificate" in str(failure(f"smtp://127.0.0.3:{box.port}"))
    assert not box.seen


@pytest.mark.parametrize(
    "url",
    [
        "", "mail.example", f"http://u:{SECRET}@mail.example", f"smtp://u:{SECRET}@", f"smtp://u:{SECRET}/x@mail.example:587",
        f"smtp://u:{SECRET}@mail.example:587x", f"smtp://u:{SECRET}@mail.example:70000", f"smtp://u:{SECRET}@mail.example:0",
        f"smtp://u:#{SECRET}@mail.example", f"smtp://u:?{SECRET}@mail.example", f"smtp://u:[{SECRET}@mail.example", f"smtp://u:{SECRET}℀@mail.example",
        f"smtp://u:{SECRET}@mail..example", f"smtp://u:{SECRET}\n@mail.example", f"smtp://:{SECRET}@mail.example", "smtp://u@mail.example",
        f"smtp://u:{SECRET}ŵ@mail.example", f"smtp://u:{SECRET}%0d%0a@mail.example", f"smtp://u:{SECRET}@mail.example/x",
    ],
)  # fmt: skip
def test_an_address_that_is_no_mail_server_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(PostError, match="LLAIS_SMTP_URL") as caught:
        Post.parse(url, SENDER)
    assert SECRET not in str(caught.value) and caught.value.__context__ is None


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c.example", "Llais <llais@board.example>", "a@b.example\nBcc: c@d.example", "a@b.example\n", "a@b.example, c@d.example"])
def test_an_address_that_would_be_more_than_one_line_or_person_is_refused(address: str, start: Start) -> None:
    with pytest.raises(PostError, match="LLAIS_MAIL_FROM"):
        Post("smtp://localhost", address + " ")
    with pytest.raises(PostError, match="Recipient 2"):
        Post.parse(f"smtp://{LOCAL}:{start().port}", SENDER).send(["a@board.example", address], "Pwnc", "Corff")


@pytest.mark.parametrize("subject", ["", "Pwnc\n", "Pwnc\r\nBcc: c@d.example", "Pwnc\rX", "Pwnc\u2028X", "Pwnc\x0bX"])
def test_a_subject_of_more_than_one_line_is_refused(subject: str, start: Start) -> None:
    box = start()
    with pytest.raises(PostError, match="one line"):
        Post.parse(f"smtp://{LOCAL}:{box.port}", SENDER).send(["a@board.example"], subject, "Corff")
    assert not box.seen


@pytest.mark.parametrize("to", [[], "a@board.example"])
def test_recipients_are_a_list_of_at_least_one(to: list[str]) -> None:
    with pytest.raises(PostError, match="recipient"):
        Post.parse("smtp://localhost", SENDER).send(to, "Pwnc", "Corff")


def test_the_password_shows_in_no_log() -> None:
    made = Post.parse(f"smtp://u:{SECRET}@mail.example:587", SENDER)
    assert SECRET not in repr(made) and made.host == "mail.example"
