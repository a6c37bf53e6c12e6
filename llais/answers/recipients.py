"""Whom answers are sealed to: the keys of their review, or of the Business Unit's box; and always the recovery key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyrage

from llais.answers import identity as identities
from llais.answers.files import make_once
from llais.answers.reviews import Review, is_key

PRACTICE_FILE = Path("practice") / "identity.txt"


class RecipientError(ValueError):
    """A key of LLAIS_RECIPIENTS cannot be used. The message says which and what to do."""


@dataclass(frozen=True)
class Recipients:
    """Public keys ("age1...")."""

    keys: tuple[str, ...]
    """Of the Business Unit's box."""
    practice: bool
    """No key is set and a practice key stands in."""
    recovery: tuple[str, ...] = ()
    """The Board's offline keys: without one a lost key loses voices for good."""
    known: tuple[str, ...] = ()
    """The reviewers' keys that the operator knows. Where any are named, a review with another key is not trusted."""

    def of(self, review: Review | None) -> tuple[str, ...]:
        """Every key that a review's answers are sealed to; the box's where there is no review. Raises RecipientError."""
        if review and self.known and not set(review.keys) <= {*self.known, *self.keys}:
            raise RecipientError(f"review {review.reference} has a key that LLAIS_REVIEWERS does not name. Ask its reviewer.")
        return tuple(dict.fromkeys((*(review.keys if review else self.keys), *self.recovery)))


def load(setting: str, data_dir: Path, recovery: str = "", known: str = "") -> Recipients:
    """The recipients of the settings: keys separated by spaces, commas or lines. Raises RecipientError, OSError."""
    keys = _keys("LLAIS_RECIPIENTS", setting)
    further = _keys("LLAIS_RECOVERY", recovery), _keys("LLAIS_REVIEWERS", known)
    if keys:
        return Recipients(keys, False, *further)
    return Recipients((_practice_key(data_dir / PRACTICE_FILE),), True, *further)


def _keys(name: str, setting: str) -> tuple[str, ...]:
    keys = tuple(re.findall(r"[^\s,;]+", setting))
    for number, key in enumerate(keys, 1):
        if not is_key(key):
            wanted = "Give public keys that begin with age1, as made by age-keygen."
            raise RecipientError(f"{name}: key {number} ({key[:12]}...) is not an age public key. {wanted}")
    if setting.strip() and not keys:
        raise RecipientError(f"{name} holds no key. Give public keys that begin with age1, or leave it empty.")
    return tuple(dict.fromkeys(keys))


def _practice_key(path: Path) -> str:
    """The public key of the practice identity, made once beside the vault."""
    identity = pyrage.x25519.Identity.generate()
    lines = f"# Practice key: do not use with real families\n# public key: {identity.to_public()}\n{identity}\n"
    try:
        return str(identities.read(make_once(path, lines.encode()))[0].to_public())
    except identities.IdentityError:
        lost = "Move it away and a new one is made; practice answers sealed to the old one stay closed."
        raise RecipientError(f"{path} is damaged. {lost}") from None
