"""A real server, a real Chromium with a fake microphone, and axe on every screen that is passed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from llais.paths import ROOT
from tests import logged
from tests.browser.person import Person
from tools import browser as chromium

pytestmark = pytest.mark.browser

expect.set_options(timeout=15_000)  # a busy machine is no fault

ARGUMENTS = [
    "--no-sandbox",
    "--disable-lcd-text",  # so that two pictures of the same screen are the same
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """The families' app in a process of its own, with a data folder of its own."""

    process: subprocess.Popen[bytes]
    port: int
    data: Path
    log: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> None:
        """End it and wait; then read its whole log, whatever journey it was."""
        self.process.terminate()
        self.process.wait(20)
        logged.read(self.log)


def start(folder: Path, app: str = "app.py", root: Path = ROOT, **settings: str) -> Server:
    """Start an app, this one or a copy of it, and wait until it answers."""
    port, log = int(settings.pop("port", "") or free_port()), folder / "log.txt"
    env = {k: v for k, v in os.environ.items() if not k.startswith("LLAIS_")}
    env |= {"LLAIS_DATA_DIR": str(folder / "data"), "LLAIS_PORT": str(port), "LLAIS_LOGS": "json"}
    env |= {"STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE": "true"} | settings
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=root, env=env, stdout=out, stderr=subprocess.STDOUT)
    server = Server(process, port, folder / "data", log)
    _wait(server)
    return server


def _wait(server: Server) -> None:
    for _ in range(300):
        if server.process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(server.log.read_text())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests that do not change its settings."""
    running = start(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start further servers with settings of their own."""
    started: list[Server] = []

    def one(**settings: str) -> Server:
        folder = tmp_path / f"server{len(started)}"
        folder.mkdir()
        started.append(start(folder, **settings))
        return started[-1]

    yield one
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        yield program
        program.close()


@pytest.fixture
def context(chrome: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that may use the microphone."""
    made = chrome.new_context(viewport={"width": 1080, "height": 1600}, permissions=["microphone"])
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


@pytest.fixture(params=["cy", "en"])
def person(request: pytest.FixtureRequest, page: Page, server: Server) -> Person:
    """Somebody who uses the app in Welsh, and somebody who uses it in English."""
    return Person(page, server.url, request.param)


def until(what: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
