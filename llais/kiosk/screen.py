"""The running screen: a Chromium for each visit, started anew when the visit is over, when it dies and when the app is back."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from llais.kiosk import chromium
from llais.kiosk.pipe import Pipe

log = logging.getLogger(__name__)

OVER = "over"
"""The fragment with which the page says that a visit is over: `/#over`."""
EVERY = 0.25
"""Seconds between two looks at what the browser told."""
POLL = 1.0
"""Seconds between two looks whether the app answers."""
BACKOFF = (0.2, 1.0, 5.0)
"""Seconds before a browser that died at once is started again: the first, the second and any further time."""
LIVED = 10.0
"""Seconds after which a browser is no longer one that died at once."""
PREFIX = "llais-kiosk-"


class Browser:
    """One Chromium with a profile of its own, in memory, and what it told so far."""

    def __init__(self, program: str, url: str, app: str, extra: list[str], printer: str) -> None:
        self.profile = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory()))
        chromium.prepare(self.profile)
        self.app, self.page = app, url
        self.done = False
        """Whether this visit is over, or the page cannot be used any more."""
        self.began = time.monotonic()
        command = [program, *extra, *chromium.arguments(self.profile, url, printer)]
        env = os.environ | ({"LPDEST": printer} if printer else {})
        self._pages: list[str] = []
        self.pipe = Pipe(command, env, self._told)
        self.pipe.send("Target.setDiscoverTargets", discover=True)
        self.pipe.send("Browser.setDownloadBehavior", behavior="deny")
        self.pipe.send("Browser.grantPermissions", origin=chromium.origin(app), permissions=["audioCapture"])

    @property
    def alive(self) -> bool:
        """Whether the program runs."""
        return self.pipe.process.poll() is None

    @property
    def at_start(self) -> bool:
        """Whether nobody is in the middle of anything."""
        return not self.page.startswith(chromium.origin(self.app)) or urlsplit(self.page).path == "/"

    def _told(self, method: str, told: dict[str, Any]) -> None:
        target = told.get("targetInfo", {})
        if method == "Target.targetCrashed":
            self.done = True
        elif target.get("type") == "page":
            self._page(target)

    def _page(self, target: dict[str, Any]) -> None:
        """A page appeared or went somewhere: there is one page, and it is the app's."""
        if target["targetId"] not in self._pages:
            self._pages.append(target["targetId"])
        if target["targetId"] != self._pages[0]:
            self.pipe.send("Target.closeTarget", targetId=target["targetId"])
            return
        self.page = target["url"]
        parts = urlsplit(self.page)
        foreign = parts.scheme not in ("", "about", "data") and chromium.origin(self.page) != chromium.origin(self.app)
        if foreign or parts.fragment == OVER:
            self.done = True

    def close(self) -> None:
        """End it; nothing of its profile stays."""
        self.pipe.close()
        shutil.rmtree(self.profile, ignore_errors=True)


class Screen:
    """Keeps the app on the screen until it is told to stop."""

    def __init__(self, program: str, app: str, waiting: str, extra: list[str], printer: str = "") -> None:
        self.program, self.app, self.waiting, self.extra, self.printer = program, app, waiting, extra, printer
        self.browser: Browser | None = None
        self._up = False
        self._died = 0
        self._stop = threading.Event()

    def run(self) -> None:
        """Until `stop`."""
        forget_leftovers()
        asking = threading.Thread(target=self._ask, daemon=True)
        self._up = answers(self.app)
        asking.start()
        try:
            while not self._stop.wait(EVERY):
                self._look()
        finally:
            if self.browser:
                self.browser.close()

    def stop(self) -> None:
        """End it all."""
        self._stop.set()

    def _ask(self) -> None:
        while not self._stop.wait(POLL):
            up, was = answers(self.app), self._up
            if up and not was and self.browser and self.browser.at_start:
                self.browser.done = True  # perhaps a new version; whoever is in the middle goes on by themselves
            self._up = up

    def _look(self) -> None:
        browser = self.browser
        if browser and browser.alive and not browser.done:
            return
        if browser:
            died = not browser.alive and time.monotonic() - browser.began < LIVED
            self._died = self._died + 1 if died else 0
            browser.close()
            if self._died and self._stop.wait(BACKOFF[min(self._died, len(BACKOFF)) - 1]):
                return
        url = self.app if self._up else self.waiting
        log.info("a new visit" if self._up else "the app does not answer yet")
        self.browser = Browser(self.program, url, self.app, self.extra, self.printer)


def answers(url: str) -> bool:
    """Whether the app answers."""
    try:
        with urllib.request.urlopen(url, timeout=2) as told:
            return bool(told.status == 200)
    except (OSError, ValueError):
        return False


def memory() -> str | None:
    """A folder in memory, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def forget_leftovers() -> None:
    """What a power cut or a kill left of earlier profiles."""
    for folder in Path(memory() or tempfile.gettempdir()).glob(f"{PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)
