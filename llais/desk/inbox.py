"""What arrived, opened with the reviewer's identity. Opened letters live in memory only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import pyrage

from llais.answers import envelope
from llais.answers.answer import Answers
from llais.answers.envelope import EnvelopeError, NotForThisKey
from llais.answers.threads import Event, History
from llais.answers.vault import Entry, Vault


class State(StrEnum):
    """How far a letter has come. The order is the order of work."""

    NEW = "new"
    READ = "read"
    RAISED = "raised"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Letter:
    """One letter that this key opens."""

    entry: Entry
    state: State
    answers: Answers = field(repr=False)

    @property
    def id(self) -> str:
        """Its id in the vault."""
        return self.entry.id

    @property
    def arrived_at(self) -> datetime:
        """When it arrived (UTC)."""
        return self.entry.arrived_at

    @property
    def answered(self) -> int:
        """Questions that were answered in any way."""
        return sum(one.given for one in self.answers.answers)

    @property
    def recordings(self) -> int:
        """Recordings in it."""
        return sum(len(one.recordings) for one in self.answers.answers)

    @property
    def can_reply(self) -> bool:
        """Whether a code leads the family back to a reply."""
        return bool(self.entry.lookup and self.answers.code_recipient)


@dataclass(frozen=True)
class Inbox:
    """What this key opens, newest first; how many are for other keys; the ids of those that cannot be read.

    Letters that were taken back are not opened: only how many they are is known.
    """

    letters: tuple[Letter, ...]
    others: int
    damaged: tuple[str, ...]
    withdrawn: int = 0

    def of(self, review: str) -> tuple[Letter, ...]:
        """The letters of one review; of the Business Unit's box for ""."""
        return tuple(one for one in self.letters if one.entry.review == review)


def look(vault: Vault, identities: Sequence[pyrage.x25519.Identity]) -> Inbox:
    """Open everything. Raises VaultUnavailable."""
    history, answered = vault.threads.history(), vault.threads.answered()
    letters, others, damaged, withdrawn = [], 0, [], 0
    for entry in reversed(vault.entries()):
        if history.withdrawn(entry.thread):
            withdrawn += 1
            continue
        try:
            opened = envelope.open_sealed(vault.sealed(entry.id), identities)
            letters.append(Letter(entry, _state(entry, history, answered), opened))
        except NotForThisKey:
            others += 1
        except EnvelopeError:
            damaged.append(entry.id)
        except KeyError:
            continue  # deleted since it was listed
    return Inbox(tuple(letters), others, tuple(damaged), withdrawn)


def _state(entry: Entry, history: History, answered: set[str]) -> State:
    """A letter that came after the reply is new again."""
    read = history.at(entry.id, Event.READ)
    if not read:
        return State.NEW
    if entry.thread in answered:
        return State.ANSWERED
    return State.RAISED if history.at(entry.thread, Event.RAISED) else State.READ
