"""The reviewer's desk: `streamlit run reviewer.py --server.address 127.0.0.1`, or `make desk`."""

from __future__ import annotations

import streamlit as st

from llais.interface import desk, routes, security
from llais.interface.start import or_say_why
from llais.paths import ROOT

kit = or_say_why(desk.kit)

app = st.App(
    ROOT / "pages" / "reviewer" / "script.py",
    routes=routes.web_routes(),
    middleware=security.middleware(
        kit.settings, own=("/", "/favicon.png", "/ui/[^/]+/.+"), missing=security.nothing_here, front=security.DESK
    ),
    on_script_error=security.on_script_error,
)
