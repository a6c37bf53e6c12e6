"""The stock Streamlit app: the same words and sound with Streamlit's own widgets, as its documentation shows them.

Run with Streamlit's default configuration: `streamlit run bench/stock.py -- SCREENS.json AUDIO`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import streamlit as st


@st.cache_data
def screens(file: str) -> list[dict[str, Any]]:
    """What is shown."""
    return json.loads(Path(file).read_text("utf-8"))


@st.cache_data
def sound(audio: str, clips: tuple[str, ...]) -> bytes:
    """All of a screen's sound in one."""
    return b"".join((Path(audio) / clip).read_bytes() for clip in clips)


def move(by: int) -> None:
    """To another screen."""
    st.session_state["at"] = (st.session_state["at"] + by) % len(found)


found = screens(sys.argv[1])
screen = found[st.session_state.setdefault("at", 2)]
st.title(screen["title"])
for sentence in screen["sentences"]:
    st.write(sentence)
st.audio(sound(sys.argv[2], tuple(screen["sounds"])), format="audio/mpeg")
if screen["options"]:
    st.radio("Dewiswch", screen["options"], index=None, key=f"choice-{screen['id']}")
    st.text_area("Dywedwch mwy wrthon ni", key=f"text-{screen['id']}")
left, right = st.columns(2)
left.button("Yn ôl", on_click=move, args=(-1,))
right.button("Parhau", on_click=move, args=(1,))
