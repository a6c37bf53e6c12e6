"""Who is told: an e-mail that says that something is there, and nothing of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from llais.answers.post import Post
from llais.answers.threads import Event, History
from llais.answers.vault import Entry, Vault
from llais.answers.working_days import working_days_since
from llais.language import Words


@dataclass(frozen=True)
class Notices:
    """Tells a review's own people of what is new, and the Business Unit of its box and of what stays unread."""

    vault: Vault
    post: Post
    unit: tuple[str, ...]
    unread_days: int
    """Working days."""
    words: Mapping[str, Words]

    def send(self, now: datetime) -> int:
        """One round. Returns how many e-mails went. Raises PostError, PostFailed, VaultUnavailable; told is told once."""
        history = self.vault.threads.history()
        there = [one for one in self.vault.entries() if not history.withdrawn(one.thread)]
        new = [one for one in there if not history.at(one.id, Event.TOLD)]
        late = [one for one in there if self._late(one, history, now)]
        return self._tell(new, Event.TOLD, "mail.new") + self._tell(late, Event.REMINDED, "mail.unread")

    def _late(self, entry: Entry, history: History, now: datetime) -> bool:
        if history.at(entry.id, Event.READ) or history.at(entry.id, Event.REMINDED):
            return False
        return working_days_since(entry.arrived_at, now) >= self.unread_days

    def _tell(self, entries: Sequence[Entry], event: Event, key: str) -> int:
        """One e-mail for each review, however many letters."""
        sent = 0
        for review in sorted({one.review for one in entries}):
            if to := self._to(review, event):
                self.post.send(to, self._say("mail.subject"), self._say(key, review))
                sent += 1
            for one in entries:
                if one.review == review:
                    self.vault.threads.note_event(one.id, event)
        return sent

    def _to(self, review: str, event: Event) -> tuple[str, ...]:
        found = self.vault.reviews.find(review) if review and event == Event.TOLD else None
        return (found.mail if found else ()) or self.unit

    def _say(self, key: str, review: str = "") -> str:
        """In every language, the first one first."""
        said = [words(key, review=review or words("inbox.box")) for words in self.words.values()]
        return (" / " if key == "mail.subject" else "\n\n").join(said)
