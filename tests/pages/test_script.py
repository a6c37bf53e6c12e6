"""The Streamlit script itself, and the private parts of Streamlit that the product leans on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Initialize, NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.testing.v1 import AppTest

from llais.interface import family, forgetting
from llais.interface.web import FOLDER
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
    data = json.loads(bridge.proto.bytes)
    assert data["page"] == "start" and "Cymraeg" in data["html"] and data["language"] == "cy"


LOOK = """
import sys
from streamlit.testing.v1 import AppTest
import app
assert not AppTest.from_file("pages/family/script.py", default_timeout=60).run().exception
print([name for name in ("numpy", "scipy", "pandas", "pyarrow", "soundfile") if name in sys.modules])
"""


def test_the_app_serves_a_visit_without_loading_numerics(tmp_path: Path) -> None:
    env = os.environ | {"LLAIS_DATA_DIR": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", LOOK], cwd=ROOT, env=env, capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout.strip() == "[]", ran.stderr[-2000:]


def test_streamlit_is_the_version_whose_private_parts_are_known() -> None:
    assert streamlit.__version__ == "1.67.0"


PROTOCOL = {
    "rerun_script": BackMsg,
    "query_string": ClientState,
    "widget_states": ClientState,
    "widgets": WidgetStates,
    "widget_id": WidgetState,
    "json_trigger_value": WidgetState,
    "new_session": ForwardMsg,
    "initialize": NewSession,
    "session_id": Initialize,
    "delta": ForwardMsg,
    "new_element": Delta,
    "bidi_component": Element,
    "component_id": BidiComponent,
    "component_bytes": BidiComponent,
}
RENAMED = {"widget_id": "id", "component_id": "id", "component_bytes": "bytes"}


def test_the_page_speaks_streamlits_protocol_by_streamlits_own_numbers() -> None:
    source = (FOLDER / "protocol.js").read_text("utf-8").split("FIELDS = {")[1].split("}")[0]
    spoken = {name: int(number) for name, number in re.findall(r"(\w+): (\d+)", source)}
    assert spoken == {name: message.DESCRIPTOR.fields_by_name[RENAMED.get(name, name)].number for name, message in PROTOCOL.items()}


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
