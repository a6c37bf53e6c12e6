"""What every answer carries and what is turned away: headers, Host and Origin, paths that nobody needs."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from llais.interface import logs, streamlit_files
from llais.settings import Settings

log = logging.getLogger(__name__)

LOCAL = ("localhost", "127.0.0.1", "[::1]")

POLICY = (
    "default-src 'none'",
    "script-src 'self' blob:",  # blob: Streamlit loads a component's script so
    "style-src 'self' 'unsafe-inline'",  # Streamlit's styles are made at run time
    "img-src 'self' data:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)

HEADERS = {
    "content-security-policy": "; ".join(POLICY),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

STREAMLIT_PATHS = re.compile(r"/(static/(js|css|media)/.+|_stcore/(health|host-config|stream))")
"""All of Streamlit's own paths that its page needs. Metrics, uploads, media and the agent's door are shut."""

HOST_CONFIG = (
    '{"allowedOrigins": [], "useExternalAuthToken": false, "enableCustomParentMessages": false,'
    ' "enforceDownloadInNewTab": false, "blockErrorDialogs": true}'
)


@dataclass(frozen=True)
class Door:
    """Which hosts this app answers to."""

    hosts: frozenset[str]
    origins: frozenset[str]
    """Hosts, with their ports where they have one, from which a page may ask beside the one it was itself asked from."""

    @classmethod
    def of(cls, settings: Settings) -> Door:
        """This machine, the public URL's host and LLAIS_ALLOWED_HOSTS."""
        public = urlsplit(settings.public_url)
        named = {host.strip().lower() for host in settings.allowed_hosts.split(",")} - {""}
        return cls(frozenset({*LOCAL, public.hostname or "", *named} - {""}), frozenset({public.netloc.lower(), *named} - {""}))

    def admits(self, headers: Headers) -> bool:
        """Whether Host is one of ours and Origin, where there is one, is the same host or one of ours."""
        host, origin = headers.get("host", "").lower(), headers.get("origin")
        if _name(host) not in self.hosts:
            return False
        found = re.fullmatch(r"https?://([^/?#@]+)", (origin or "").lower())
        return origin is None or bool(found and found[1] in {host, *self.origins})


def _name(host: str) -> str:
    """A Host header without its port."""
    return re.sub(r":[0-9]+$", "", host.lower())


class Guard:
    """ASGI middleware: the first to see a request and the last to see an answer."""

    def __init__(self, app: ASGIApp, door: Door, own: Iterable[str], missing: Callable[[], str]) -> None:
        self.app = app
        self.door = door
        self.own = re.compile("|".join(own))
        self.missing = missing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif (answered := self._answer(scope)) is None:
            await self.app(scope, receive, _with_headers(send, scope["path"]))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answered(scope, receive, _with_headers(send, scope["path"]))

    def _answer(self, scope: Scope) -> Response | None:
        """What is answered here; None for what may pass."""
        path, headers = scope["path"], Headers(scope=scope)
        if not self.door.admits(headers):
            return PlainTextResponse("This host or origin may not be used.\n", 403)
        if not scope["query_string"].isascii():  # no address has such; servers differ in what they let through
            return Response(status_code=400)
        if path == "/_stcore/host-config":
            return Response(HOST_CONFIG, media_type="application/json")
        if STREAMLIT_PATHS.fullmatch(path):
            return self._streamlits(path, headers)
        if self.own.fullmatch(path):
            return None
        if "/_stcore/" in path:
            return Response(status_code=404)
        return HTMLResponse(self.missing(), 404)

    def _streamlits(self, path: str, headers: Headers) -> Response | None:
        """A file of its, compressed; None for what it answers itself. For a file that is not there it would give its own page."""
        found = streamlit_files.answer(path, headers.get("accept-encoding", ""))
        if found is None and path.startswith("/static/") and path not in _files():
            return Response(status_code=404)
        return found


@cache
def _files() -> frozenset[str]:
    """The paths of Streamlit's files."""
    folder = streamlit_files.FOLDER
    return frozenset(f"/{file.relative_to(folder).as_posix()}" for file in folder.rglob("*") if file.is_file())


def _with_headers(send: Send, path: str) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if not path.startswith(("/static/", "/ui/", "/sound/")):
                headers["cache-control"] = "no-store"
        await send(message)

    return sending


def middleware(settings: Settings, own: Iterable[str], missing: Callable[[], str]) -> list[Middleware]:
    """The guard for an app that answers these paths (regular expressions) beside Streamlit's."""
    return [Middleware(Guard, door=Door.of(settings), own=tuple(own), missing=missing)]


def nothing_here() -> str:
    """The page for a path that is not there, at the desk."""
    return "<!DOCTYPE html><html lang='en'><title>Page not found</title><h1>Page not found</h1><a href='/'>The desk</a></html>"


def on_script_error(problem: Exception) -> bool:
    """Nothing of an error's own words goes to a log or a screen: they might quote a family. The kind and place are enough."""
    log.error("a page failed: %s at %s", type(problem).__name__, logs.place(problem))
    return True
