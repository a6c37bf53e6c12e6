"""The reviewer's desk inside Streamlit: one session holds a key only while it is unlocked."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pyrage
import streamlit as st

from llais.answers import identity
from llais.answers.answer import RATHER_NOT, Answer, Contact, Recording
from llais.answers.recipients import PRACTICE_FILE
from llais.content import Question
from llais.desk import inbox
from llais.desk.inbox import Inbox, Letter
from llais.desk.work import Work
from llais.interface.desk_parts import page_language
from llais.interface.kit import Kit
from llais.journey import MORE
from llais.language import SOURCE, Words
from llais.settings import settings

LOCK_AFTER = 15 * 60
"""Seconds without a touch after which the desk locks itself."""

WITHOUT_KEY = ("studio", "sound", "readiness")
"""The pages that show nothing of any family: a colleague who lends their voice needs no key."""

Page = Callable[["Desk"], None]


@cache
def kit() -> Kit:
    """The kit of this process."""
    return Kit.load(settings())


@dataclass
class Desk:
    """One reviewer's session. The identities are never written anywhere."""

    kit: Kit
    tag: str = SOURCE
    identities: list[pyrage.x25519.Identity] = field(default_factory=list, repr=False)
    open: str = ""
    """The id of the letter that is open."""
    page: str = "inbox"
    problem: str = ""
    done: str = ""
    """The key of what was just done."""
    sound: Recording | None = field(default=None, repr=False)
    """Of the reply that is being written, and the words it was made from; of one's own voice the words do not matter."""
    sound_of: str | None = field(default=None, repr=False)
    touched: float = field(default_factory=time.monotonic)

    @property
    def words(self) -> Words:
        """The words in the reviewer's language."""
        return self.kit.words[self.tag]

    def name_of(self, tag: str) -> str:
        """A language's own name."""
        return self.kit.language(tag).name if tag in self.kit.tags else tag

    def unlock(self, file: bytes, passphrase: str) -> None:
        """Open the desk with an identity file; `problem` says what is wrong when it does not open."""
        try:
            self.identities, self.problem = identity.read(file, passphrase or None), ""
        except identity.NeedsPassphrase:
            self.problem = "unlock.needs_passphrase"
        except identity.WrongPassphrase:
            self.problem = "unlock.wrong_passphrase"
        except identity.NotAnIdentity:
            self.problem = "unlock.not_identity"
        self.touched = time.monotonic()

    def unlock_practice(self) -> None:
        """Open it with the practice key that lies beside the vault."""
        file = self.kit.settings.data_dir / PRACTICE_FILE
        if file.exists():
            self.unlock(file.read_bytes(), "")
        else:
            self.problem = "unlock.no_practice"

    def lock(self, why: str = "") -> None:
        """Forget the key and everything opened."""
        self.identities, self.open, self.problem, self.done = [], "", why, ""
        self.leave_letter()

    def leave_letter(self) -> None:
        """Forget what was being written."""
        self.open, self.sound, self.sound_of = "", None, None
        for key in [str(key) for key in st.session_state if str(key).startswith("draft-")]:
            del st.session_state[key]

    def lock_if_idle(self) -> bool:
        """Lock when nobody touched the desk for LOCK_AFTER. Returns whether it did."""
        idle = bool(self.identities) and time.monotonic() - self.touched > LOCK_AFTER
        if idle:
            self.lock("desk.locked_idle")
        return idle

    def inbox(self) -> Inbox:
        """What arrived. Raises VaultUnavailable."""
        return inbox.look(self.kit.vault, self.identities)

    @property
    def work(self) -> Work:
        """What can be done with letters. Raises RecipientError, VaultUnavailable."""
        return Work(self.kit.vault, self.identities, self.kit.recipients)

    def review_name(self, reference: str) -> str:
        """A review's reference, or the name of the Business Unit's box."""
        return reference or self.words("inbox.box")

    def rows(self, letter: Letter) -> list[dict[str, Any]]:
        """Each question with its answer, and the wishes, for the letter's component."""
        given = {one.question: one for one in letter.answers.answers}
        asked = [self._row(question.full.key, question, given) for question in self.kit.content.questions]
        if letter.entry.kind != "answers":
            asked = [self._row("inbox.kind_more", None, {"": given[MORE]})] if MORE in given else []
        return [*asked, {"heading": self.words("letter.contact"), "parts": self._wishes(letter.answers.contact), "takes": []}]

    def _row(self, heading: str, question: Question | None, given: dict[str, Answer]) -> dict[str, Any]:
        answer = given.get(question.id if question else "", Answer(""))
        parts = []
        if answer.choice and question:
            parts.append({"label": self.words("letter.choice"), "said": self._choice(question, answer)})
        if answer.text.strip():
            parts.append({"label": self.words("letter.typed"), "own": answer.text})
        if not answer.given:
            parts.append({"said": self.words("letter.not_answered")})
        takes = [self.take(one) for one in answer.recordings]
        return {"heading": self.words(heading), "parts": parts, "takes": takes}

    def take(self, recording: Recording) -> dict[str, Any]:
        """A recording for the letter's component."""
        label = self.words("letter.recording", seconds=round(recording.seconds))
        return {"label": label, "type": recording.media_type, "data": base64.b64encode(recording.data).decode()}

    def _choice(self, question: Question, answer: Answer) -> str:
        if answer.choice == RATHER_NOT:
            return self.words("answer.rather_not")
        return next((self.words(one.text.key) for one in question.options if one.id == answer.choice), answer.choice or "")

    def _wishes(self, contact: Contact) -> list[dict[str, str]]:
        parts = []
        for name in ("reviewer", "may_reach", "how", "safe_message", "language"):
            value = getattr(contact, name)
            if value and name in ("may_reach", "safe_message"):
                parts.append({"label": self.words(f"you.{name}"), "said": self.words(f"you.{name}_{value}")})
            elif value:
                own = self.name_of(value) if name == "language" else value
                parts.append({"label": self.words(f"you.{name}"), "own": own})
        return parts or [{"said": self.words("letter.no_contact")}]


def run(unlock: Page, listing: Page, letter: Callable[[Desk, Letter], None], further: Mapping[str, Page]) -> None:
    """One run: the screen that the desk's state asks for."""
    desk = st.session_state.setdefault("desk", Desk(kit()))
    if not desk.lock_if_idle():
        desk.touched = time.monotonic()
    st.set_page_config(page_title=desk.words("desk.title"), layout="centered")
    _top(desk)
    if desk.kit.beside_families:
        st.error(desk.words("desk.not_here"))
        return None
    page = _page(desk)
    if page not in WITHOUT_KEY and not desk.identities:
        return unlock(desk)
    _watch(desk)
    if page in further:
        return further[page](desk)
    opened = next((one for one in desk.inbox().letters if one.id == desk.open), None) if desk.open else None
    if opened:
        return letter(desk, opened)
    if desk.open:
        desk.leave_letter()  # it was taken back meanwhile, or deleted
    return listing(desk)


def _top(desk: Desk) -> None:
    """Title, language, lock; the practice banner."""
    if desk.kit.practice:
        st.warning(desk.words("desk.practice"))
    tags, (left, right) = list(desk.kit.tags), st.columns([3, 1], vertical_alignment="bottom")
    label, at = desk.words("desk.language"), tags.index(desk.tag)
    chosen = left.radio(label, tags, at, format_func=desk.name_of, horizontal=True, key="language")
    if chosen != desk.tag:
        desk.tag = chosen
        st.rerun()
    if desk.identities and right.button(desk.words("desk.lock")):
        desk.lock()
        st.rerun()
    page_language(desk.kit.language(desk.tag))


def _page(desk: Desk) -> str:
    """Where the reviewer wants to be."""
    pages, label = ["inbox", "reviews", "export", "usage", *WITHOUT_KEY], desk.words("desk.pages")
    chosen = st.radio(label, pages, pages.index(desk.page), format_func=lambda page: desk.words(f"desk.{page}"), horizontal=True)
    if chosen != desk.page:
        desk.page = chosen
        desk.leave_letter()
        st.rerun()
    if desk.done:
        st.success(desk.words(desk.done))
        desk.done = ""
    return desk.page


@st.fragment(run_every=20)
def _watch(desk: Desk) -> None:
    """Looks by itself whether the desk was left alone."""
    if desk.lock_if_idle():
        st.rerun()
