"""A request as a web server hands it on: bytes that no client would make, straight into the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import anyio
from starlette.testclient import TestClient


@dataclass(frozen=True)
class Request:
    """What came over the line. The path is as it was sent, with its % codes."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def scope(self) -> dict[str, Any]:
        """As an ASGI server tells it."""
        raw = self.path.encode("latin-1", "replace")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": unquote(raw.decode("latin-1"), errors="replace"),
            "raw_path": raw,
            "query_string": self.query.encode("latin-1", "replace"),
            "root_path": "",
            "headers": [(name.lower().encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in self.headers],
            "client": ("203.0.113.7", 5000),
            "server": ("localhost", 8501),
            "state": {},
        }


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def ask(client: TestClient, request: Request) -> Answer:
    """One request, one answer. Whatever the app raises is raised here."""
    return client.portal.call(_ask, client.app, request)


async def _ask(app: Any, request: Request) -> Answer:
    answer, told = Answer(), [{"type": "http.request", "body": request.body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not told:
            await anyio.sleep_forever()  # the other side waits for its answer
        return told.pop(0)

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    await app(request.scope, receive, send)
    return answer
