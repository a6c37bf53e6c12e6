"""One visit: what is held in memory between the first touch and Finish, Exit or the idle time-out."""

from __future__ import annotations

import secrets
import time
from concurrent.futures import Future
from dataclasses import dataclass, field

from llais.answers.code import FamilyKey
from llais.interface.address import START, Address
from llais.interface.upload import Upload
from llais.journey import Journey


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
    sent: bool = False
    review: str = ""
    """The reference of the review whose card was typed in."""
    key: FamilyKey | None = field(default=None, repr=False)
    """Of the code with which somebody came back."""
    notice: str = ""
    """The key of what to say on the next page: something was done."""
    touched: float = field(default_factory=time.monotonic)

    def touch(self) -> None:
        """Somebody is there."""
        self.touched = time.monotonic()

    def wipe(self) -> None:
        """Forget everything; the token dies with it."""
        fresh = Visit()
        self.__dict__.update(fresh.__dict__)


class Visits:
    """The visits of this process by token, so that a tab's requests outside the websocket find theirs."""

    def __init__(self) -> None:
        self._open: dict[str, Visit] = {}

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
        self._open.pop(visit.token, None)
        visit.wipe()
        self._open[visit.token] = visit

    def end_idle(self, seconds: float) -> int:
        """Forget the visits nobody touched for so long, and drop them. Returns how many."""
        oldest = time.monotonic() - seconds
        idle = [visit for visit in list(self._open.values()) if visit.touched < oldest]
        for visit in idle:
            self._open.pop(visit.token, None)
            visit.wipe()
        return len(idle)

    def __len__(self) -> int:
        return len(self._open)
