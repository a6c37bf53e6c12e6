"""E-mail through the operator's mail server: encrypted on its way, and silent about itself when it fails."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
TIMEOUT = 10
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
KINDS: tuple[tuple[type[OSError], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not to be trusted"),
    (ssl.SSLError, "no secure connection"),
    (TimeoutError, f"no answer in {TIMEOUT} seconds"),
    (socket.gaierror, "no such host"),
    (smtplib.SMTPAuthenticationError, "user or password refused"),
    (smtplib.SMTPRecipientsRefused, "every recipient refused"),
    (smtplib.SMTPSenderRefused, "sender refused"),
    (smtplib.SMTPNotSupportedError, "it offers no way to sign in"),
    (smtplib.SMTPServerDisconnected, "it hung up or fell silent"),
    (smtplib.SMTPResponseException, "it refused"),
    (smtplib.SMTPException, "no way to sign in or send in common"),
    (OSError, "no connection"),
)
"""The first that fits a failure is what may be said of it."""


class PostError(ValueError):
    """A setting, an address or a subject cannot be used. The message says which, and holds none of them."""


class PostFailed(RuntimeError):
    """Not sent. The message names the kind of failure and the host, and nothing else."""

    def __init__(self, message: str, partly: bool = False) -> None:
        super().__init__(message)
        self.partly = partly
        """Some recipients have it: sending to all again would tell them twice."""


@dataclass(frozen=True)
class Post:
    """A mail server and who writes through it. Raises PostError where either cannot be used."""

    url: str = field(repr=False)
    """With its password: for no log and no page."""
    sender: str

    def __post_init__(self) -> None:
        _checked(self.url)
        if not ADDRESS.fullmatch(self.sender):
            raise PostError("LLAIS_MAIL_FROM is not an e-mail address. Write it bare: llais@board.example.")

    @classmethod
    def parse(cls, url: str, sender: str) -> Post:
        """The post of the settings. Raises PostError."""
        return cls(url.strip(), sender.strip())

    @property
    def host(self) -> str:
        """The mail server's name: this may be shown."""
        return urlsplit(self.url).hostname or ""

    def send(self, to: Sequence[str], subject: str, body: str) -> None:
        """Hand one message to the mail server. Raises PostError before anything is sent, and PostFailed."""
        message = self._message(to, subject, body)
        with self._failures_named(), closing(self._connected()) as server:
            self._signed_in(server)
            refused = server.send_message(message, self.sender, list(to))
            with suppress(OSError):
                server.quit()
        if refused:
            raise PostFailed(f"{self.host}: {len(refused)} of {len(to)} recipients refused", partly=True)

    def _message(self, to: Sequence[str], subject: str, body: str) -> EmailMessage:
        _checked_recipients(to)
        if subject.splitlines() != [subject]:
            raise PostError("The subject must be one line.")
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, ", ".join(to), subject
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = make_msgid(domain=self._domain)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body, charset="utf-8", cte="quoted-printable")
        return message

    @property
    def _domain(self) -> str:
        """What this machine calls itself to the mail server: never by its own name."""
        return self.sender.rpartition("@")[2]

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        if parts.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, parts.port or 465, self._domain, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(self.host, parts.port or (25 if self.host in LOCAL else 587), self._domain, timeout=TIMEOUT)

    def _signed_in(self, server: smtplib.SMTP) -> None:
        """Encrypted first, where it is not and the way leads off this machine; then signed in, where there is a password."""
        parts = urlsplit(self.url)
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and self.host not in LOCAL:
            if not server.has_extn("starttls"):
                raise PostFailed(f"{self.host}: it offers no STARTTLS, so nothing was sent")
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            kind = next(words for kind, words in KINDS if isinstance(error, kind))
            code = f" ({error.smtp_code})" if isinstance(error, smtplib.SMTPResponseException) else ""
            raise PostFailed(f"{self.host}: {kind}{code}") from None


def _checked(url: str) -> None:
    """Raise PostError where the address of the mail server cannot be used. The parser's own words may hold the password."""
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname and parts.hostname.encode("idna")) and parts.port != 0
    except ValueError:
        whole = False
    if not whole or re.search(r"\s", url) or parts.scheme not in ("smtp", "smtps") or _rest(parts):
        wanted = "Write smtp://user:password@mail.example:587 or smtps://, with % codes for signs such as / # ? @ in a password."
        raise PostError(f"LLAIS_SMTP_URL is not the address of a mail server. {wanted}")
    _checked_password(parts)


def _rest(parts: SplitResult) -> str:
    return parts.path.strip("/") + parts.query + parts.fragment


def _checked_password(parts: SplitResult) -> None:
    if bool(parts.username) != bool(parts.password):
        raise PostError("LLAIS_SMTP_URL: user and password go together. Give both or neither.")
    given = unquote(parts.username or "") + unquote(parts.password or "")
    if not (given.isascii() and given.isprintable()):
        raise PostError("LLAIS_SMTP_URL: user and password must be of plain ASCII letters, digits and signs.")


def _checked_recipients(to: Sequence[str]) -> None:
    if isinstance(to, str) or not to:
        raise PostError("There is no recipient. Give a list of addresses.")
    for number, address in enumerate(to, 1):
        if not ADDRESS.fullmatch(address):
            raise PostError(f"Recipient {number} is not an e-mail address. Write it bare: name@board.example.")
