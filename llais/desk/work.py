"""What a reviewer does with a letter: reads it, notes what was said at the learning event, replies, passes it on."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import pyrage

from llais.answers import audit, reseal
from llais.answers.answer import Recording
from llais.answers.envelope import EnvelopeError
from llais.answers.recipients import Recipients
from llais.answers.reply import TEXT_LIMIT, Reply, open_note, open_reply, seal_note, seal_reply
from llais.answers.threads import Event
from llais.answers.vault import Vault
from llais.desk.inbox import Letter


class WorkRefused(ValueError):
    """What was asked cannot be done. `key` names the message."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Work:
    """The desk's hands. Methods raise VaultUnavailable, and RecipientError where a review's keys are not to be trusted."""

    vault: Vault
    identities: Sequence[pyrage.x25519.Identity]
    recipients: Recipients

    def read(self, letter: Letter) -> None:
        """Somebody has opened it: the family sees so."""
        if not self.vault.threads.history(letter.id).at(letter.id, Event.READ):
            self.vault.threads.note_event(letter.id, Event.READ)
            self._audit("read", letter)

    def raised(self, letter: Letter) -> None:
        """What the family said was raised at the learning event."""
        self.vault.threads.note_event(letter.entry.thread, Event.RAISED)
        self._audit("raised", letter)

    def note(self, letter: Letter, text: str) -> None:
        """Write down something about a letter. Raises WorkRefused."""
        if not text.strip() or len(text) > TEXT_LIMIT:
            raise WorkRefused("letter.note_bad")
        self.vault.threads.note(letter.id, secrets.token_hex(16), seal_note(text, self._keys(letter.entry.review)))

    def notes(self, letter: Letter) -> list[tuple[str, str]]:
        """The day and the text of each note that these keys open."""
        found = []
        for one in self.vault.threads.notes(letter.id):
            try:
                found.append((one.made_at.date().isoformat(), open_note(one.sealed, self.identities)))
            except EnvelopeError:
                continue
        return found

    def reply(self, letter: Letter, language: str, text: str, sound: Recording | None) -> None:
        """Reply to the family: sealed to its code and to whoever may read the letter. Raises WorkRefused."""
        if not letter.can_reply:
            raise WorkRefused("reply.no_code")
        if not text.strip() or len(text) > TEXT_LIMIT:
            raise WorkRefused("reply.bad_text")
        to = [letter.answers.code_recipient, *self._keys(letter.entry.review)]
        sealed = seal_reply(Reply(language, text.strip(), sound), to)
        self.vault.threads.reply(letter.entry.lookup or b"", secrets.token_hex(16), sealed)
        self._audit("replied", letter)

    def replies(self, letter: Letter) -> list[tuple[str, Reply]]:
        """The day and each reply that these keys open."""
        found = []
        for one in self.vault.threads.replies(letter.entry.lookup) if letter.entry.lookup else ():
            try:
                found.append((one.made_at.date().isoformat(), open_reply(one.sealed, self.identities)))
            except EnvelopeError:
                continue
        return found

    def pass_on(self, letter: Letter, reference: str) -> None:
        """Move a letter to another review, sealed to that review's keys. Raises EnvelopeError."""
        reseal.pass_on(self.vault, self.identities, letter.entry, reference, self._keys(reference))

    def _keys(self, reference: str) -> tuple[str, ...]:
        return self.recipients.of(self.vault.reviews.find(reference) if reference else None)

    def _audit(self, event: str, letter: Letter) -> None:
        with self.vault.store.changing() as connection:
            audit.write(connection, event, letter.id, letter.entry.review)
