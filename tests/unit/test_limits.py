"""How much may come in: people are let through, floods are turned away with a clear answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from markupsafe import escape
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from llais.interface import family, limits
from llais.interface.gate import Gate
from llais.interface.limits import MESSAGE_BYTES, Limit, Limits, Rate, device
from llais.interface.routes import TOKEN
from llais.interface.security import HEADERS
from tests.asked import families, line

AWAY = "203.0.113.7"
WEBM = b"\x1a\x45\xdf\xa3 sound"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_device_has_its_burst_then_its_rate_and_another_device_has_its_own() -> None:
    clock = Clock()
    limit = Limit(Rate(2, 5), Rate(1000, 1000), clock)
    assert [limit.takes("a") for _ in range(6)] == [True] * 5 + [False]
    assert limit.takes("b")
    clock.now = 1
    assert [limit.takes("a") for _ in range(3)] == [True, True, False]


def test_all_devices_together_have_a_limit_and_this_machine_has_only_that_one() -> None:
    limit = Limit(Rate(1, 1), Rate(1, 10), Clock())
    assert [limit.takes("") for _ in range(8)] == [True] * 8
    assert [limit.takes(f"d{n}") for n in range(3)] == [True, True, False]


def test_quiet_devices_are_forgotten_and_no_flood_of_addresses_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    limit = Limit(Rate(1, 2), Rate(1e9, 1e9), clock)
    limit.takes("a")
    limit.forget()
    assert len(limit) == 1
    clock.now = 5
    limit.forget()
    assert len(limit) == 0
    monkeypatch.setattr(limits, "MOST_DEVICES", 50)
    for number in range(500):
        limit.takes(f"d{number}")
    assert len(limit) <= 50


@pytest.mark.parametrize(
    ("host", "counts_as"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::9", "2001:db8:1:2::"), ("127.0.0.1", ""), ("::1", ""), ("::ffff:203.0.113.7", "203.0.113.7"), ("::ffff:127.0.0.1", ""), ("testclient", "")],
)
def test_a_device_is_an_address_or_the_network_of_one_and_never_this_machine(host: str, counts_as: str) -> None:
    assert device(host) == counts_as


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The families' app, asked from another machine."""
    with families(tmp_path_factory.mktemp("data"), client=(AWAY, 5000)) as asked:
        yield asked


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """Nothing of the test before counts."""
    if "client" in request.fixturenames:
        request.getfixturevalue("client")
        kit = family.kit()
        for name, value in vars(Limits(kit.settings.most_visits)).items():
            setattr(kit.limits, name, value)


def exhaust(which: str) -> None:
    setattr(family.kit().limits, which, Limit(Rate(0.001, 0), Rate(1000, 1000)))


@pytest.mark.parametrize(("path", "shown", "hidden"), [("/leaflet?lang=cy", "cy", "en"), ("/question?lang=en", "en", "cy")])
def test_too_many_pages_are_a_page_in_the_readers_language_that_says_so(client: TestClient, path: str, shown: str, hidden: str) -> None:
    exhaust("pages")
    answer = client.get(path)
    words = family.kit().words
    assert answer.status_code == 429 and answer.headers["retry-after"] == "2"
    assert words[shown]("error.busy") in answer.text and words[hidden]("error.busy") not in answer.text.split("<template")[0]
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS and answer.headers["cache-control"] == "no-store"
    assert f'<html lang="{shown}"' in answer.text and words[shown]("button.try_again") in answer.text


@pytest.mark.parametrize("path", ["/", "/leaflet?lang=xx&lang=<script>"])
def test_where_no_language_is_known_it_is_said_in_all_of_them(client: TestClient, path: str) -> None:
    exhaust("pages")
    answer = client.get(path)
    assert answer.status_code == 429 and all(escape(words.lines("error.busy")[0].text) in answer.text for words in family.kit().words.values())
    assert answer.text.split("<body")[1].count("<script>") == 1, "the page's own"


def test_files_and_health_are_never_too_many(client: TestClient) -> None:
    page = client.get("/home?lang=cy").text
    urls = [page.split('data-say="')[1].split('"')[0], "/ui" + page.split('data-script="/ui')[1].split('"')[0], "/healthz", "/_stcore/health"]
    exhaust("pages")
    exhaust("parts")
    assert [client.get(url).status_code for url in urls] == [200] * 4
    assert client.get("/sound/cy/together.mp3?key=button.listen").status_code == 429


@pytest.mark.parametrize(("method", "path"), [("PUT", "/draft/words/0"), ("POST", "/recordings/q1/t/0"), ("GET", "/replies/0"), ("DELETE", "/draft")])
def test_too_many_parts_are_answered_with_the_key_of_the_message(client: TestClient, method: str, path: str) -> None:
    exhaust("parts")
    answer = client.request(method, path, content=b"x")
    assert answer.status_code == 429 and answer.json() == {"problem": "error.busy"} and "retry-after" in answer.headers
    assert family.kit().limits.refused["parts"] == 1


def test_leaving_is_never_too_much(client: TestClient) -> None:
    kit = family.kit()
    visit = kit.visits.begin()
    record(client, visit.token)
    exhaust("parts")
    exhaust("pages")
    assert client.delete("/visit", headers={TOKEN: visit.token}).status_code == 204 and visit.journey.answers == {}


def test_when_no_line_is_free_a_tab_is_told_so_and_can_still_read(client: TestClient) -> None:
    kit = family.kit()
    assert client.get("/line").status_code == 204
    with line(client):
        kit.limits.most_lines = 1
        answer = client.get("/line")
        assert answer.status_code == 429 and answer.json() == {"problem": "error.busy"}
        with pytest.raises(WebSocketDisconnect), line(client):
            pass
        assert client.get("/leaflet?lang=cy").status_code == 200
    assert client.get("/line").status_code == 204 and kit.limits.open.total() == 0


@pytest.mark.parametrize(("data", "code"), [(b"x" * (MESSAGE_BYTES + 1), 1009), ("text", 1003)])
def test_a_message_that_is_too_big_or_no_bytes_ends_the_line_and_nothing_else(client: TestClient, data: Any, code: int) -> None:
    with line(client) as sending:
        (sending.send_bytes if isinstance(data, bytes) else sending.send_text)(data)
        with pytest.raises(WebSocketDisconnect) as ended:
            while True:
                sending.receive_bytes()
        assert ended.value.code == code
    assert client.get("/healthz").status_code == 200


def test_messages_faster_than_any_person_wait_and_are_not_lost() -> None:
    times: list[float] = []

    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        for _ in range(8):
            assert (await receive())["bytes"] == b"x"
            times.append(asyncio.get_running_loop().time())

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.receive", "bytes": b"x"}

    async def send(_message: Any) -> None: ...

    gate = Gate(app, Limits(messages=Rate(20, 3)), lambda _: "")
    with ThreadPoolExecutor(1) as thread:  # where a browser test ran, this thread has its loop
        thread.submit(asyncio.run, gate({"type": "websocket", "path": "/", "headers": []}, receive, send)).result()
    assert times[2] - times[0] < 0.05 and times[7] - times[0] > 0.2


def record(client: TestClient, token: str, question: str = "q1") -> Any:
    return client.post(f"/recordings/{question}/take/0?last=1&seconds=1", content=WEBM, headers={TOKEN: token, "content-type": "audio/webm"})


def test_recordings_that_no_longer_fit_are_refused_and_fit_again_when_others_have_sent_theirs(client: TestClient) -> None:
    kit = family.kit()
    first, second = kit.visits.begin(), kit.visits.begin()
    assert record(client, first.token).status_code == 200
    object.__setattr__(kit.settings, "most_recordings_mb", 0)
    refused = record(client, second.token)
    assert refused.status_code == 503 and refused.json() == {"problem": "error.busy"}
    assert len(first.journey.answer("q1").recordings) == 1 and kit.visits.recorded() >= len(WEBM)
    kit.visits.end(first)
    assert record(client, second.token).status_code == 200
    object.__setattr__(kit.settings, "most_recordings_mb", 512)


def test_a_take_has_no_end_of_empty_chunks() -> None:
    from llais.interface.upload import MOST_CHUNKS, Upload, UploadRefused

    upload = Upload("t", "audio/webm")
    upload.add(0, WEBM)
    for number in range(1, MOST_CHUNKS):
        upload.add(number, b"")
    with pytest.raises(UploadRefused, match="413"):
        upload.add(MOST_CHUNKS, b"")
