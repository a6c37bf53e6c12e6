"""One review, to take along: for the learning event, as a spreadsheet, as files. And its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from llais.answers.vault import VaultUnavailable
from llais.desk import report, spreadsheet, statistics
from llais.desk.archive import archive
from llais.desk.inbox import Letter
from llais.desk.statistics import NOT_ANSWERED, RATHER_NOT
from llais.interface.desk import Desk
from llais.interface.desk_parts import download
from pages.reviewer import numbers


def show(desk: Desk) -> None:
    """Choose a review; take it along; see its numbers."""
    t = desk.words
    st.header(t("desk.export"), anchor=False)
    try:
        inbox = desk.inbox()
    except VaultUnavailable as problem:
        st.error(t("inbox.unavailable", reason=problem))
        return
    reviews = sorted({one.entry.review for one in inbox.letters})
    if not reviews:
        st.text(t("inbox.empty"))
        return
    reference = str(st.selectbox(t("inbox.review"), reviews, format_func=desk.review_name))
    _take(desk, reference, inbox.of(reference))
    _numbers(desk, inbox.of(reference))


def _take(desk: Desk, reference: str, letters: Sequence[Letter]) -> None:
    t, name = desk.words, reference or "box"
    frame = spreadsheet.rows(letters, desk.kit.content, t)
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    for kind, media_type, data in (
        ("pdf", "application/pdf", report.pdf(desk.review_name(reference), letters, desk.kit.content, t)),
        ("csv", "text/csv", spreadsheet.csv(frame)),
        ("xlsx", workbook, spreadsheet.xlsx(frame)),
        ("zip", "application/zip", archive(letters)),
    ):
        download(t(f"export.{kind}"), f"{name}.{kind}", media_type, data, key=f"{kind}-{name}-{desk.tag}")
    st.text(t("export.care"))


def _numbers(desk: Desk, letters: Sequence[Letter]) -> None:
    t, source, families = desk.words, desk.kit.content, desk.words("statistics.count")
    st.subheader(t("statistics.title"), anchor=False)
    st.text(t("statistics.hidden"))
    answers = [one.answers for one in letters if one.entry.kind == "answers"]
    for question in source.questions:
        labels = {one.id: t(one.text.key) for one in question.options}
        labels |= {RATHER_NOT: t("answer.rather_not"), NOT_ANSWERED: t("letter.not_answered")}
        numbers.show(desk, t(question.full.key), statistics.by_option(question, answers), labels, families)
    names = {tag: desk.name_of(tag) for tag in desk.kit.tags}
    numbers.show(desk, t("inbox.language"), statistics.by("language", desk.kit.tags, answers), names, families)
    forms = {form: t(f"leaflet.{form}") for form in ("full", "easy")}
    numbers.show(desk, t("inbox.form"), statistics.by("form", forms, answers), forms, families)
    numbers.show(desk, t("statistics.month"), statistics.by_month(answers), {}, families)
