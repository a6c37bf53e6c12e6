"""The families' app inside Streamlit: one session is one visit, one run paints one screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from llais.interface import voice
from llais.interface.address import START, STOPS, parse
from llais.interface.kit import Kit
from llais.interface.restore import held, restore
from llais.interface.scene import Scene, View
from llais.interface.visit import Visit, texts
from llais.journey import Refused
from llais.settings import settings

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

ACTS = {
    "send": ("check", "more", "reach"),
    "look": ("come-back",),
    "withdraw": ("withdraw",),
    "keep-answers": ("withdraw",),
    "resume": ("come-back",),
    "drop": ("come-back",),
}
"""What a page's own button does, and on which pages. A second tap comes when the page has moved on, and does nothing."""
LOOKED_UP = ("card", "come-back")
"""The pages whose code is looked up when that is asked for: a mere link leads away from a wrong one."""

LEAVES = ("finish", "wipe")
"""What ends a visit."""


@cache
def kit() -> Kit:
    """The kit of this process."""
    return Kit.load(settings())


Pages = Mapping[str, ModuleType]


def paint(pages: Pages, scene: Scene) -> View:
    """The view of a scene: the page it asks for, or the one it must see instead."""
    page = scene.address.page
    if page in voice.WITH_CODE and scene.visit.key is None:
        return pages["come-back"].show(replace(scene, address=scene.address.to("come-back")))
    if page in voice.OPEN_ONLY and scene.kit.closed(scene.visit.review) and not scene.visit.sent:
        return pages["closed"].show(scene)
    if (page == "sent" and not scene.visit.sent) or (page == "later" and scene.visit.stopped_at is None):
        return pages["home"].show(replace(scene, address=scene.address.to("home")))
    if page in voice.OPEN_ONLY and scene.visit.sent and scene.visit.key is None:
        return pages["sent"].show(replace(scene, address=scene.address.to("sent")))
    return pages[page].show(scene)


def hear(pages: Pages, of: Kit, visit: Visit, event: Mapping[str, Any]) -> None:
    """React to an event of a visit while nothing else changes it. What its tab was before ends after that, when no lock is
    held: two tabs, each of which ends the other, would wait for one another for ever."""
    with visit.lock, of.timings.timing("touch"):
        react(pages, Scene(of, visit, visit.address), event)
        before, visit.before = visit.before, None
    if before:
        of.visits.end(before)


def react(pages: Pages, scene: Scene, event: Mapping[str, Any]) -> None:
    """Do what was touched. What cannot be taken stays on the page with a message; nothing already given changes."""
    visit = scene.visit
    visit.touch()
    if not _is_news(visit, event.get("at")):
        return
    what, fields = str(event.get("do", "")), texts(event.get("fields"))
    if event.get("listened"):
        scene.kit.tally.listened(visit)
    if _aside(pages, scene, what, fields, event):
        return
    if what == "go" and visit.address.page in LOOKED_UP:
        _leave(scene, fields, str(event.get("to", "")))
        return
    try:
        _keep(pages, scene, fields)
    except Refused as refused:
        visit.fields = fields
        visit.problem = "" if what in ("save", "arrive") else refused.key
        if what != "arrive":
            return
    _move(pages, scene, what, str(event.get("to", "")))
    if what not in LEAVES:
        scene.kit.tally.seen(visit)


def _aside(pages: Pages, scene: Scene, what: str, fields: dict[str, str], event: Mapping[str, Any]) -> bool:
    """Do what is not about the page's own fields. Returns whether it was that."""
    if what == "card":
        pages["card"].know(scene, fields)
    elif what == "restore":
        restore(pages, scene, event)
    elif what == "read":
        scene.visit.read_each = bool(event.get("on"))
    return what in ("card", "restore", "read", "hello")


def _is_news(visit: Visit, number: object) -> bool:
    """Whether this event was not heard before: after a bad line the tab tells again what it had no answer to."""
    if not isinstance(number, int):
        return True
    news, visit.heard = number > visit.heard, max(number, visit.heard)
    return news


def _keep(pages: Pages, scene: Scene, fields: dict[str, str]) -> None:
    keep: Callable[[Scene, Mapping[str, str]], None] | None = getattr(pages[scene.address.page], "keep", None)
    done = scene.visit.sent and scene.visit.key is None and scene.address.page in voice.OPEN_ONLY
    if keep and fields and not done:
        keep(scene, fields)
    scene.visit.fields, scene.visit.problem = {}, ""


def _leave(scene: Scene, fields: dict[str, str], url: str) -> None:
    """By a link: what is typed stays where the place stays, as in another language."""
    visit, place = scene.visit, scene.visit.address.place
    visit.address = parse(url, scene.kit.tags) or visit.address
    if visit.address.place == place:
        visit.fields = fields
    else:
        visit.fields, visit.problem = {}, ""


def _move(pages: Pages, scene: Scene, what: str, url: str) -> None:
    visit = scene.visit
    if what in ("go", "continue", "arrive"):
        visit.address = parse(url, scene.kit.tags) or visit.address
    elif (page := _acting(scene, what)) is not None:
        try:
            visit.address = pages[page].act(scene, what)
        except Refused as refused:
            visit.problem = refused.key
    elif what in LEAVES:
        scene.kit.visits.wipe(visit)


def _acting(scene: Scene, what: str) -> str | None:
    """The page that does what was touched; None when it is not to be done here."""
    page = scene.address.page
    if what == "later" and page in STOPS:
        return "later"
    if page in voice.WITH_CODE and scene.visit.key is None:
        return None
    return page if page in ACTS.get(what, ()) else None


def run(pages: Pages) -> None:
    """One run of the script."""
    visit = _visit()
    with visit.lock, kit().timings.timing("paint"):
        view = paint(pages, Scene(kit(), visit, visit.address))
        visit.address = view.address
        # As bytes: in a dict Streamlit looks for data frames, and loads numpy, pandas and pyarrow for it (80 MB).
        data = json.dumps(_data(view, visit), ensure_ascii=False).encode()
    _bridge()(key="screen", data=data, on_event_change=lambda: _on_event(pages))


def _visit() -> Visit:
    """The visit of this session, begun at the URL that the tab shows."""
    if "visit" not in st.session_state:
        visit = kit().visits.begin()
        visit.session = _session()
        visit.address = parse(str(st.query_params.get("at", "")), kit().tags) or START
        st.session_state["visit"] = visit
    return st.session_state["visit"]


def _session() -> str:
    """The id of the session that runs; empty where none does, as in tests of the script alone."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


@cache
def _bridge() -> ComponentRenderer:
    """The one component: it brings each screen to the browser and each touch back. The page itself takes and tells both
    (web/line.js), so the component has no script of its own."""
    return st.components.v2.component("llais_bridge", html="<!-- see line.js -->")


def _on_event(pages: Pages) -> None:
    visit, event = st.session_state.get("visit"), st.session_state["screen"].event
    # No visit: the server is a new one and knows nothing yet. The browser sees the new token and tells where it is.
    if visit and isinstance(event, Mapping):
        hear(pages, kit(), visit, event)


def _data(view: View, visit: Visit) -> dict[str, Any]:
    return {
        "html": view.html,
        "signature": view.signature,
        "url": view.address.url,
        "page": view.address.page,
        "title": view.title,
        "language": view.language,
        "direction": view.direction,
        "fields": view.fields,
        "problem": visit.problem,
        "place": view.address.place,
        "hold": held(visit),
        "heard": visit.heard,
        "read": visit.read_each,
        "token": visit.token,
    }
