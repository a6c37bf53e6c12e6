"""Whatever is asked of the app, it answers: never with an error of its own, always with the headers, never with what came in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import strategies as st
from starlette.testclient import TestClient

from llais.interface import family
from llais.interface.address import PAGES
from llais.interface.limits import Limit, Rate
from llais.interface.security import HEADERS
from llais.interface.web import WEB
from tests.asked import HOST, families
from tests.fuzz.asgi import Request, ask
from tests.fuzz.made_up import DIGITS, TEXT
from tests.fuzz.many import fuzz, sizes

FAIR = Rate(1e9, 1e9)
WORDS = "zxqcanary"
SEGMENTS = st.one_of(st.sampled_from(["q1", "more", "cy", "en", "words", "take", "together.mp3", "button.listen.0.mp3", "app.js", "llais.css", WORDS]), TEXT, DIGITS)
KNOWN = ["healthz", "line", "visit", "ui", "sound", "recordings", "replies", "draft", "static", "static/js", "_stcore", "_stcore/health", "_stcore/metrics", "_stcore/stream", "_stcore/upload_file", "media", "component", "app/static", ""]
PATHS = st.one_of(
    st.builds(lambda first, rest: "/" + "/".join([first, *rest]), st.sampled_from([*PAGES, *KNOWN, WEB.url.strip("/")]), st.lists(SEGMENTS, max_size=3)),
    st.builds("/draft/{}/{}".format, SEGMENTS, DIGITS),
    st.builds("/recordings/{}/{}/{}".format, SEGMENTS, SEGMENTS, DIGITS),
    st.builds("/replies/{}".format, DIGITS),
    st.builds("/{}".format, TEXT),
)
VALUES = st.one_of(st.sampled_from(["cy", "en", "full", "easy", "q1", "voice", "1", WORDS, "button.listen"]), TEXT, DIGITS)
QUERIES = st.lists(st.builds("{}={}".format, st.sampled_from(["lang", "form", "section", "question", "key", "v", "version", "last", "seconds", "x"]), VALUES), max_size=5).map("&".join)
HOSTS = st.one_of(st.just(HOST), st.just(HOST), st.just(HOST), st.sampled_from(["localhost", "[::1]:1", "evil.example", "localhost:8501:1", "[", ""]), TEXT)
NAMES = st.sampled_from(["origin", "x-llais-visit", "x-llais-draft", "x-llais-listened", "content-type", "range", "if-range", "accept-encoding", "cookie", "x-forwarded-for", "if-none-match", "content-length", "transfer-encoding", "referer", "upgrade"])
WORTH = st.one_of(st.sampled_from([f"http://{HOST}", "null", "audio/webm", "audio/mp4; codecs=x", "bytes=0-9", "bytes=9-0", "bytes=-1", f"bytes=0-{'9' * 400}", "gzip, br", "d" * 24, WORDS * 4]), TEXT, DIGITS)
BODIES = st.one_of(st.just(b""), st.binary(max_size=200), st.binary(max_size=50).map(lambda data: b"\x1a\x45\xdf\xa3" + data), st.just(WORDS.encode()), st.just(b"x" * 600_000))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The families' app, that turns nobody away for asking often."""
    with families(tmp_path_factory.mktemp("data")) as asked:
        kit = family.kit()
        kit.limits.pages, kit.limits.parts = Limit(FAIR, FAIR), Limit(FAIR, FAIR)
        yield asked


@sizes(400, 40_000)
def test_whatever_is_asked_is_answered(most: int, client: TestClient) -> None:
    tokens = st.sampled_from([family.kit().visits.begin().token for _ in range(3)])
    headers = st.lists(st.one_of(st.tuples(NAMES, WORTH), st.tuples(st.just("x-llais-visit"), tokens), st.tuples(st.just("content-type"), st.just("audio/webm"))), max_size=5)
    methods = st.sampled_from(["GET", "GET", "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "zxq"])

    def made(method: str, path: str, query: str, host: str, more: list[tuple[str, str]], body: bytes) -> Request:
        return Request(method, path, query, (("host", host), *more), body)

    def holds(request: Request) -> None:
        answer = ask(client, request)
        assert 200 <= answer.status < 500, answer.status
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert b"<zxq>" not in answer.body and b"Traceback" not in answer.body
        if answer.status >= 400:
            assert WORDS.encode() not in answer.body

    fuzz("requests", st.builds(made, methods, PATHS, QUERIES, HOSTS, headers, BODIES), holds, most)
    assert client.get("/healthz").json()["accepting"] is True
