"""The Streamlit script itself, and the private parts of Streamlit that the product leans on."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit import config
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.testing.v1 import AppTest

from llais.interface import family, forgetting, streamlit_files
from llais.paths import ROOT
from llais.settings import settings


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("LLAIS_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    family.kit.cache_clear()
    return AppTest.from_file(ROOT / "pages" / "family" / "script.py", default_timeout=20)


def test_a_session_begins_at_the_start_screen_and_sends_only_the_bridge(app: AppTest) -> None:
    app.run()
    assert not app.exception
    (bridge,) = [one for one in app if one.type == "bidi_component"]
    data = json.loads(bridge.proto.json)
    assert data["page"] == "start" and "Cymraeg" in data["html"] and data["language"] == "cy"


def test_streamlit_is_the_version_whose_private_parts_are_known() -> None:
    assert streamlit.__version__ == "1.67.0"


def test_streamlits_entry_script_is_where_the_first_answer_looks_for_it() -> None:
    entry, *needed = streamlit_files.entry()
    assert "/index." in entry and any("BidiComponent" in one for one in needed)
    assert all((Path(streamlit.__file__).parent / "static" / one.lstrip("/")).exists() for one in (entry, *needed))


def test_expired_sessions_are_shut_down_by_housekeeping_and_not_only_when_another_visitor_leaves() -> None:
    ended = []

    class Session:
        id = "one"

        def shutdown(self) -> None:
            ended.append(self.id)

    storage = MemorySessionStorage(ttl_seconds=0)
    storage._cache["one"] = SessionInfo(client=None, session=Session(), script_run_count=1)
    manager = WebsocketSessionManager(storage, None, None, None)
    forgetting.end_expired_of(SimpleNamespace(_session_mgr=manager))
    assert ended == ["one"] and storage.list() == []


def test_every_option_of_the_config_file_is_one_that_streamlit_knows() -> None:
    import tomllib

    table = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    for section, options in table.items():
        for name, value in options.items():
            assert f"{section}.{name}" in config._config_options_template, name
            assert value is not None
