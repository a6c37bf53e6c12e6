"""The kiosk's Chromium, as `python -m llais kiosk` runs it: it waits, opens, begins anew after each visit, and comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from llais.commands.kiosk import _words
from llais.kiosk import waiting
from llais.kiosk.screen import PREFIX, Screen, memory
from llais.paths import ROOT
from tests.browser.conftest import Server, free_port, start, until
from tests.browser.person import WORDS, Person
from tools import browser as chromium

pytestmark = pytest.mark.browser


class Kiosk:
    """A kiosk that shows an app, with a door for the test beside its pipe."""

    def __init__(self, url: str) -> None:
        self.door = free_port()
        extra = ["--headless=new", "--no-sandbox", f"--remote-debugging-port={self.door}", "--use-fake-device-for-media-stream"]
        self.screen = Screen(chromium.find(), url + "/", waiting.address(_words()), extra)
        self.thread = threading.Thread(target=self.screen.run)
        self.thread.start()

    def shows(self, start: str) -> None:
        """Its page begins with this address."""
        until(lambda: self.screen.browser and self.screen.browser.alive and self.screen.browser.page.startswith(start))

    def page(self, chrome: Browser) -> Page:
        """Its page, for the test to look at."""
        until(lambda: _listens(self.door))
        looked_at = chrome.browser_type.connect_over_cdp(f"http://127.0.0.1:{self.door}")
        return looked_at.contexts[0].pages[0]


def _listens(port: int) -> bool:
    import urllib.request

    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/json/version", timeout=1).read())
    except OSError:
        return False


@pytest.fixture
def show() -> Iterator[Callable[[str], Kiosk]]:
    started: list[Kiosk] = []

    def one(url: str) -> Kiosk:
        started.append(Kiosk(url))
        return started[-1]

    yield one
    for kiosk in started:
        kiosk.screen.stop()
        kiosk.thread.join(20)


def test_it_waits_calmly_for_the_app_and_opens_it_when_it_answers(tmp_path: Path, show: Callable[[str], Kiosk], chrome: Browser) -> None:
    port = free_port()
    kiosk = show(f"http://localhost:{port}")
    kiosk.shows("data:text/html")
    page = kiosk.page(chrome)
    for tag in ("cy", "en"):
        expect(page.locator(f"p[lang={tag}]")).to_have_text(WORDS[tag]("kiosk.wait"))
    server = start(tmp_path, port=str(port), LLAIS_PLACE="kiosk")
    kiosk.shows(server.url)
    server.stop()


def test_after_each_visit_the_profile_is_a_new_one(serve: Callable[..., Server], show: Callable[[str], Kiosk], chrome: Browser) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    kiosk = show(server.url)
    kiosk.shows(server.url)
    first = kiosk.screen.browser
    person = Person(kiosk.page(chrome), server.url, "cy")
    person.is_ready()
    assert person.page.evaluate("navigator.permissions.query({name: 'microphone'}).then(one => one.state)") == "granted"
    person.page.evaluate("document.cookie = 'left=behind; max-age=9999'; 0")
    person.page.get_by_role("button", name="Cymraeg", exact=True).click()
    person.is_on("home.title")
    person.button("button.exit").click(no_wait_after=True)
    until(lambda: kiosk.screen.browser is not first)
    kiosk.shows(server.url)
    assert not first.profile.exists() and not first.alive
    page = kiosk.page(chrome)
    page.wait_for_selector("#page[aria-busy=false]")
    assert "left" not in page.evaluate("document.cookie")


def test_no_new_window_opens_and_no_other_host_stays(serve: Callable[..., Server], show: Callable[[str], Kiosk], chrome: Browser) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    kiosk = show(server.url)
    kiosk.shows(server.url)
    page = kiosk.page(chrome)
    page.wait_for_selector("#page[aria-busy=false]")
    first = kiosk.screen.browser
    page.evaluate("window.open('/home?lang=en', '_blank', 'noopener'); 0")
    until(lambda: len(first._pages) == 2 and len(page.context.pages) == 1)
    page.evaluate("location.href = 'http://127.0.0.1:9/'; 0")
    until(lambda: kiosk.screen.browser is not first)
    kiosk.shows(server.url)


def test_a_chromium_that_dies_comes_back(serve: Callable[..., Server], show: Callable[[str], Kiosk]) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    kiosk = show(server.url)
    kiosk.shows(server.url)
    first = kiosk.screen.browser
    os.killpg(first.pipe.process.pid, signal.SIGKILL)
    until(lambda: kiosk.screen.browser is not first)
    kiosk.shows(server.url)
    assert not first.profile.exists()


def test_an_app_that_was_away_is_opened_anew_where_nobody_is(serve: Callable[..., Server], show: Callable[[str], Kiosk]) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    kiosk = show(server.url)
    kiosk.shows(server.url)
    first = kiosk.screen.browser
    server.kill()
    until(lambda: not kiosk.screen._up)
    server.process = start(server.data.parent, port=str(server.port), LLAIS_PLACE="kiosk").process
    until(lambda: kiosk.screen.browser is not first)
    kiosk.shows(server.url)


def test_told_to_stop_the_command_leaves_no_process_and_no_profile(serve: Callable[..., Server]) -> None:
    server = serve(LLAIS_PLACE="kiosk")
    folder = Path(memory() or "/tmp")
    before = set(folder.glob(f"{PREFIX}*"))
    command = [sys.executable, "-m", "llais", "kiosk", "--url", server.url, "--chromium", chromium.find(), "--", "--headless=new", "--no-sandbox"]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    until(lambda: set(folder.glob(f"{PREFIX}*/Default")) - before)
    (profile,) = set(folder.glob(f"{PREFIX}*")) - before
    running.terminate()
    assert running.wait(20) == 0
    assert not profile.exists()
    assert not [one for one in Path("/proc").glob("[0-9]*/cmdline") if profile.name.encode() in _read(one)]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
