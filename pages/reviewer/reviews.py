"""Reviews: open one, print its hand-out."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from llais.answers import reviews
from llais.answers.reviews import Review, ReviewError
from llais.answers.vault import VaultUnavailable
from llais.interface import handout
from llais.interface.desk import Desk
from llais.interface.desk_parts import handout as print_button


def show(desk: Desk) -> None:
    """The reviews there are, and a form for a new one."""
    t = desk.words
    st.header(t("review.title"), anchor=False)
    try:
        _list(desk, desk.kit.vault.reviews.all())
        _new(desk)
    except VaultUnavailable as problem:
        st.error(t("inbox.unavailable", reason=problem))


def _list(desk: Desk, found: list[Review]) -> None:
    t = desk.words
    if not found:
        st.text(t("review.none"))
        return
    columns = ("reference", "code", "opened_on", "closes_on", "retention", "hold")
    rows = [
        (one.reference, reviews.grouped(one.code), one.opened_on, one.closes_on, one.retention_days, "✓" if one.hold else "")
        for one in found
    ]
    table = pd.DataFrame(rows, columns=[t(f"review.{name}") for name in columns]).astype(str)
    st.table(table.set_index(t("review.reference")))
    for one in found:
        label = t("review.handout", reference=one.reference)
        print_button(label, handout.html(desk.kit, one), f"print-{one.reference}-{desk.tag}")


def _new(desk: Desk) -> None:
    t = desk.words
    st.subheader(t("review.new"), anchor=False)
    with st.form("review"):
        reference = st.text_input(t("review.reference"), max_chars=40, key=f"draft-reference-{len(desk.kit.vault.reviews.all())}")
        keys = st.text_area(t("review.keys"), value="\n".join(str(one.to_public()) for one in desk.identities))
        mail = st.text_area(t("review.mail"))
        opened_on = st.date_input(t("review.opened_on"), date.today())
        closes_on = st.date_input(t("review.closes_on"), date.today() + timedelta(days=183))
        days = st.number_input(t("review.retention"), 1, 36500, 365)
        if not st.form_submit_button(t("review.open")):
            return
    given = tuple(keys.split()), opened_on, closes_on, int(days), tuple(mail.split())
    made = Review(reference.strip(), reviews.new_code(), *given)
    try:
        desk.kit.vault.reviews.open(made)
    except ReviewError as problem:
        st.error(t(problem.key))
        return
    desk.done = "review.opened"
    st.rerun()
