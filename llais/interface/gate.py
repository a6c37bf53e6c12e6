"""The gate behind the door: turns away what is too much before any work is done for it, and says so to who reads it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from llais.interface.limits import MESSAGE_BYTES, Bucket, Limits, device

PATHS = "/line"
"""Asked by a tab that gets no line: 204 when there is room, else why not."""
BUSY = "error.busy"
"""The key of the message for the family."""
FREE = re.compile(r"/(static|ui)/.*|/sound/[^/]+/(?!together)[^/]+|/healthz|/visit|/_stcore/.*")
"""Files, which cost little; health, which must be seen when it matters; and forgetting a visit: Exit always works."""
PARTS = re.compile(r"/(draft|recordings|replies)(/.*)?")
AGAIN = {"retry-after": "2"}


class Gate:
    """ASGI middleware for the families' app."""

    def __init__(self, app: ASGIApp, limits: Limits, busy: Callable[[str], str]) -> None:
        self.app, self.limits, self.busy = app, limits, busy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is not too much."""
        if scope["type"] == "websocket":
            await self._line(scope, receive, send)
        elif scope["type"] == "http" and (refusal := self._refusal(scope)) is not None:
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path == PATHS:
            return JSONResponse({"problem": BUSY}, 429, AGAIN) if self.limits.full else Response(status_code=204)
        if FREE.fullmatch(path):
            return None
        kind = "parts" if PARTS.fullmatch(path) else "pages"
        limit = self.limits.parts if kind == "parts" else self.limits.pages
        if limit.takes(_device(scope)):
            return None
        self.limits.refused[kind] += 1
        return JSONResponse({"problem": BUSY}, 429, AGAIN) if kind == "parts" else self._page(scope)

    def _page(self, scope: Scope) -> Response:
        """In the language of the page that was asked for."""
        tag = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        return HTMLResponse(self.busy(tag), 429, AGAIN)

    async def _line(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = _device(scope)
        if self.limits.full or not self.limits.lines.takes(who):
            self.limits.refused["lines"] += 1
            await send({"type": "websocket.close", "code": 1013})
            return
        self.limits.open[who] += 1
        try:
            await self.app(scope, self._slowed(receive, send), send)
        finally:
            self.limits.closed(who)

    def _slowed(self, receive: Receive, send: Send) -> Receive:
        """What comes faster than a person can touch waits its turn; what is too big or no bytes ends the line."""
        bucket = Bucket(self.limits.messages, time.monotonic())

        async def receiving() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None or len(data) > MESSAGE_BYTES:
                self.limits.refused["messages"] += 1
                code = 1003 if data is None else 1009
                await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
            await asyncio.sleep(bucket.wait(time.monotonic()))
            return message

        return receiving


def _device(scope: Scope) -> str:
    client = scope.get("client")
    return device(client[0]) if client else ""


def middleware(limits: Limits, busy: Callable[[str], str]) -> list[Middleware]:
    """The gate with these limits; `busy` gives the page of a language tag that says that too many are here."""
    return [Middleware(Gate, limits=limits, busy=busy)]
