"""A stand-in for translate.google.co.uk on this machine, behind a proxy as offices have one: gTTS itself is left as it is."""

from __future__ import annotations

import base64
import json
import re
import socket
import ssl
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Reply = Callable[[ssl.SSLSocket], None]


def answer(status: int, body: bytes = b"", promised: int | None = None, **headers: str) -> Reply:
    """One HTTP answer; `promised` is the length it claims to have."""
    fields = {"Content-Length": str(len(body) if promised is None else promised)} | headers
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return lambda line: line.sendall(f"HTTP/1.1 {status} Reason\r\n{head}\r\n".encode() + body)


def voice(mp3: bytes) -> Reply:
    """Sound, as the service wraps it."""
    return answer(200, b")]}'\n\n" + wrapped(base64.b64encode(mp3)))


def wrapped(words: bytes) -> bytes:
    return b'[["wrb.fr","jQ1olc","[\\"' + words + b'\\"]",null]]\n'


def silence(seconds: float) -> Reply:
    """No answer for so long."""
    return lambda line: time.sleep(seconds)


class Translate:
    """Answers with the replies it is given, in turn, the last one for ever; keeps what it was asked."""

    def __init__(self, context: ssl.SSLContext, replies: tuple[Reply, ...]) -> None:
        self.context, self.replies = context, list(replies)
        self.hosts: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.proxy = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.listener.accept()
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with suppress(OSError), line:
            self.hosts.append(_head(line).split()[1])
            line.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            with self.context.wrap_socket(line, server_side=True) as inner:
                self._answer(inner)

    def _answer(self, line: ssl.SSLSocket) -> None:
        head = _head(line)
        body = line.recv(int(re.search(r"Content-Length: (\d+)", head, re.I)[1])).decode()
        text, language, *_ = json.loads(json.loads(urllib.parse.parse_qs(body)["f.req"][0])[0][0][1])
        self.asked.append((text, language))
        (self.replies.pop(0) if len(self.replies) > 1 else self.replies[0])(line)


def _head(line: socket.socket) -> str:
    read = b""
    while not read.endswith(b"\r\n\r\n"):
        got = line.recv(1)
        if not got:
            raise OSError("hung up")
        read += got
    return read.decode()


@contextmanager
def running(context: ssl.SSLContext, *replies: Reply) -> Iterator[Translate]:
    served = Translate(context, replies)
    threading.Thread(target=served.serve, daemon=True).start()
    try:
        yield served
    finally:
        served.listener.close()
