"""What arrived, newest first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from llais.answers.vault import VaultUnavailable
from llais.desk.inbox import Inbox
from llais.interface.desk import Desk


def show(desk: Desk) -> None:
    """The table, a button for each answer, and what this key does not open."""
    t = desk.words
    st.header(t("inbox.title"), anchor=False)
    st.button(t("inbox.refresh"))
    try:
        inbox = desk.inbox()
    except VaultUnavailable as problem:
        st.error(t("inbox.unavailable", reason=problem))
        return
    _table(desk, inbox)
    for letter in inbox.letters:
        if st.button(t("inbox.open", when=f"{letter.arrived_at:%Y-%m-%d %H:%M:%S}"), key=f"open-{letter.id}"):
            desk.open = letter.id
            st.rerun()
    if inbox.others:
        st.text(t("inbox.others", n=inbox.others))
    if inbox.damaged:
        st.warning(t("inbox.damaged", n=len(inbox.damaged)))


def _table(desk: Desk, inbox: Inbox) -> None:
    t = desk.words
    if not inbox.letters:
        st.text(t("inbox.empty"))
        return
    rows = [
        {
            t("inbox.arrived"): f"{letter.arrived_at:%Y-%m-%d %H:%M:%S}",
            t("inbox.language"): desk.name_of(letter.answers.language),
            t("inbox.form"): t(f"leaflet.{letter.answers.form}"),
            t("inbox.answered"): letter.answered,
            t("inbox.recordings"): letter.recordings,
        }
        for letter in inbox.letters
    ]
    st.table(pd.DataFrame(rows).set_index(t("inbox.arrived")))
