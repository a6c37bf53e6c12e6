"""The families' app: `streamlit run app.py`, or `make run`."""

from __future__ import annotations

from functools import cache

import streamlit as st

from llais.interface import draft_routes, family, first_answer, gate, housekeeping, logs, metrics, routes, security
from llais.interface.address import PAGES as PATHS
from llais.interface.start import or_say_why
from llais.paths import ROOT
from pages.family import PAGES

kit = or_say_why(family.kit)
logs.set_up(kit.settings.logs)

app = st.App(
    ROOT / "pages" / "family" / "script.py",
    routes=[*first_answer.routes(PAGES, kit), *routes.routes(kit), *draft_routes.routes(kit)],
    middleware=[
        *metrics.middleware(kit),
        *security.middleware(
            kit.settings,
            own=(*(f"/{page}" for page in PATHS if page != "start"), "/", routes.PATHS, draft_routes.PATHS, gate.PATHS),
            missing=cache(lambda: first_answer.not_found(PAGES, kit)),
        ),
        *gate.middleware(kit.limits, first_answer.busy(PAGES, kit)),
    ],
    lifespan=housekeeping.lifespan(kit),
    on_script_error=security.on_script_error,
)
