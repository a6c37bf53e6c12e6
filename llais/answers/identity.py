"""A reviewer's age identity file: plain, or protected by a passphrase."""

from __future__ import annotations

import pyrage

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
"""Some editors put it before a text file's first letter."""
_PROTECTED = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")


class IdentityError(ValueError):
    """The file gives no identity."""


class NeedsPassphrase(IdentityError):
    """The file is protected and no passphrase was given."""


class WrongPassphrase(IdentityError):
    """The passphrase does not open the file."""


class NotAnIdentity(IdentityError):
    """The file is no age identity."""


def read(data: bytes, passphrase: str | None = None) -> list[pyrage.x25519.Identity]:
    """The identities of a file's bytes. Raises IdentityError's kinds."""
    data = data.removeprefix(_MARK).lstrip()
    if data.startswith(_PROTECTED):
        data = _unlock(data, passphrase)
    try:
        lines = [line.strip() for line in data.decode().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (UnicodeDecodeError, pyrage.IdentityError):
        raise NotAnIdentity("this file is not an age identity") from None
    if not found:
        raise NotAnIdentity("this file holds no age identity")
    return found


def _unlock(data: bytes, passphrase: str | None) -> bytes:
    if not passphrase:
        raise NeedsPassphrase("this identity is protected by a passphrase")
    try:
        return pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError as problem:
        if str(problem) == "Decryption failed":
            raise WrongPassphrase("this passphrase does not open the identity") from None
        if "No matching keys" in str(problem):
            raise NotAnIdentity("this file is sealed to a key: it is no identity protected by a passphrase") from None
        raise NotAnIdentity(f"this file cannot be opened: {problem}") from None
