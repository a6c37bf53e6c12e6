"""Numbers as a chart, and as words and figures, which say the same."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from llais.desk.statistics import Table
from llais.interface.desk import Desk


def show(desk: Desk, title: str, table: Table, labels: Mapping[str, str], column: str) -> None:
    """A table of counts; `labels` has their names, `column` says what is counted."""
    st.text(title)
    named = {labels.get(label, label): count for label, count in table.counts.items()}
    shown = {label: count for label, count in named.items() if count is not None}
    if any(shown.values()):
        st.bar_chart(pd.DataFrame({column: shown}), horizontal=True, height=60 + 40 * len(shown))
    hidden = desk.words("statistics.small")
    figures = [hidden if count is None else str(count) for count in named.values()]
    st.table(pd.DataFrame({title: list(named), column: figures}), hide_index=True)
