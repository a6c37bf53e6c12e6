"""A line that can be cut: a relay between a browser and the server, whose sockets a test closes."""

from __future__ import annotations

import contextlib
import socket
import threading


class Line:
    """Relays TCP from a port of its own to the server's. `cut` closes all of it; `mend` opens it again on the same port."""

    def __init__(self, server_port: int) -> None:
        self._to = server_port
        self._open: list[socket.socket] = []
        self._door: socket.socket | None = None
        self.port = 0
        self.deaf = False
        """Whether what the server says is lost on the way."""
        self.mend()

    @property
    def url(self) -> str:
        """Where the browser goes."""
        return f"http://localhost:{self.port}"

    def mend(self) -> None:
        """Let everything through again."""
        self.deaf = False
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", self.port))
        door.listen(64)
        self.port, self._door = door.getsockname()[1], door
        threading.Thread(target=self._answer, args=(door,), daemon=True).start()

    def cut(self) -> None:
        """Close every socket, and take no new one."""
        if self._door:
            with contextlib.suppress(OSError):
                self._door.shutdown(socket.SHUT_RDWR)
            self._door.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _answer(self, door: socket.socket) -> None:
        while True:
            try:
                browser, _ = door.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                return
            self._open += [browser, server]
            for source, sink in ((browser, server), (server, browser)):
                threading.Thread(target=self._relay, args=(source, sink), daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not (self.deaf and source.getpeername()[1] == self._to):
                    sink.sendall(data)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
