"""What the page says to Streamlit's server and understands of it, against Streamlit's own messages."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from llais.interface.web import FOLDER

pytestmark = pytest.mark.browser

MODULE = "data:text/javascript;base64," + base64.b64encode((FOLDER / "protocol.js").read_bytes()).decode()
SAID = "async ([at, id, event]) => { const p = await import('MODULE'); return [...(event === null ? p.first(at) : p.touched(at, id, event))]; }".replace("MODULE", MODULE)
HEARD = "async ([data, names]) => (await import('MODULE')).text(Uint8Array.from(data), ...names)".replace("MODULE", MODULE)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def blank(chrome: Browser) -> Page:
    return chrome.new_page()


@SOME
@given(at=WORDS, event=st.none() | WORDS)
@example(at="at=%2F", event="ŵ" * 20_000)
def test_streamlit_reads_what_the_page_says(blank: Page, at: str, event: str | None) -> None:
    message = BackMsg.FromString(bytes(blank.evaluate(SAID, [at, "$$ID-x-screen", event])))
    assert message.rerun_script.query_string == at
    states = message.rerun_script.widget_states.widgets
    told = [(one.id, one.json_trigger_value) for one in states]
    assert told == ([] if event is None else [("$$STREAMLIT_INTERNAL_KEY_$$ID-x-screen__events", event)])


@SOME
@given(screen=WORDS, path=st.lists(st.integers(0, 2**31 - 1), max_size=5))
@example(screen="ŷ" * 20_000, path=[0, 0])
def test_the_page_reads_what_streamlit_says(blank: Page, screen: str, path: list[int]) -> None:
    message = ForwardMsg(hash="h" * 32)
    message.metadata.delta_path.extend(path)
    component = message.delta.new_element.bidi_component
    component.id, component.bytes = "$$ID-x-screen", json.dumps(screen, ensure_ascii=False).encode()
    data = list(message.SerializeToString())
    names = ["delta", "new_element", "bidi_component"]
    assert json.loads(blank.evaluate(HEARD, [data, [*names, "component_bytes"]])) == screen
    assert blank.evaluate(HEARD, [data, [*names, "component_id"]]) == component.id
    assert blank.evaluate(HEARD, [data, ["new_session", "initialize", "session_id"]]) is None
