"""The log says what happened, and nothing of anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from llais.paths import ROOT
from tests import logged

NOISE = """
import logging, sys, threading, warnings
from streamlit.logger import get_logger
before = get_logger("streamlit.before")
from llais.interface import logs
logs.set_up("json")
later = get_logger("streamlit.later")  # made after: Streamlit gives it a handler of its own
own = logging.getLogger("llais.interface.send")
words = "zxqcanary 203.0.113.9 me@example.org 1234 5678 9012 3456"
for log in (before, later, logging.getLogger("uvicorn.error"), logging.getLogger("other")):
    log.warning("from %s", words)
    log.warning(f"with {words}")
    log.error({"a": words})
try:
    int(words)
except ValueError:
    before.exception("could not take it")
    own.exception("could not take it")
own.error("not sent: %s", "VaultUnavailable")
warnings.warn(words)
def fails():
    raise ValueError(words)
thread = threading.Thread(target=fails)
thread.start(); thread.join()
class Dying:
    def __del__(self):
        raise ValueError(words)
d = Dying(); del d
import asyncio
async def never():
    task = asyncio.create_task(lost()); await asyncio.sleep(0.01); del task
async def lost():
    raise ValueError(words)
asyncio.run(never())
"""

LINE = {"at": "2026-11-24T09:00:00.000+00:00", "level": "info", "where": "llais.interface.send:1"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("log") / "log.txt"
    with file.open("wb") as out:
        done = subprocess.run([sys.executable, "-c", NOISE], cwd=ROOT, stdout=out, stderr=out, timeout=60)
    assert done.returncode == 0, file.read_text()
    return file


def test_whatever_anything_logs_each_line_is_json_and_holds_nothing_of_anybody(written: Path) -> None:
    assert logged.read(written) >= 18


def test_it_still_says_what_failed_and_where(written: Path) -> None:
    lines = [json.loads(line) for line in written.read_text().splitlines()]
    ours = [one for one in lines if one["where"].startswith("llais.interface.send")]
    assert [one["message"] for one in ours] == ["could not take it", "not sent: VaultUnavailable"]
    assert ours[0]["kind"] == "ValueError" and ours[0]["place"].startswith("<string>:")
    told = " ".join(one.get("message", "") for one in lines)
    assert "a thread failed: ValueError at <string>:" in told and "an object failed: ValueError at <string>:" in told
    foreign = [one for one in lines if one["where"].startswith("streamlit.later")]
    assert [one.get("message") for one in foreign] == ["from %s", None, None]


@pytest.mark.parametrize(
    "line",
    ["plain text", '{"at": "x", "level": "info"}', json.dumps(LINE | {"user": "b"})]
    + [json.dumps(LINE | {"message": said}) for said in ("zxqcanary", "1234 5678 9012 3456", "203.0.113.9", "2001:db8:1:2::9", "a@b.example", "/leaflet?lang=cy", "/x?section=voice")],
)
def test_the_reader_of_logs_finds_what_must_not_be_there(line: str) -> None:
    assert logged.faults(line) and not logged.faults(json.dumps(LINE | {"message": "not sent: VaultUnavailable"}))
