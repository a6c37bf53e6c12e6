"""One answer: each question in the reviewer's language, the family's own words as they were."""

from __future__ import annotations

import streamlit as st

from llais.desk.inbox import Letter
from llais.interface.desk import Desk
from llais.interface.desk_parts import letter_view


def show(desk: Desk, letter: Letter) -> None:
    """What the family said, beside what it was asked."""
    t = desk.words
    if st.button(t("letter.back")):
        desk.open = ""
        st.rerun()
    st.header(t("letter.title", when=f"{letter.arrived_at:%Y-%m-%d %H:%M} UTC"), anchor=False)
    form = t(f"leaflet.{letter.answers.form}")
    st.text(t("letter.language", language=desk.name_of(letter.answers.language), form=form))
    letter_view(desk.rows(letter), f"letter-{letter.id}-{desk.tag}")
