"""How long a family's words are kept: what is due goes, unless a legal hold stops it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from llais.answers import deletion
from llais.answers.reviews import Review
from llais.answers.threads import REGRET
from llais.answers.vault import Entry, Vault

TIME = "its time of keeping is over"
WITHDRAWN = "the family withdrew it"


@dataclass(frozen=True)
class Due:
    """A letter that must go, and why."""

    id: str
    why: str


def due(vault: Vault, box_days: int, now: datetime) -> list[Due]:
    """What must go now. `box_days`: days that the Business Unit's box keeps a letter. Raises VaultUnavailable."""
    reviews = {one.reference: one for one in vault.reviews.all()}
    history = vault.threads.history()
    found = []
    for entry in vault.entries():
        review = reviews.get(entry.review)
        withdrawn = history.withdrawn(entry.thread)
        if review and review.hold:
            continue
        if withdrawn and now - withdrawn >= REGRET:
            found.append(Due(entry.id, WITHDRAWN))
        elif now.date() > keep_until(entry, review, box_days):
            found.append(Due(entry.id, TIME))
    return found


def keep_until(entry: Entry, review: Review | None, box_days: int) -> date:
    """The last day on which a letter is kept: so many days after it arrived or, if later, after its review closed."""
    arrived = entry.arrived_at.date()
    if review is None:
        return arrived + timedelta(days=box_days)
    return max(arrived, review.closes_on) + timedelta(days=review.retention_days)


def carry_out(vault: Vault, box_days: int, data_dir: Path, now: datetime | None = None) -> list[Due]:
    """Destroy what is due. Returns what went."""
    found = due(vault, box_days, now or datetime.now(UTC))
    for why in (WITHDRAWN, TIME):
        ids = [one.id for one in found if one.why == why]
        if ids:
            deletion.destroy(vault.store, ids, why, data_dir)
    return found
