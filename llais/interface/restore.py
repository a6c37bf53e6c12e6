"""A tab takes up where it was: after a reload, a long silence of the line, or a restart of the server.

What the server must have back and the page does not show is held by the tab beside the fields, in its encrypted draft.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from llais.answers.code import DIGITS
from llais.answers.vault import VaultUnavailable
from llais.interface import later
from llais.interface.address import parse
from llais.interface.scene import Scene
from llais.interface.visit import Visit, texts
from llais.journey import Refused

ID = re.compile("[0-9a-f]{32}")
"""The id of a letter."""
NO_CODE = ("error.code_form", "error.code_unknown")
"""Why something typed is no code of anybody's."""
PAGES = ("question", "you", "reach", "more")
"""The pages whose fields are answers."""


def held(visit: Visit) -> dict[str, str]:
    """What the tab keeps for this visit: the card and the codes that were typed or made, and whether all was sent."""
    return {
        "card": visit.card,
        "code": visit.code,
        "id": visit.answers_id,
        "more": visit.more_id,
        "back": visit.back,
        "sent": "yes" if visit.sent else "",
        "read": "yes" if visit.read_each else "",
        "visit": "" if visit.sent else visit.token,
        "sends": str(visit.sends),
    }


def restore(pages: Mapping[str, ModuleType], scene: Scene, event: Mapping[str, Any]) -> None:
    """Give a new visit what the tab of an older one kept. What cannot be taken stands on its page, as typed."""
    visit = scene.visit
    hold = texts(event.get("hold"))
    visit.read_each = bool(hold.get("read"))
    visit.more_id = hold.get("more", "") if ID.fullmatch(hold.get("more", "")) else ""
    _codes(pages, scene, hold)
    visit.address = parse(str(event.get("to", "")), scene.kit.tags) or visit.address
    _instead_of(scene, hold.get("visit", ""))
    if not visit.sent:
        _fields(pages, scene, event.get("pages"))


def _instead_of(scene: Scene, token: str) -> None:
    """The visit that this tab was before is to be no visit any more: all of it is here again, or comes at once."""
    before = scene.kit.visits.find(token)
    if before is scene.visit:
        return
    scene.kit.tally.restored(scene.visit, before)
    scene.visit.before = before


def _codes(pages: Mapping[str, ModuleType], scene: Scene, hold: Mapping[str, str]) -> None:
    """A card that cannot be looked up now is at Send; a code stands in its field, to be looked up by a touch."""
    visit = scene.visit
    if typed := hold.get("card", ""):
        try:
            pages["card"].keep(scene, {"card": typed})
        except Refused as refused:
            visit.card = "" if refused.key == "error.card" else typed
    if typed := hold.get("back", ""):
        try:
            pages["come-back"].keep(scene, {"code": typed})
        except Refused as refused:
            visit.fields = {"code": typed}
            visit.back = "" if refused.key in NO_CODE else typed  # the tab keeps it, should the server start again
    if re.fullmatch(rf"\d{{{DIGITS}}}", hold.get("code", "")) and ID.fullmatch(hold.get("id", "")):
        _own_code(scene, hold["code"], hold["id"], bool(hold.get("sent")))


def _own_code(scene: Scene, digits: str, id_: str, sent: bool) -> None:
    """The code made for these answers; and whether they have arrived under it: while nobody can look, as the tab has it."""
    visit = scene.visit
    visit.code, visit.answers_id = digits, id_
    visit.family_key = scene.kit.deriver.submit(digits)
    try:
        key = visit.family_key.result()
        visit.sent = any(one.id == id_ for one in scene.kit.vault.entries(key.lookup))
        visit.stopped_at = None if visit.sent else later.since(scene, key)
        if visit.stopped_at:
            later.load(scene, key)
    except VaultUnavailable:
        visit.sent = sent
    except Refused:
        return


def _fields(pages: Mapping[str, ModuleType], scene: Scene, given: object) -> None:
    for place, fields in given.items() if isinstance(given, Mapping) else ():
        page, _, item = str(place).partition("/")
        if page not in PAGES:
            continue
        address = scene.address.to(page, item)
        try:
            pages[page].keep(Scene(scene.kit, scene.visit, address), texts(fields))
        except Refused:
            if address.place == scene.visit.address.place:
                scene.visit.fields = texts(fields)
