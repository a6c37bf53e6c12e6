"""Whether real families may use this: what is still to do, with how, and what is done."""

from __future__ import annotations

import streamlit as st

from llais.interface.desk import Desk
from llais.readiness import TYPED, Readiness


def show(desk: Desk) -> None:
    """What is to do first, each thing in a box of its own. Shows nothing of any family."""
    t, kit = desk.words, desk.kit
    st.header(t("ready.title"), anchor=False)
    st.text(t("ready.about", **TYPED))
    checks = list(Readiness(kit.settings, kit.content, kit.words, kit.soundbank, lambda: kit.vault).checks())
    done = [one for one in checks if one.done]
    (st.success if len(done) == len(checks) else st.warning)(t("ready.count", done=len(done), n=len(checks)))
    if len(done) < len(checks):
        st.subheader(t("ready.to_do"), anchor=False)
    for one in checks:
        if not one.done:
            with st.container(border=True):
                st.text(one.what(t))
                st.text(one.how(t))
    st.subheader(t("ready.done"), anchor=False)
    for one in done:
        st.text(f"✓ {one.what(t)}")
