"""What every answer carries and what is turned away: headers, Host and Origin, paths that nobody needs."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from llais.interface import logs, packing, streamlit_files
from llais.interface.web import WEB
from llais.language import Words
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
and the style sheets that stand in the page itself."""
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
        if not scope["query_string"].isascii():  # no address has such; servers differ in what they let through
            return Response(status_code=400)
        if self.front.streamlit.fullmatch(path):
            if path == "/_stcore/host-config":
                return Response(HOST_CONFIG, media_type="application/json")
            return _streamlits(path, headers)
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


def _streamlits(path: str, headers: Headers) -> ASGIApp | None:
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


def middleware(settings: Settings, own: Iterable[str], missing: Callable[[], str], front: Front = FAMILY) -> list[Middleware]:
    """The guard for an app that answers these paths (regular expressions) beside Streamlit's."""
    return [Middleware(Guard, door=Door.of(settings), front=front, own=tuple(own), missing=missing)]


def nothing_here(languages: Iterable[Words]) -> str:
    """The page for a path that is not there, at the desk, in every language."""
    said = [(t.language, escape(t("not_found.title")), escape(t("desk.title"))) for t in languages]
    lines = "".join(f'<p lang="{one.tag}" dir="{one.direction}">{title} <a href="/">{desk}</a></p>' for one, title, desk in said)
    return f'<!DOCTYPE html><html lang="{said[0][0].tag}"><meta charset="utf-8"><title>{said[0][1]}</title>{lines}</html>'


def on_script_error(problem: Exception) -> bool:
    """Nothing of an error's own words goes to a log or a screen: they might quote a family. The kind and place are enough."""
    log.error("a page failed: %s at %s", type(problem).__name__, logs.place(problem))
    return True
