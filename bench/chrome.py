"""A real Chromium on a line and a processor of a given speed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from bench.screens import Screen
from bench.servers import Server
from tests.browser.conftest import ARGUMENTS
from tools import browser as chromium

AT_REST = 500
"""ms until a new tab and the end of the one before no longer take the processors' time."""
PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")


@dataclass(frozen=True)
class Line:
    """A line and a device. `rate` in bit/s and `delay` in ms, both 0 for loopback; `slower` divides the processor's speed.
    `times` is how often a page is opened on it: the medians count."""

    name: str
    times: int
    rate: float = 0
    delay: float = 0
    slower: int = 1


LOOPBACK = Line("loopback", 15)
LINES = (LOOPBACK, Line("4 Mbit/s, 60 ms, CPU x4", 25, 4e6, 60, 4), Line("1.6 Mbit/s, 150 ms, CPU x4", 9, 1.6e6, 150, 4))


@dataclass(frozen=True)
class Target:
    """How one of the three is opened, and how one sees that it can be used."""

    server: Server
    path: str
    ready: str
    listen: str
    ways: tuple[str, ...]
    """What is touched to go from screen to screen, over and over: four screens on and four back."""

    @classmethod
    def of(cls, server: Server, screen: Screen) -> Target:
        """The target on which a server shows a screen."""
        if server.name == "ours":
            ways = _ways(".onward button", ".back button")
            return cls(server, screen.path, "#page[aria-busy=false]", "[data-player=listen]", ways)
        if server.name == "page":
            return cls(server, f"/{screen.id}", "body[data-ready]", ".listen", ())
        ready = "[data-testid=stApp][data-test-script-state=notRunning] [data-testid=stButton] button"
        back, onward = (f"[data-testid=stColumn]:nth-child({n}) [data-testid=stButton] button" for n in (1, 2))
        return cls(server, "/", ready, "[data-testid=stAudio]", _ways(onward, back))


def _ways(onward: str, back: str) -> tuple[str, ...]:
    return (onward,) * 4 + (back,) * 4


@dataclass
class Seen:
    """What one opening showed: times in ms, bytes on the wire without sound, requests without sound, faults."""

    words: float
    interactive: float
    sound: float
    size: int
    requests: int
    faults: list[str]


@dataclass
class Wire:
    """Counts what comes over the wire, but for sound."""

    session: CDPSession
    size: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    away: list[str] = field(default_factory=list)
    _urls: dict[str, str] = field(default_factory=dict)

    def listen(self, base: str) -> None:
        """Begin to count. What goes to another host than `base` is noted by name."""
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", lambda event: self._asked(event, base))
        self.session.on("Network.loadingFinished", self._came)
        self.session.on("Network.webSocketFrameReceived", self._frame)

    def _asked(self, event: dict[str, Any], base: str) -> None:
        url = event["request"]["url"]
        self._urls[event["requestId"]] = url
        if not url.startswith((base, "data:", "blob:")):
            self.away.append(url)

    def _came(self, event: dict[str, Any]) -> None:
        url = self._urls.get(event["requestId"], "")
        path = urlsplit(url).path
        if not path.endswith(".mp3") and not path.startswith("/media/"):
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        data = event["response"]["payloadData"]
        self.size += len(data) * 3 // 4 if event["response"]["opcode"] == 2 else len(data)

    @property
    def total(self) -> int:
        """Bytes so far."""
        return self.size + sum(self.sizes.values())


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Elsewhere</title><link rel=icon href=data:,><p>A page of another site.")

    def log_message(self, *_: object) -> None: ...


@cache
def _elsewhere() -> str:
    """The address of a page of another site: the three are at "localhost"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        yield program
        program.close()


def tab(context: BrowserContext, target: Target, screen: Screen, line: Line, listen: bool = False) -> tuple[Page, Wire]:
    """A tab on a line, with the probe in it, where another site's page stands and rests: so people come, not from an empty tab.

    From an empty tab Chromium shows a page that keeps other sites' windows away (COOP) 40 ms later than one that does not; from
    another site both get a new process.
    """
    page = context.new_page()
    page.goto(_elsewhere())
    page.wait_for_timeout(AT_REST)
    want = {"heading": screen.title, "ready": target.ready, "listen": target.listen if listen else ""}
    page.add_init_script(PROBE.replace("WANT", json.dumps(want)))
    session = context.new_cdp_session(page)
    wire = Wire(session)
    wire.listen(target.server.url)
    if line.rate:
        speed = line.rate / 8
        given = {"offline": False, "latency": line.delay, "downloadThroughput": speed, "uploadThroughput": speed}
        session.send("Network.emulateNetworkConditions", given)
    session.send("Emulation.setCPUThrottlingRate", {"rate": line.slower})
    return page, wire


def opened(context: BrowserContext, target: Target, screen: Screen, line: Line, listen: bool = False) -> Seen:
    """Open the screen once in a new tab, and wait until it can be used (and is heard, if Listen is to be touched)."""
    page, wire = tab(context, target, screen, line, listen)
    page.goto(target.server.url + target.path, wait_until="commit", timeout=120_000)
    seen = page.evaluate("__done")
    page.wait_for_timeout(200)
    sound = seen["sound"] - seen["touched"] if listen else 0
    found = Seen(seen["words"], seen["interactive"], sound, wire.total, len(wire.sizes), [*seen["faults"], *wire.away])
    page.close()
    return found
