"""The reviewer's desk: `streamlit run reviewer.py --server.address 127.0.0.1`, or `make desk`."""

from __future__ import annotations

import streamlit as st

from llais.interface import desk, logs, routes, security
from llais.interface.start import or_say_why
from llais.paths import ROOT

kit = or_say_why(desk.kit)
logs.set_up(kit.settings.logs)

app = st.App(
    ROOT / "pages" / "reviewer" / "script.py",
    routes=routes.web_routes(),
    middleware=security.middleware(
        kit.settings,
        own=("/", "/favicon.png", "/ui/[^/]+/.+"),
        missing=lambda: security.nothing_here(kit.words.values()),
        front=security.DESK,
    ),
    on_script_error=security.on_script_error,
)
