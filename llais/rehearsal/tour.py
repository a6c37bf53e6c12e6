"""A walk past every screen in every state, without a browser: for whoever must see them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyrage

from llais.answers import identity
from llais.answers.answer import Recording
from llais.answers.recipients import PRACTICE_FILE
from llais.desk import inbox
from llais.desk.work import Work
from llais.interface import family
from llais.interface.address import FORMS, PAGES, Address
from llais.interface.kit import Kit
from llais.interface.scene import Scene, View
from llais.interface.visit import Visit
from llais.interface.voice import WITH_CODE
from llais.settings import Settings

SOUND = Recording("audio/webm", b"\x1a\x45\xdf\xa3 sound", 2.5)

IN_STATES = {*WITH_CODE, "sent", "later"}
"""Pages that show themselves only after something was done."""


@dataclass(frozen=True)
class Stop:
    """A screen in one state, to be painted now: the visit goes on after it. What was painted can be looked at again."""

    pages: family.Pages
    kit: Kit
    visit: Visit
    page: str
    item: str = ""
    state: str = ""
    _painted: dict[tuple[str, str], View] = field(default_factory=dict, repr=False)

    def paint(self, language: str, form: str = "full") -> View:
        """The screen in a language and form."""
        if (language, form) not in self._painted:
            scene = Scene(self.kit, self.visit, Address(self.page, language, form, self.item))
            self._painted[language, form] = family.paint(self.pages, scene)
        return self._painted[language, form]

    def name(self, form: str) -> str:
        """For people: the address without its language, where it is used, and its state."""
        told = [self.kit.settings.place, *([self.state] if self.state else [])]
        return f"{Address(self.page, '', form, self.item).url} ({', '.join(told)})"


def settings(folder: Path, place: str, recipients: str = "") -> Settings:
    """Settings of nobody's: whatever the environment says, the walk is in practice mode and keeps to its folder."""
    own = {"database_url": "", "recovery": "", "reviewers": "", "printer": "printer", "public_url": "https://llais.example"}
    return Settings(data_dir=folder, place=place, recipients=recipients, **own)


def stops(pages: family.Pages, folder: Path) -> Iterator[Stop]:
    """Every screen. What is sent on the way is kept in an empty folder of the caller's."""
    web, kiosk = (Kit.load(settings(folder / place, place)) for place in ("web", "kiosk"))
    for kit in (web, kiosk):
        for page in (one for one in PAGES if one not in IN_STATES):
            for item in _items(kit, page):
                yield Stop(pages, kit, Visit(), page, item)
    yield from _visit(pages, kiosk)
    closed = Kit.load(settings(folder / "closed", "web", recipients="age1notakey"))
    yield Stop(pages, closed, Visit(), "question", state="closed")


def _items(kit: Kit, page: str) -> list[str]:
    sections = {one.id: None for form in FORMS for one in kit.content.leaflet.sections(form)}
    return {"leaflet": ["", *sections], "question": [one.id for one in kit.content.questions]}.get(page, [""])


def _visit(pages: family.Pages, kit: Kit) -> Iterator[Stop]:
    """One family answers, stops, goes on, sends, and comes back for the reply."""
    visit = _answered(pages, kit)
    yield Stop(pages, kit, visit, "check", state="answered")
    visit.problem = "error.general"
    yield Stop(pages, kit, visit, "question", "q1", "with a problem")
    _do(pages, kit, visit, "later", page="check")
    yield Stop(pages, kit, visit, "later", state="stopped")
    back = Visit()
    _do(pages, kit, back, "look", page="come-back", code=visit.code)
    yield Stop(pages, kit, back, "come-back", state="waiting")
    _do(pages, kit, visit, "send", page="check")
    yield Stop(pages, kit, visit, "sent", state="sent")
    yield from _with_code(pages, kit, visit.code)


def _with_code(pages: family.Pages, kit: Kit, code: str) -> Iterator[Stop]:
    visit = Visit()
    _do(pages, kit, visit, "look", page="come-back", code=code)
    yield from (Stop(pages, kit, visit, page, state="arrived") for page in ("come-back", "more", "reach", "withdraw"))
    _reply(kit)
    yield Stop(pages, kit, visit, "come-back", state="replied to")
    _do(pages, kit, visit, "withdraw", page="withdraw")
    yield from (Stop(pages, kit, visit, page, state="taken back") for page in ("come-back", "withdraw"))


def _answered(pages: family.Pages, kit: Kit) -> Visit:
    visit = Visit()
    for number, question in enumerate(kit.content.questions):
        choice = question.options[number % len(question.options)].id
        _do(pages, kit, visit, "save", page="question", item=question.id, choice=choice, text="…" * (number % 2))
    first = kit.content.questions[0].id
    visit.journey = visit.journey.recording(first, SOUND)
    wishes = {"reviewer": "…", "may_reach": "yes", "how": "…", "safe_message": "no"}
    _do(pages, kit, visit, "save", page="you", **wishes)
    return visit


def _do(pages: family.Pages, kit: Kit, visit: Visit, what: str, page: str, item: str = "", **fields: str) -> None:
    """Touch something on a page, as a family does."""
    visit.address = Address(page, kit.tags[0], "full", item)
    family.react(pages, Scene(kit, visit, visit.address), {"do": what, "fields": fields})


def _reply(kit: Kit) -> None:
    """The reviewer reads what arrived and replies in words and sound."""
    held: list[pyrage.x25519.Identity] = identity.read((kit.settings.data_dir / PRACTICE_FILE).read_bytes(), "")
    work = Work(kit.vault, held, kit.recipients)
    for letter in inbox.look(kit.vault, held).letters:
        work.read(letter)
        work.reply(letter, kit.tags[0], "…", SOUND)
