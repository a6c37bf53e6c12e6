"""Unlock the desk with the identity file."""

from __future__ import annotations

import streamlit as st

from llais.interface.desk import Desk
from llais.interface.desk_parts import identity_file


def show(desk: Desk) -> None:
    """Ask for the file, and for its passphrase where it has one."""
    t = desk.words
    st.header(t("unlock.title"), anchor=False)
    st.text(t("unlock.about"))
    if desk.problem:
        st.error(t(desk.problem))
    labels = {name: t(f"unlock.{name}") for name in ("file", "passphrase", "open")}
    chosen = identity_file(labels)
    if chosen:
        desk.unlock(*chosen)
        st.rerun()
    if desk.kit.practice and st.button(t("unlock.practice")):
        desk.unlock_practice()
        st.rerun()
