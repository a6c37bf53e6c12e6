"""The families' app inside this process, asked without a browser."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession
from streamlit.runtime import Runtime

from llais.interface import family
from llais.settings import settings

HOST = "localhost:8501"


@contextmanager
def families(folder: Path, **how: Any) -> Iterator[TestClient]:
    """The app with its data in that folder; `family.kit()` is its kit."""
    os.environ["LLAIS_DATA_DIR"] = str(folder)
    settings.cache_clear()
    family.kit.cache_clear()
    Runtime._instance = None  # a process knows one: that of the test before is over
    import app as launcher

    importlib.reload(launcher)
    try:
        with TestClient(launcher.app, base_url=f"http://{HOST}", **how) as asked:
            yield asked
    finally:
        del os.environ["LLAIS_DATA_DIR"]


def line(client: TestClient, **headers: str) -> WebSocketTestSession:
    """A line to it, as a tab opens one."""
    return client.websocket_connect("/_stcore/stream", headers={"host": HOST} | headers)
