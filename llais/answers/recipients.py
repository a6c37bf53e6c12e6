"""Whom answers are sealed to: the age public keys of LLAIS_RECIPIENTS, or a practice key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyrage

from llais.answers import identity as identities
from llais.answers.files import make_once

PRACTICE_FILE = Path("practice") / "identity.txt"


class RecipientError(ValueError):
    """A key of LLAIS_RECIPIENTS cannot be used. The message says which and what to do."""


@dataclass(frozen=True)
class Recipients:
    """Public keys ("age1..."); `practice` when none is set and a practice key stands in."""

    keys: tuple[str, ...]
    practice: bool


def load(setting: str, data_dir: Path) -> Recipients:
    """The recipients of a setting: keys separated by spaces, commas or lines. Raises RecipientError, OSError."""
    keys = tuple(re.findall(r"[^\s,;]+", setting))
    for number, key in enumerate(keys, 1):
        _check(number, key)
    if keys:
        return Recipients(tuple(dict.fromkeys(keys)), practice=False)
    if setting.strip():
        raise RecipientError("LLAIS_RECIPIENTS holds no key. Give public keys that begin with age1, or leave it empty.")
    return Recipients((_practice_key(data_dir / PRACTICE_FILE),), practice=True)


def _check(number: int, key: str) -> None:
    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        wanted = "Give public keys that begin with age1, as made by age-keygen."
        raise RecipientError(f"LLAIS_RECIPIENTS: key {number} ({key[:12]}...) is not an age public key. {wanted}") from None


def _practice_key(path: Path) -> str:
    """The public key of the practice identity, made once beside the vault."""
    identity = pyrage.x25519.Identity.generate()
    lines = f"# Practice key: do not use with real families\n# public key: {identity.to_public()}\n{identity}\n"
    try:
        return str(identities.read(make_once(path, lines.encode()))[0].to_public())
    except identities.IdentityError:
        lost = "Move it away and a new one is made; practice answers sealed to the old one stay closed."
        raise RecipientError(f"{path} is damaged. {lost}") from None
