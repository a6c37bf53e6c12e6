"""One visit: what is held in memory between the first touch and Finish, Exit or the idle time-out."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Any

from llais.answers.code import FamilyKey
from llais.interface.address import START, Address
from llais.interface.upload import Upload
from llais.journey import Journey

FIELD_LIMIT = 100_000
"""Characters of one field that are looked at; what a person types by hand is far below."""


def texts(given: object) -> dict[str, str]:
    """The fields that a page sent, as words by name; anything else a manipulated page sends is passed over."""
    if not isinstance(given, Mapping):
        return {}
    return {str(name)[:40]: value[:FIELD_LIMIT] for name, value in given.items() if isinstance(value, str)}


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Visit:
    """Everything said and chosen. The token lets this tab's own requests in; it is in no URL and no cookie."""

    token: str = field(default_factory=_token, repr=False)
    address: Address = START
    read_each: bool = False
    problem: str = ""
    """The key of the message to show, if something could not be taken."""
    journey: Journey = field(default_factory=Journey, repr=False)
    fields: dict[str, str] = field(default_factory=dict, repr=False)
    """What stands on the page but could not be taken, so that nothing typed is lost."""
    uploads: dict[str, Upload] = field(default_factory=dict, repr=False)
    code: str = field(default="", repr=False)
    """The family's 16 digits, made on the check page."""
    family_key: Future[FamilyKey] | None = field(default=None, repr=False)
    answers_id: str = ""
    more_id: str = ""
    """Of what is added under a code, once its page was shown: told twice, it is one letter."""
    sent: bool = False
    session: str = ""
    """The id of Streamlit's session."""
    sends: int = 0
    """How often something was sent: then the tab forgets what it kept of it."""
    heard: int = 0
    """The number of the last event that was heard: told again after a bad line, it is not heard twice."""
    card: str = field(default="", repr=False)
    """The card's code, as it was typed."""
    back: str = field(default="", repr=False)
    """The digits with which somebody came back."""
    waits: FamilyKey | None = field(default=None, repr=False)
    """Of the code with which somebody came back to answers that were not sent."""
    stopped_at: datetime | None = None
    """When these answers were kept for later."""
    stopped_in: Address | None = None
    """The page on which that was."""
    review: str = ""
    """The reference of the review whose card was typed in."""
    key: FamilyKey | None = field(default=None, repr=False)
    """Of the code with which somebody came back."""
    notice: str = ""
    """The key of what to say on the next page: something was done."""
    stage: str = ""
    """Where somebody who leaves now has left their answers: a question's id, "you" or "check"; empty where nothing is open."""
    before: Visit | None = field(default=None, repr=False)
    """What this tab was before, to be ended when this visit's lock is free."""
    counted: set[tuple[str, str]] = field(default_factory=set)
    """What was counted of this visit, so that it counts once."""
    lock: Any = field(default_factory=RLock, repr=False)
    """Streamlit begins a run before it has ended the one it stops: two threads may work on a visit at once."""
    touched: float = field(default_factory=time.monotonic)

    def touch(self) -> None:
        """Somebody is there."""
        self.touched = time.monotonic()

    def came_back(self, key: FamilyKey) -> None:
        """With the code of answers that arrived, perhaps in the very tab that sent them."""
        self.key = key
        if self.sent:
            self.sent, self.code, self.answers_id, self.family_key = False, "", "", None

    @property
    def recorded(self) -> int:
        """Bytes of its recordings, whole and on their way in."""
        takes = [take for answer in list(self.journey.answers.values()) for take in answer.recordings]
        coming = [upload.data for upload in list(self.uploads.values()) if not upload.whole]
        return sum(len(take.data) for take in takes) + sum(map(len, coming))

    def wipe(self) -> None:
        """Forget everything; the token dies with it."""
        fresh = Visit(lock=self.lock)
        self.__dict__.update(fresh.__dict__)


class Visits:
    """The visits of this process by token, so that a tab's requests outside the websocket find theirs."""

    def __init__(self, over: Callable[[Visit], None] = lambda _: None) -> None:
        self._open: dict[str, Visit] = {}
        self._over = over
        """Told of each visit that is over, before it is forgotten."""

    def begin(self) -> Visit:
        """A new visit."""
        visit = Visit()
        self._open[visit.token] = visit
        return visit

    def find(self, token: str) -> Visit | None:
        """The visit of a token; None when it is unknown, wiped or over."""
        return self._open.get(token)

    def wipe(self, visit: Visit) -> None:
        """Forget all of a visit; it goes on as a new one with a new token."""
        with visit.lock:
            self._close(visit)
            self._open[visit.token] = visit

    def end(self, visit: Visit, wait: bool = True) -> bool:
        """Forget all of a visit, and drop it. What is being done for it, a Send perhaps, is done first; without `wait` such a
        visit stays. Returns whether it is over. Never while another visit's lock is held: two might wait for each other."""
        if not visit.lock.acquire(blocking=wait):
            return False
        try:
            self._close(visit)
        finally:
            visit.lock.release()
        return True

    def _close(self, visit: Visit) -> None:
        self._over(visit)
        self._open.pop(visit.token, None)
        visit.wipe()

    def recorded(self) -> int:
        """Bytes of all recordings that are held, whole and on their way in."""
        return sum(visit.recorded for visit in self.all())

    def all(self) -> list[Visit]:
        """Every visit there is."""
        return list(self._open.values())

    def idle(self, seconds: float) -> list[Visit]:
        """The visits that nobody touched for so long."""
        oldest = time.monotonic() - seconds
        return [visit for visit in self.all() if visit.touched < oldest]

    def __len__(self) -> int:
        return len(self._open)
