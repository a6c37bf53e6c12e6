"""How much Llais is used: monthly sums that point at nobody, as charts and as a file."""

from __future__ import annotations

import streamlit as st

from llais.answers.usage import Counted
from llais.answers.vault import VaultUnavailable
from llais.desk import spreadsheet, usage
from llais.desk.usage import Sums
from llais.interface.desk import Desk
from llais.interface.desk_parts import download
from pages.reviewer import numbers

Names = dict[tuple[str, str], str]


def show(desk: Desk) -> None:
    """Visits by month; for a month what was used; all of it to take along."""
    t = desk.words
    st.header(t("desk.usage"), anchor=False)
    st.text(t("usage.about"))
    st.text(t("statistics.hidden"))
    try:
        counted = desk.kit.vault.usage.sums()
    except VaultUnavailable as problem:
        st.error(t("inbox.unavailable", reason=problem))
        return
    if not counted:
        st.text(t("usage.none"))
        return
    names = _names(desk)
    visits, *others = _sums(names, counted)
    numbers.show(desk, t("usage.visit"), visits.by_month("all"), {}, t("usage.count"))
    month = str(st.selectbox(t("statistics.month"), visits.months[::-1]))
    for one in others:
        labels = {label: names[one.what, label] for label in one.labels}
        counted_are = t("usage.count" if one.what == "answers" else "usage.visit")
        numbers.show(desk, names[one.what, ""], one.of(month), labels, counted_are)
    _take(desk, [visits, *others], names)


def _sums(names: Names, counted: dict[Counted, int]) -> list[Sums]:
    kinds = dict.fromkeys(what for what, _ in names)
    return [Sums(what, [which for kind, which in names if kind == what and which], counted) for what in kinds]


def _names(desk: Desk) -> Names:
    """Everything that is counted, in words; a kind of thing under ""."""
    t, source = desk.words, desk.kit.content
    names = {("visit", ""): t("usage.visit"), ("visit", "all"): t("usage.visit")}
    names |= {("language", ""): t("inbox.language")} | {("language", tag): desk.name_of(tag) for tag in desk.kit.tags}
    names |= {("form", ""): t("inbox.form")} | {("form", form): t(f"leaflet.{form}") for form in ("full", "easy")}
    names[("section", "")] = t("usage.section")
    for section in source.leaflet.full + source.leaflet.easy:
        names.setdefault(("section", section.id), t(section.heading.text.key))
    return names | _answers(desk)


def _answers(desk: Desk) -> Names:
    t = desk.words
    names = {("answers", ""): t("usage.answers"), ("answers", "sent"): t("usage.sent"), ("answers", "later"): t("usage.later")}
    for question in desk.kit.content.questions:
        names[("answers", question.id)] = t("usage.left", where=t(f"question.number_{question.number}"))
    for page in ("you", "check"):
        names[("answers", page)] = t("usage.left", where=t(f"{page}.title"))
    return names


def _take(desk: Desk, sums: list[Sums], names: Names) -> None:
    t = desk.words
    columns = [t("statistics.month"), t("usage.what"), t("usage.which"), t("usage.count")]
    frame = usage.rows(sums, names, columns, t("statistics.small"))
    download(t("usage.csv"), "llais-usage.csv", "text/csv", spreadsheet.csv(frame), key=f"usage-{desk.tag}")
