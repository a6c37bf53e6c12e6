"""What arrived, by review and state, newest first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from llais.answers.vault import VaultUnavailable
from llais.desk.inbox import Inbox, Letter, State
from llais.interface.desk import Desk


def show(desk: Desk) -> None:
    """The table, a button for each letter, and what this key does not open."""
    t = desk.words
    st.header(t("inbox.title"), anchor=False)
    st.button(t("inbox.refresh"))
    try:
        inbox = desk.inbox()
    except VaultUnavailable as problem:
        st.error(t("inbox.unavailable", reason=problem))
        return
    letters = _chosen(desk, inbox)
    _table(desk, letters)
    for letter in letters:
        if st.button(t("inbox.open", when=f"{letter.arrived_at:%Y-%m-%d %H:%M:%S}"), key=f"open-{letter.id}"):
            desk.open = letter.id
            st.rerun()
    for key, count in (("inbox.others", inbox.others), ("inbox.withdrawn", inbox.withdrawn)):
        if count:
            st.text(t(key, n=count))
    if inbox.damaged:
        st.warning(t("inbox.damaged", n=len(inbox.damaged)))


def _chosen(desk: Desk, inbox: Inbox) -> Sequence[Letter]:
    """The letters of the review and state that the reviewer wants to see."""
    t = desk.words
    reviews = sorted({one.entry.review for one in inbox.letters})
    left, right = st.columns(2)
    name = lambda one: t("inbox.all") if one is None else desk.review_name(one)  # noqa: E731
    review = left.selectbox(t("inbox.review"), [None, *reviews], format_func=name)
    states = [None, *State]
    state = right.selectbox(t("inbox.which"), states, format_func=lambda one: t(f"inbox.state_{one}" if one else "inbox.all"))
    return [one for one in inbox.letters if review in (None, one.entry.review) and state in (None, one.state)]


def _table(desk: Desk, letters: Sequence[Letter]) -> None:
    t = desk.words
    if not letters:
        st.text(t("inbox.empty"))
        return
    rows = [
        {
            t("inbox.arrived"): f"{letter.arrived_at:%Y-%m-%d %H:%M:%S}",
            t("inbox.review"): desk.review_name(letter.entry.review),
            t("inbox.state"): t(f"inbox.state_{letter.state}"),
            t("inbox.kind"): t(f"inbox.kind_{letter.entry.kind}"),
            t("inbox.language"): desk.name_of(letter.answers.language),
            t("inbox.form"): t(f"leaflet.{letter.answers.form}"),
            t("inbox.answered"): letter.answered,
            t("inbox.recordings"): letter.recordings,
        }
        for letter in letters
    ]
    st.table(pd.DataFrame(rows).set_index(t("inbox.arrived")))
