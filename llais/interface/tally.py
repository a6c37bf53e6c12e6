"""What is used, counted while it happens: in memory, a number for each kind of thing, until housekeeping adds it to the vault.

Only ids of the content are ever counted: nothing that a family says, and nothing that tells one visit from another.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from threading import Lock

from llais.answers.usage import Counted, Usage
from llais.content import Content
from llais.interface.visit import Visit

ASKS = ("question", "you", "check")
"""The pages on which somebody who leaves has left their answers."""


class Tally:
    """The counts of this process that are not in the vault yet."""

    def __init__(self, content: Content, on: bool = True) -> None:
        self._sections = {one.id for form in ("full", "easy") for one in content.leaflet.sections(form)}
        self._questions = [one.id for one in content.questions]
        self._on, self._lock = on, Lock()
        self._counts: Counter[Counted] = Counter()

    def seen(self, visit: Visit) -> None:
        """Somebody touched something: the visit, its language and the form of what it reads count once each."""
        address = visit.address
        self._once(visit, "visit", "all")
        if address.language:
            self._once(visit, "language", address.language)
        if address.page in ("leaflet", "question"):
            self._once(visit, "form", address.form)
        if address.page in ASKS and not visit.sent and visit.key is None:
            visit.stage = self._question(address.item) if address.page == "question" else address.page

    def listened(self, visit: Visit) -> None:
        """The section that the visit is at was read aloud."""
        if visit.address.page == "leaflet" and visit.address.item in self._sections:
            self._once(visit, "section", visit.address.item)

    def sent(self, visit: Visit) -> None:
        """Its answers were sent."""
        self._arrived(visit, "sent")

    def stopped(self, visit: Visit) -> None:
        """Its answers wait for its code."""
        self._arrived(visit, "later")

    def over(self, visit: Visit) -> None:
        """A visit is over. Where it was asked something and sent nothing, it has left its answers there."""
        if visit.stage:
            self._arrived(visit, visit.stage)

    def restored(self, visit: Visit, before: Visit | None) -> None:
        """A visit goes on as another: what was counted is not counted again, and the one before has not left."""
        if before:
            visit.counted, before.stage = before.counted, ""
        address = visit.address
        visit.counted |= {("visit", "all"), ("language", address.language), ("form", address.form)}

    def flush(self, usage: Usage, source: str) -> None:
        """Add what was counted to the sums of an installation. Raises VaultUnavailable, and then it is kept for later."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        try:
            usage.add(source, counts)
        except BaseException:
            with self._lock:
                self._counts.update(counts)
            raise

    def _question(self, item: str) -> str:
        """The question of an address; the first where it names none that there is."""
        return item if item in self._questions else self._questions[0]

    def _arrived(self, visit: Visit, which: str) -> None:
        visit.stage = ""
        self._count("answers", which)

    def _once(self, visit: Visit, what: str, which: str) -> None:
        if (what, which) not in visit.counted:
            visit.counted.add((what, which))
            self._count(what, which)

    def _count(self, what: str, which: str) -> None:
        if self._on:
            with self._lock:
                self._counts[Counted(f"{datetime.now(UTC):%Y-%m}", what, which)] += 1

    def __len__(self) -> int:
        return len(self._counts)
