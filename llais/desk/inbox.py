"""What arrived, opened with the reviewer's identity. Opened answers live in memory only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyrage

from llais.answers import envelope
from llais.answers.answer import Answers
from llais.answers.envelope import EnvelopeError, NotForThisKey
from llais.answers.vault import Vault


@dataclass(frozen=True)
class Letter:
    """One answer that this key opens."""

    id: str
    arrived_at: datetime
    answers: Answers = field(repr=False)

    @property
    def answered(self) -> int:
        """Questions that were answered in any way."""
        return sum(one.given for one in self.answers.answers)

    @property
    def recordings(self) -> int:
        """Recordings in it."""
        return sum(len(one.recordings) for one in self.answers.answers)


@dataclass(frozen=True)
class Inbox:
    """What this key opens, newest first; how many are for other keys; the ids of those that cannot be read."""

    letters: tuple[Letter, ...]
    others: int
    damaged: tuple[str, ...]


def look(vault: Vault, identities: Sequence[pyrage.x25519.Identity]) -> Inbox:
    """Open everything. Raises VaultUnavailable."""
    letters, others, damaged = [], 0, []
    for entry in reversed(vault.entries()):
        try:
            letters.append(Letter(entry.id, entry.arrived_at, envelope.open_sealed(vault.sealed(entry.id), identities)))
        except NotForThisKey:
            others += 1
        except EnvelopeError:
            damaged.append(entry.id)
    return Inbox(tuple(letters), others, tuple(damaged))
