"""What every answer carries, and what is turned away, asked of the real app."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from llais.interface import family, housekeeping
from llais.interface.routes import TOKEN
from llais.interface.security import HEADERS, Door
from llais.interface.visit import Visit
from llais.settings import Settings
from tests.asked import families, line

WEBM = b"\x1a\x45\xdf\xa3 sound"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The families' app, asked without a browser."""
    with families(tmp_path_factory.mktemp("data")) as asked:
        yield asked


@pytest.fixture
def visit(client: TestClient) -> Visit:
    return family.kit().visits.begin()


@pytest.mark.parametrize("path", ["/", "/leaflet?lang=cy", "/healthz", "/nowhere", "/_stcore/health", "/visit", "/ui/x/llais.js"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["content-security-policy"]
    scripts = policy.split("script-src ")[1].split(";")[0]
    assert "unsafe-eval" not in policy and "unsafe-inline" not in scripts and "*" not in policy


def test_pages_are_never_kept_and_sounds_and_scripts_of_a_known_content_for_ever(client: TestClient) -> None:
    page = client.get("/home?lang=cy")
    assert page.headers["cache-control"] == "no-store"
    sound = page.text.split('data-say="')[1].split('"')[0]
    script = page.text.split('data-script="/ui')[1].split('"')[0]
    for url in (sound, f"/ui{script}"):
        assert "immutable" in client.get(url).headers["cache-control"]
    assert client.get("/ui/old/llais.js").headers["cache-control"] == "no-store"


def test_a_part_of_a_sound_can_be_asked_for(client: TestClient) -> None:
    answer = client.get("/sound/cy/button.listen.0.mp3", headers={"range": "bytes=10-19"})
    assert answer.status_code == 206 and len(answer.content) == 10


@pytest.mark.parametrize("path", ["/sound/cy/../../app.py", "/sound/cy/..%2f..%2fapp.py", "/ui/x/../family.py", "/sound/cy/nothing.mp3", "/ui/x/llais.py"])
def test_no_path_leads_out_of_the_sounds_and_scripts(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404) and "def " not in answer.text


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/upload_file/x/y", "/media/abc", "/_stcore/agent/openapi.json", "/component/x/y", "/static/index.html", "/static/js/index.js", "/static/js/nothing.js", "/_stcore/host-config", "/start"])
def test_what_nobody_needs_is_shut(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unknown_path_is_a_bilingual_page_with_a_way_home(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "Heb ddod o hyd i’r dudalen" in answer.text and "Page not found" in answer.text and 'href="/"' in answer.text


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}, {"origin": "null"}, {"host": ""}, {"origin": "//["}, {"origin": "http://localhost"}, {"origin": "http://localhost:9000"}, {"origin": "http://localhost:8501@evil.example"}])
def test_foreign_hosts_and_origins_are_turned_away(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code == 403
    with pytest.raises(WebSocketDisconnect) as refused, line(client, **headers):
        pass
    assert refused.value.code == 1008


@pytest.mark.parametrize(
    ("host", "origin", "let_in"),
    [
        ("llais.example", "https://llais.example", True),
        ("127.0.0.1:8501", "https://llais.example", True),
        ("localhost:8501", "http://other.example", True),
        ("llais.example", "http://localhost:8501", False),
        ("evil.example", "https://llais.example", False),
        ("llais.example", "https://llais.example.evil.example", False),
        ("llais.example", "https://llais.example:444", False),
        ("llais.example", "ftp://llais.example", False),
        ("llais.example", "", False),
    ],
)
def test_behind_a_web_server_its_own_name_is_let_in_and_no_other(host: str, origin: str, let_in: bool) -> None:
    door = Door.of(Settings(public_url="https://llais.example/", allowed_hosts="other.example"))
    assert door.admits(Headers({"host": host, "origin": origin})) is let_in


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/draft/words/0", "/recordings/q1/t/0", "/recordings/q1", "/visit", "/draft"])
def test_another_site_can_change_nothing(client: TestClient, visit: Visit, method: str, path: str) -> None:
    headers = {"origin": "https://evil.example", TOKEN: visit.token, "x-llais-draft": "d" * 24}
    assert client.request(method, path, headers=headers, content=b"x").status_code == 403
    assert family.kit().visits.find(visit.token) is visit


def test_our_own_origin_may_come_in(client: TestClient) -> None:
    ours = {"host": "localhost:8501", "origin": "http://localhost:8501"}
    assert client.get("/", headers=ours).status_code == 200
    with line(client, **ours):
        pass


def test_health_says_that_answers_can_be_accepted_and_why_not(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"accepting": True, "practice": True}
    kit = family.kit()
    kit._closed, kit._asked = "the disk is full", float("inf")
    answer = client.get("/healthz")
    kit._asked = float("-inf")
    assert answer.status_code == 503 and answer.json()["reason"] == "the disk is full"


def test_each_page_opens_in_its_language_with_words_and_sound_and_a_player_without_script(client: TestClient) -> None:
    kit = family.kit()
    for tag in ("cy", "en"):
        for section in kit.content.leaflet.full:
            html = client.get(f"/leaflet?lang={tag}&form=full&section={section.id}").text
            assert f'<html lang="{tag}"' in html and kit.words[tag](section.heading.text.key) in html
            player = html.split("<audio", 1)[1].split('src="')[1].split('"')[0].replace("&amp;", "&")
            sound = client.get(player)
            assert sound.status_code == 200 and sound.headers["content-type"] == "audio/mpeg" and len(sound.content) > 5_000


def send(client: TestClient, visit: Visit, number: int, data: bytes, query: str = "", kind: str = "audio/webm", question: str = "q1") -> int:
    headers = {TOKEN: visit.token, "content-type": kind}
    return client.post(f"/recordings/{question}/take/{number}{query}", content=data, headers=headers).status_code


def test_a_recording_arrives_in_pieces_and_counts_when_it_is_whole(client: TestClient, visit: Visit) -> None:
    assert send(client, visit, 0, WEBM) == 204 and visit.journey.answer("q1").recordings == ()
    assert send(client, visit, 0, WEBM) == 204
    assert send(client, visit, 1, b"more", "?last=1&seconds=2.0") == 200
    (take,) = visit.journey.answer("q1").recordings
    assert take.data == WEBM + b"more"
    heard = client.get("/recordings/q1", headers={TOKEN: visit.token})
    assert heard.content == take.data and heard.headers["cache-control"] == "no-store"
    assert client.delete("/recordings/q1", headers={TOKEN: visit.token}).status_code == 204
    assert visit.journey.answer("q1").recordings == () and visit.uploads == {}


@pytest.mark.parametrize(
    ("number", "data", "query", "kind", "question", "status"),
    [
        (0, b"<html>", "", "audio/webm", "q1", 415),
        (0, WEBM, "", "text/html", "q1", 415),
        (3, WEBM, "", "audio/webm", "q1", 409),
        (0, b"", "?last=1&seconds=1", "audio/webm", "q1", 415),
        (0, WEBM, "?last=1&seconds=0", "audio/webm", "q1", 422),
        (0, WEBM, "?last=1&seconds=999", "audio/webm", "q1", 413),
        (0, WEBM, "?last=1&seconds=x", "audio/webm", "q1", 422),
        (0, WEBM + b"x" * (9 << 20), "", "audio/webm", "q1", 413),
        (0, WEBM, "", "audio/webm", "q9", 404),
    ],
)
def test_a_bad_recording_is_refused_and_what_was_there_stays(
    client: TestClient, visit: Visit, number: int, data: bytes, query: str, kind: str, question: str, status: int
) -> None:
    send(client, visit, 0, WEBM, "?last=1&seconds=1", question="q2")
    assert send(client, visit, number, data, query, kind, question) == status
    assert len(visit.journey.answer("q2").recordings) == 1 and visit.journey.answer("q1").recordings == ()


def test_nobody_without_the_token_hears_deletes_or_wipes(client: TestClient, visit: Visit) -> None:
    send(client, visit, 0, WEBM, "?last=1&seconds=1")
    for token in ("", "wrong"):
        assert client.get("/recordings/q1", headers={TOKEN: token}).status_code == 404
        assert client.delete("/recordings/q1", headers={TOKEN: token}).status_code == 404
        client.delete("/visit", headers={TOKEN: token})
    assert len(visit.journey.answer("q1").recordings) == 1
    client.delete("/visit", headers={TOKEN: visit.token})
    assert visit.journey.answer("q1").recordings == ()


def test_housekeeping_runs_beside_the_real_app(client: TestClient) -> None:
    housekeeping.tidy(family.kit())
    assert client.get("/healthz").status_code == 200


def test_no_answer_of_the_app_names_a_person(client: TestClient, visit: Visit) -> None:
    assert visit.token not in client.get("/question?lang=cy&question=q1").text
    assert Path(os.environ["LLAIS_DATA_DIR"]).is_dir()
