"""What a code opens: whether the letters arrived and were read, and the replies. Never what was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pyrage

from llais.answers.code import FamilyKey
from llais.answers.envelope import EnvelopeError
from llais.answers.reply import Reply, open_reply
from llais.answers.threads import REGRET, Event, History, Sealed
from llais.answers.vault import Vault


@dataclass(frozen=True)
class Answered:
    """A reply and when it was written (UTC)."""

    made_at: datetime
    reply: Reply = field(repr=False)


@dataclass(frozen=True)
class Correspondence:
    """All that a code may show. Times are in UTC."""

    arrived_at: datetime
    review: str
    read: bool
    replies: tuple[Answered, ...]
    withdrawn_at: datetime | None
    held: bool

    @property
    def destroyed_at(self) -> datetime | None:
        """When withdrawn letters are destroyed; None while they are not withdrawn, or held."""
        return self.withdrawn_at + REGRET if self.withdrawn_at and not self.held else None


def look(vault: Vault, key: FamilyKey) -> Correspondence | None:
    """What belongs to a code; None when nothing arrived under it. Raises VaultUnavailable."""
    letters = vault.entries(key.lookup)
    if not letters:
        return None
    review = vault.reviews.find(letters[0].review)
    history = vault.threads.history()
    return Correspondence(
        letters[0].arrived_at,
        letters[0].review,
        _read(history, [one.id for one in letters]),
        tuple(_open(vault.threads.replies(key.lookup), key)),
        history.withdrawn(letters[0].thread),
        bool(review and review.hold),
    )


def _read(history: History, ids: list[str]) -> bool:
    return any(history.at(one, Event.READ) for one in ids)


def _open(replies: list[Sealed], key: FamilyKey) -> list[Answered]:
    identity = pyrage.x25519.Identity.from_str(key.identity)
    found = []
    for one in replies:
        try:
            found.append(Answered(one.made_at, open_reply(one.sealed, [identity])))
        except EnvelopeError:
            continue  # not sealed to this code: somebody else put it here
    return found
