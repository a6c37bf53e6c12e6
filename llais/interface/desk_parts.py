"""The desk's own components: what is private goes over the websocket and is shown as it is, never through Streamlit's
uploader, media store or markdown."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from llais.answers.answer import Recording
from llais.interface.web import WEB
from llais.language import Language

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


@cache
def _component(name: str, file: str = "desk") -> ComponentRenderer:
    loader = f"// loader\nexport default async c => (await import(location.origin + '{WEB.url}/{file}.js')).{name}(c)"
    return st.components.v2.component(f"llais_{name}", js=loader)


def identity_file(labels: Mapping[str, str]) -> tuple[bytes, str] | None:
    """The bytes of the file that was just chosen and the passphrase typed; None when nothing was."""
    chosen = _component("identity")(key="identity", data=dict(labels), on_chosen_change=lambda: None).chosen
    if not isinstance(chosen, Mapping):
        return None
    try:
        return base64.b64decode(str(chosen.get("data", "")), validate=True), str(chosen.get("passphrase", ""))
    except binascii.Error:
        return b"", ""


def own_voice(labels: Mapping[str, str], key: str) -> Recording | None:
    """What was just recorded at the desk; None when nothing was."""
    take = _component("voice")(key=key, data=dict(labels), on_take_change=lambda: None).take
    if not isinstance(take, Mapping):
        return None
    try:
        data = base64.b64decode(str(take["data"]), validate=True)
        return Recording(str(take["type"]).split(";")[0], data, float(take["seconds"]))
    except (binascii.Error, KeyError, ValueError):
        return None


def handout(label: str, html: str, key: str) -> None:
    """A button that prints a hand-out."""
    _component("handout")(key=key, data={"label": label, "html": html})


def download(label: str, name: str, media_type: str, data: bytes, key: str) -> None:
    """A button that gives the reviewer a file: made in the browser, from what came over the websocket."""
    content = base64.b64encode(data).decode()
    _component("download")(key=key, data={"label": label, "name": name, "type": media_type, "data": content})


def page_language(language: Language) -> None:
    """Tell the browser which language the page is in: Streamlit's own page says English."""
    _component("language")(key="page_language", data={"tag": language.tag, "direction": language.direction}, height=1)


def letter_view(rows: list[dict[str, Any]], key: str) -> None:
    """Questions with answers: every word literal, every recording from memory."""
    _component("letter")(key=key, data={"rows": rows})


def sentence(data: Mapping[str, Any], key: str) -> None:
    """The studio's sentence with its sound (base64 of an MP3) and when each of its words begins (ms)."""
    _component("sentence", "studio")(key=key, data=dict(data))


def recorder(labels: Mapping[str, str], key: str) -> bytes | None:
    """What was just recorded or chosen in the studio, as the browser made it; None when nothing was."""
    taken = _component("recorder", "studio")(key=key, data=dict(labels), on_take_change=lambda: None).take
    return base64.b64decode(str(taken["data"])) if isinstance(taken, Mapping) and "data" in taken else None
