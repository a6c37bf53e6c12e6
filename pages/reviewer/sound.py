"""Where the sound of each language stands, and whether the languages are equal."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from llais.interface.desk import Desk
from llais.speech import report


def show(desk: Desk) -> None:
    """A table of voices by language, and one plain verdict."""
    t = desk.words
    st.header(t("sound.title"), anchor=False)
    standings = report.standings(desk.kit.soundbank)
    verdict = report.verdict(standings)
    (st.success if verdict == "equal" else st.warning)(t(f"sound.{verdict}"))
    rows = {desk.name_of(tag): report.figures(one) for tag, one in standings.items()}
    st.table(pd.DataFrame(rows).map("{:g}".format).rename(index=lambda name: t(f"sound.{name}")))
    st.text(t("sound.voices"))
