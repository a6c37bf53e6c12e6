"""A reviewer's age identity file: plain, or protected by a passphrase."""

from __future__ import annotations

import pyrage

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
    if data.lstrip().startswith(_PROTECTED):
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
        return pyrage.passphrase.decrypt(data.lstrip(), passphrase)
    except pyrage.DecryptError:
        raise WrongPassphrase("this passphrase does not open the identity") from None
