"""What every answer carries and what is turned away: headers, Host and Origin, paths that nobody needs."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from llais.interface import packing, streamlit_files
from llais.interface.web import WEB
from llais.settings import Settings

log = logging.getLogger(__name__)

LOCAL = ("localhost", "127.0.0.1", "[::1]")


def policy(scripts: str, styles: str) -> str:
    """A Content-Security-Policy: nothing but our own, and these sources of scripts and styles."""
    parts = (
        "default-src 'none'",
        f"script-src {scripts}",
        f"style-src {styles}",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(parts)


HEADERS = {
    "content-security-policy": policy(f"'self' {WEB.early_hash}", " ".join(WEB.style_hashes)),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True)
class Front:
    """What an app's answers carry, and which of Streamlit's own paths its page needs. Metrics, uploads, media and the
    agent's door are shut in both apps."""

    headers: Mapping[str, str]
    streamlit: re.Pattern[str]


FAMILY = Front(HEADERS, re.compile(r"/_stcore/(health|stream)"))
"""Its page speaks with Streamlit's websocket and needs no script of Streamlit's: only our own may run, and only the one script
and the two style sheets that stand in the page itself."""
DESK = Front(
    HEADERS | {"content-security-policy": policy("'self' blob:", "'self' 'unsafe-inline'")},
    re.compile(r"/(static/(js|css|media)/.+|_stcore/(health|host-config|stream))"),
)
"""Streamlit's own page: it loads a component's script as a blob, and makes its styles at run time."""

HOST_CONFIG = (
    '{"allowedOrigins": [], "useExternalAuthToken": false, "enableCustomParentMessages": false,'
    ' "enforceDownloadInNewTab": false, "blockErrorDialogs": true}'
)


@dataclass(frozen=True)
class Door:
    """Which hosts this app answers to."""

    hosts: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> Door:
        """This machine, the public URL's host and LLAIS_ALLOWED_HOSTS."""
        public = urlsplit(settings.public_url).hostname or ""
        named = (host.strip().lower() for host in settings.allowed_hosts.split(","))
        return cls(frozenset({*LOCAL, public, *named} - {""}))

    def admits(self, headers: Headers) -> bool:
        """Whether Host is one of ours and Origin, where there is one, is the same host."""
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return False
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc.lower() in {host.lower(), *self.hosts}


def _name(host: str) -> str:
    """A Host header without its port."""
    return re.sub(r":\d+$", "", host.lower())


class Guard:
    """ASGI middleware: the first to see a request and the last to see an answer."""

    def __init__(self, app: ASGIApp, door: Door, front: Front, own: Iterable[str], missing: Callable[[], str]) -> None:
        self.app = app
        self.door, self.front = door, front
        self.own = re.compile("|".join(own))
        self.missing = missing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif (answered := self._answer(scope)) is None:
            await self.app(scope, receive, self._with_headers(send, scope["path"]))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answered(scope, receive, self._with_headers(send, scope["path"]))

    def _answer(self, scope: Scope) -> ASGIApp | None:
        """What is answered here; None for what may pass."""
        path, headers = scope["path"], Headers(scope=scope)
        if not self.door.admits(headers):
            return PlainTextResponse("This host or origin may not be used.\n", 403)
        if self.front.streamlit.fullmatch(path):
            if path == "/_stcore/host-config":
                return Response(HOST_CONFIG, media_type="application/json")
            return streamlit_files.answer(path, headers.get("accept-encoding", ""))
        if self.own.fullmatch(path):
            return None
        if "/_stcore/" in path:
            return Response(status_code=404)
        return packing.page(self.missing()).answer(headers.get("accept-encoding", ""), {}, 404)

    def _with_headers(self, send: Send, path: str) -> Callable[[Message], Awaitable[None]]:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.front.headers.items():
                    headers[name] = value
                if not path.startswith(("/static/", "/ui/", "/sound/")):
                    headers["cache-control"] = "no-store"
            await send(message)

        return sending


def middleware(settings: Settings, own: Iterable[str], missing: Callable[[], str], front: Front = FAMILY) -> list[Middleware]:
    """The guard for an app that answers these paths (regular expressions) beside Streamlit's."""
    return [Middleware(Guard, door=Door.of(settings), front=front, own=tuple(own), missing=missing)]


def nothing_here() -> str:
    """The page for a path that is not there, at the desk."""
    return "<!DOCTYPE html><html lang='en'><title>Page not found</title><h1>Page not found</h1><a href='/'>The desk</a></html>"


def on_script_error(problem: Exception) -> bool:
    """Nothing of an error's own words goes to a log or a screen: they might quote a family. The kind and place are enough."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    log.error("a page failed: %s at %s", type(problem).__name__, place)
    return True
