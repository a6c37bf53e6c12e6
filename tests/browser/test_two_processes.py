"""Past one machine: a visitor is in the middle of an answer when the process that serves them dies, and goes on on another."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from llais.answers import envelope, identity
from llais.answers.recipients import PRACTICE_FILE
from llais.answers.vault import Vault
from llais.interface.security import HEADERS
from tests.browser.person import WORDS, Person
from tests.browser.site import Site
from tests.logged import PERSONAL

pytestmark = pytest.mark.browser

SAID = "zxqcanary un ", "zxqcanary dau"
FILES = ("/sound/cy/button.listen.0.mp3?v=1", "/static/js/", "/ui/")


@pytest.fixture
def site(tmp_path: Path, postgres_url: str) -> Iterator[Site]:
    """All of deploy/server."""
    made = Site(tmp_path, postgres_url)
    made.open()
    yield made
    made.close()


@pytest.fixture
def person(site: Site, chrome: Browser) -> Iterator[Person]:
    """Somebody at home, whose browser trusts the test's certificate."""
    context = chrome.new_context(permissions=["microphone"], ignore_https_errors=True)
    yield Person(context.new_page(), site.url, "cy")
    context.close()


def test_what_passes_through_nginx_is_never_put_on_its_disk(site: Site) -> None:
    """Without the two lines of llais.conf the first of these leaves a file in body/, the second one in proxy/."""
    head = "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    with site.connect() as speaks, site.connect() as listens:
        speaks.sendall(f"POST /recordings/q1/take/0 {head}Content-Length: 4000000\r\n\r\n".encode())
        with contextlib.suppress(OSError):  # it may be refused before it is all said
            speaks.sendall(b"x" * 2_000_000)
        listens.sendall(f"GET /leaflet.mp3?lang=cy&form=full {head}\r\n".encode())
        assert listens.recv(12) == b"HTTP/1.1 200"
        time.sleep(1)
        assert site.put_aside() == []


def served_by(page: Page) -> str:
    """The port in the cookie."""
    return next(str(one["value"]) for one in page.context.cookies() if one["name"] == "line")


def records(person: Person) -> None:
    person.touches("button.record")
    expect(person.page.locator("#time")).to_have_text("0:01")
    person.touches("button.stop_recording")
    expect(person.page.locator("#recorder")).to_have_attribute("data-state", "kept", timeout=20_000)


def test_a_process_dies_in_the_middle_and_the_visitor_goes_on_on_the_other_with_nothing_lost(site: Site, person: Person) -> None:
    page = person.page
    person.opens("/leaflet?lang=cy&form=full&section=what")
    person.touches("button.listen")
    expect(page.locator("#main .lit").first).to_be_visible()
    page.wait_for_timeout(400)
    page.goto(f"{site.url}/question?lang=cy&question=q1")
    person.is_ready()
    person.chooses("question.q1.yes")
    records(person)
    person.types(SAID[0])

    first = served_by(page)
    (second,) = set(site.processes) - {first}
    assert "llais_lines 1.0" in site.numbers(first) and "llais_lines 0.0" in site.numbers(second)
    site.processes[first].kill()
    page.locator("#text").press_sequentially("a", delay=10)
    person.touches("button.continue")
    person.is_on("leaflet.v2")
    expect(page.locator("#alert")).to_be_hidden()
    person.touches("button.back")
    expect(page.locator("#text")).to_have_value(SAID[0] + "a")
    expect(page.locator("#recorder")).to_have_attribute("data-state", "kept")
    assert served_by(page) == second

    site.begin(first)  # it is back; the visitor stays where they are
    page.wait_for_timeout(2500)
    person.touches("button.continue")
    person.is_on("leaflet.v2")
    person.chooses("question.q2.no")
    records(person)
    person.types(SAID[1])
    for heading in (*(f"leaflet.v{n}" for n in range(3, 7)), "you.title", "check.title"):
        person.touches("button.continue")
        person.is_on(heading)
    person.checks_the_screen()
    person.touches("button.send")
    person.is_on("sent.title")
    assert served_by(page) == second
    arrived(site)
    shut(site)


def arrived(site: Site) -> None:
    """One letter, with every word and both recordings."""
    vault = Vault(site.database)
    keys = identity.read((site.folder / "data" / PRACTICE_FILE).read_bytes())
    (letter,) = [envelope.open_sealed(vault.sealed(one.id), keys) for one in vault.entries()]
    given = {one.question: one for one in letter.answers}
    assert [given["q1"].text, given["q2"].text] == [SAID[0] + "a", SAID[1]]
    assert [given["q1"].choice, given["q2"].choice] == ["yes", "no"]
    assert all(len(given[one].recordings[0].data) > 1000 for one in ("q1", "q2"))
    vault.close()


POLICY = "content-security-policy"


def shut(site: Site) -> None:
    """With both processes gone nginx still sends files, says in both languages what is wrong, and no log names anybody."""
    page = site.get("/home?lang=cy")
    urls = [re.search(pattern, page.text)[0] for pattern in (r"/sound/[^\" ]+", r"/ui/[^\"]+\.js")]
    assert site.get("/_stcore/metrics").status == 404 and site.get("/metrics").status == 404
    for process in site.processes.values():
        process.stop()
    for url in urls:
        answer = site.get(url)
        assert answer.status == 200 and "immutable" in answer.headers["cache-control"], url
        assert all(answer.headers.get(name) == value for name, value in HEADERS.items() if name != POLICY)
        assert answer.headers[POLICY].startswith("default-src 'none'") and "script-src" not in answer.headers[POLICY]
    away = site.get("/")
    assert away.status == 503 and all(WORDS[tag]("phone.number") in away.text and WORDS[tag]("error.general") in away.text for tag in ("cy", "en"))
    assert away.headers[POLICY].startswith("default-src 'none'") and away.headers["cache-control"] == "no-store"
    vault = Vault(site.database)
    counted = {f"{one.what}/{one.which}": count for one, count in vault.usage.sums().items()}
    assert counted["answers/sent"] == 1 and not any(name.startswith("answers/q") for name in counted)
    vault.close()
    logs_name_nobody(site)


def logs_name_nobody(site: Site) -> None:
    """The web server's logs; those of the app are read wherever a server of the tests ends."""
    lines = (site.folder / "llais.json").read_text().splitlines()
    kept = [json.loads(line) for line in lines]
    assert {one["kind"] for one in kept} >= {"page", "draft", "recordings", "line", "ui", "sound"}
    assert all(set(one) == {"at", "kind", "method", "status", "seconds", "process"} for one in kept)
    for line in [re.sub(r'"at":"[^"]*"', "", line) for line in lines] + (site.folder / "llais.error.log").read_text().splitlines():
        assert not [what for what, pattern in PERSONAL.items() if pattern.search(line)], line
        assert "127.0.0.1" not in line
