"""One letter: each question in the reviewer's language, the family's own words as they were; notes, reply, passing on."""

from __future__ import annotations

import streamlit as st

from llais.answers.envelope import EnvelopeError
from llais.answers.recipients import RecipientError
from llais.answers.vault import VaultUnavailable
from llais.desk.inbox import Letter, State
from llais.desk.work import WorkRefused
from llais.interface.desk import Desk
from llais.interface.desk_parts import letter_view
from pages.reviewer import reply


def show(desk: Desk, letter: Letter) -> None:
    """What the family said, beside what it was asked; then what can be done about it."""
    t = desk.words
    if st.button(t("letter.back")):
        desk.leave_letter()
        st.rerun()
    st.header(t("letter.title", when=f"{letter.arrived_at:%Y-%m-%d %H:%M} UTC"), anchor=False)
    form = t(f"leaflet.{letter.answers.form}")
    st.text(t("letter.language", language=desk.name_of(letter.answers.language), form=form))
    letter_view(desk.rows(letter), f"letter-{letter.id}-{desk.tag}")
    try:
        desk.work.read(letter)
        _raised(desk, letter)
        _notes(desk, letter)
        reply.show(desk, letter)
        _pass_on(desk, letter)
    except WorkRefused as refused:
        st.error(t(refused.key))
    except (VaultUnavailable, RecipientError, EnvelopeError, OSError) as problem:
        st.error(t("desk.no_key", reason=problem))


def _raised(desk: Desk, letter: Letter) -> None:
    if letter.state in (State.RAISED, State.ANSWERED):
        st.text(desk.words("letter.raised") if letter.state == State.RAISED else desk.words("inbox.state_answered"))
    elif st.button(desk.words("letter.raise")):
        desk.work.raised(letter)
        st.rerun()


def _notes(desk: Desk, letter: Letter) -> None:
    t = desk.words
    st.subheader(t("letter.notes"), anchor=False)
    for day, text in desk.work.notes(letter):
        st.text(f"{day}\n{text}")
    written = st.text_area(t("letter.note"), key=f"draft-note-{letter.id}")
    if st.button(t("letter.note_keep")):
        desk.work.note(letter, written)
        del st.session_state[f"draft-note-{letter.id}"]
        st.rerun()


def _pass_on(desk: Desk, letter: Letter) -> None:
    """From the Business Unit's box to a review."""
    t = desk.words
    references = [one.reference for one in desk.kit.vault.reviews.all() if one.reference != letter.entry.review]
    if letter.entry.review or not references:
        return
    st.subheader(t("letter.pass_on"), anchor=False)
    chosen = st.selectbox(t("letter.pass_on_to"), references)
    if st.button(t("letter.pass_on"), key="pass-on"):
        desk.work.pass_on(letter, str(chosen))
        desk.leave_letter()
        desk.done = "letter.passed_on"
        st.rerun()
