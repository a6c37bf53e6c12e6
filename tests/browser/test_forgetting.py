"""One after another on one screen: after each visit nothing of it is left, in the browser, on the disk or in the server."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server, start
from tests.browser.person import Person
from tests.browser.test_leaving import finds_nothing

pytestmark = pytest.mark.browser

CANARY = "zxqcanary"  # all visitors' words begin so
PATIENCE = 15  # s until threads that were working have ended
HEAR = """
  const through = window.fetch;
  window.fetch = (url, how) => {
    if (String(url).startsWith('/recordings/') && how?.body instanceof Blob && how.body.size > 200)
      how.body.arrayBuffer().then(data => { const half = data.byteLength >> 1;
        window.heard = [...new Uint8Array(data.slice(half, half + 48))].map(one => one.toString(16).padStart(2, '0')).join(''); });
    return through(url, how);
  };
"""


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as a kiosk, with a door through which the test may search the process."""
    settings = {"LLAIS_PLACE": "kiosk", "LLAIS_IDLE_VOICE_SECONDS": "14", "LLAIS_IDLE_WARNING_SECONDS": "4", "LLAIS_TEST_TIMES": "1"}
    folder = tmp_path_factory.mktemp("kiosk")
    (folder / "temporary").mkdir()
    running = start(folder, app="tests/browser/searched.py", TMPDIR=str(folder / "temporary"), **settings)
    yield running
    running.stop()


def asks(server: Server, path: str, body: bytes) -> dict:
    request = urllib.request.Request(server.url + path, body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def searches(server: Server, needles: dict[str, bytes]) -> dict:
    """What the server process holds of these."""
    return asks(server, "/search", json.dumps({name: needle.hex()[::-1] for name, needle in needles.items()}).encode())


class Visitor:
    """Somebody with words and a voice of their own."""

    def __init__(self, page: Page, server: Server, number: int) -> None:
        self.person = Person(page, server.url, ("cy", "en")[number % 2])
        self.words = [f"{CANARY}{number}text", f"{CANARY}{number}phone"]
        self.voice = b""

    def answers(self) -> None:
        """From the language choice to the check page, as anybody does."""
        person, page = self.person, self.person.page
        page.get_by_role("button", name=person.name, exact=True).click()
        person.touches("home.voice")
        for heading in ("card.title", "leaflet.v1"):
            person.touches("button.continue")
            person.is_on(heading)
        person.chooses("question.q1.yes")
        person.types(self.words[0])
        person.touches("button.record")
        expect(page.locator("#time")).to_have_text("0:01")
        person.touches("button.stop_recording")
        expect(page.locator("#recorder")).to_have_attribute("data-state", "kept")
        self.voice = bytes.fromhex(str(page.evaluate("window.heard")))
        for heading in (*(f"leaflet.v{n}" for n in range(2, 7)), "you.title"):
            person.touches("button.continue")
            person.is_on(heading)
        page.locator("#how").fill(self.words[1])
        person.touches("button.continue")
        person.is_on("check.title")
        expect(page.get_by_text(self.words[0])).to_be_visible()

    def leaves(self, way: str) -> None:
        """Each in a way of their own, some of them straight from a page with their words on it."""
        person, page = self.person, self.person.page
        if way in ("exit", "keys", "idle"):
            person.touches("button.back")
            person.is_on("you.title")
            page.locator("#how").fill(self.words[1] + "again")
            person.touches("button.back")
            person.is_on("leaflet.v6")
        if way == "exit":
            person.touches("button.exit")
        if way == "keys":
            for _ in range(3):
                page.keyboard.press("Shift")
        if way in ("sent", "later"):
            person.touches("button.send" if way == "sent" else "button.later")
            person.is_on(f"{way}.title")
            person.touches("button.finish")
            page.locator("[data-do=kept]").click()
        page.wait_for_url(person.url + "/", timeout=40_000)
        person.is_ready()


WAYS = ("sent", "exit", "idle", "later", "keys")


def browser_holds_nothing(page: Page, context: BrowserContext, url: str) -> None:
    finds_nothing(page)
    page.goto(url)
    other = context.new_page()
    other.goto(url + "/question?lang=en&question=q1")
    other.wait_for_selector("#page[aria-busy=false]")
    for one in (page, other):
        held = one.evaluate(
            "(async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await indexedDB.databases(), await caches.keys(), document.cookie.replace(/_streamlit_xsrf=[^;]*/, '')]))()"
        )
        assert held == '[{},{},[],[],""]'
        assert CANARY not in one.content()
    assert other.input_value("#text") == ""
    other.close()


def disk_holds_nothing(server: Server, needles: dict[str, bytes]) -> None:
    files = [one for one in server.log.parent.rglob("*") if one.is_file()]  # its data, its log, its temporary files
    for file in files:
        data = file.read_bytes()
        assert not [name for name, needle in needles.items() if needle in data], file


def server_holds_nothing(server: Server, needles: dict[str, bytes]) -> int:
    """Returns how many objects were looked at."""
    until = time.monotonic() + PATIENCE
    while True:
        told = searches(server, needles)
        if not told["found"]:
            return int(told["looked_at"])
        assert time.monotonic() < until, {name: sorted(set(ways))[:8] for name, ways in told["found"].items()}


def visitors_in_a_row(count: int, server: Server, chrome: Browser) -> None:
    context = chrome.new_context(permissions=["microphone"])
    context.add_init_script(HEAR)
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector("#page[aria-busy=false]")
    needles = {"words": CANARY.encode()}
    objects = 0
    for number in range(count):
        visitor = Visitor(page, server, number)
        visitor.answers()
        needles[f"voice {number}"] = visitor.voice
        if number == 0:
            assert set(searches(server, needles)["found"]) == set(needles), "the search must find a visit that goes on"
        visitor.leaves(WAYS[number % len(WAYS)])
        browser_holds_nothing(page, context, server.url)
        disk_holds_nothing(server, needles)
        objects += server_holds_nothing(server, needles)
        page.goto(server.url)
        page.wait_for_selector("#page[aria-busy=false]")
    print(f"{count} visitors, {len(needles)} canaries, {count} searches of {objects // count} objects each: nothing found")
    context.close()


@pytest.mark.parametrize("how", ["closure", "slots", "generator", "bytes", "view", "thread", "context"])
def test_the_search_finds_a_planted_canary(kiosk: Server, how: str) -> None:
    needles = {"planted": b"zxqplanted"}
    asks(kiosk, f"/plant/{how}", needles["planted"].hex()[::-1].encode())
    assert searches(kiosk, needles)["found"]
    asks(kiosk, "/plant/nothing", b"")


def test_five_visitors_in_a_row_leave_nothing(kiosk: Server, chrome: Browser) -> None:
    visitors_in_a_row(5, kiosk, chrome)


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_fifty_visitors_in_a_row_leave_nothing(kiosk: Server, chrome: Browser) -> None:
    visitors_in_a_row(50, kiosk, chrome)
