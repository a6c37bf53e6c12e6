"""Reviews: to whom the answers of a hand-out's card are sealed, and how long they are kept."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import date

import pyrage
from sqlalchemy import Row, select

from llais.answers.schema import reviews
from llais.answers.store import Store, Twice, now

ALPHABET = "0123456789ACEFHJKMNPRTX"
"""Of every group of look-alikes one is left. 23 signs, a prime, so that the check sign finds every single slip."""
_LOOK_ALIKE = str.maketrans("BDGILOQSZ", "806110052")
LENGTH = 8
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,38}")
"""A reference is for staff: it holds no name of a family."""


class ReviewError(ValueError):
    """A review cannot be opened or changed so. `key` names the message."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class CardError(ValueError):
    """What was typed is not the code of a card."""


@dataclass(frozen=True)
class Review:
    """One Child Practice Review, as the families' app needs to know it. Holds no name."""

    reference: str
    code: str
    keys: tuple[str, ...]
    """The public keys of its one or two reviewers."""
    opened_on: date
    closes_on: date
    """The day after which its answers' time of keeping begins."""
    retention_days: int
    mail: tuple[str, ...] = ()
    """Who is told that something is new."""
    hold: bool = False
    """A legal hold: nothing of it is deleted."""


class Reviews:
    """The reviews of a vault. Methods raise VaultUnavailable."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Review]:
        """Every review by its reference."""
        with self._store.asking() as connection:
            rows = connection.execute(select(reviews).order_by(reviews.c.reference)).all()
        return [_review(row) for row in rows]

    def find(self, reference: str) -> Review | None:
        """The review of a reference."""
        return next((one for one in self.all() if one.reference == reference), None)

    def of_card(self, code: str) -> Review | None:
        """The review of a card's code, as `parse` gives it."""
        return next((one for one in self.all() if one.code == code), None)

    def open(self, review: Review) -> None:
        """Keep a new review. Raises ReviewError."""
        check(review)
        try:
            with self._store.changing() as connection:
                connection.execute(reviews.insert().values(**_row(review)))
        except Twice:
            raise ReviewError("review.twice") from None

    def change(self, review: Review) -> None:
        """Keep a review's new keys, dates, addresses or hold. Raises ReviewError."""
        check(review)
        with self._store.changing() as connection:
            connection.execute(reviews.update().where(reviews.c.reference == review.reference).values(**_row(review)))


def check(review: Review) -> None:
    """Raises ReviewError for what no review may hold."""
    if not REFERENCE.fullmatch(review.reference):
        raise ReviewError("review.bad_reference")
    if not 1 <= len(review.keys) <= 2 or not all(is_key(one) for one in review.keys):
        raise ReviewError("review.bad_key")
    if review.closes_on < review.opened_on or not 1 <= review.retention_days <= 36500:
        raise ReviewError("review.bad_dates")
    if not all(re.fullmatch(r"[^@\s]+@[^@\s]+", one) for one in review.mail):
        raise ReviewError("review.bad_mail")


def is_key(text: str) -> bool:
    """Whether a text is an age public key."""
    try:
        return bool(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError:
        return False


def new_code() -> str:
    """A card's code: seven signs that nobody can foresee, and a check sign."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return signs + _check_sign(signs)


def grouped(code: str) -> str:
    """In fours, as it is printed: 7K4M PX2R."""
    return f"{code[:4]} {code[4:]}"


def parse(typed: str) -> str:
    """The code of what was typed: spaces, dashes, case and look-alike letters are forgiven. Raises CardError."""
    code = re.sub(r"[\W_]", "", typed[:200]).upper().translate(_LOOK_ALIKE)
    if len(code) != LENGTH or set(code) - set(ALPHABET) or _check_sign(code[:-1]) != code[-1]:
        raise CardError("not the code of a card")
    return code


def _check_sign(signs: str) -> str:
    """Weights 1 to 7 over a prime: one wrong sign, or two that changed places, always show."""
    return ALPHABET[sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, 1)) % len(ALPHABET)]


def held(review: Review, hold: bool) -> Review:
    """The review with or without a legal hold."""
    return replace(review, hold=hold)


def _row(review: Review) -> dict[str, object]:
    return {
        "reference": review.reference,
        "code": review.code,
        "keys": "\n".join(review.keys),
        "mail": "\n".join(review.mail),
        "opened_on": review.opened_on.isoformat(),
        "closes_on": review.closes_on.isoformat(),
        "retention_days": review.retention_days,
        "hold": review.hold,
        "changed_at": now(),
    }


def _review(row: Row) -> Review:
    return Review(
        row.reference,
        row.code,
        tuple(row.keys.split()),
        date.fromisoformat(row.opened_on),
        date.fromisoformat(row.closes_on),
        row.retention_days,
        tuple(row.mail.split()),
        bool(row.hold),
    )
