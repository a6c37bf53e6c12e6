"""The line to a Chromium that this program started: the DevTools protocol over two pipes, which nobody else can reach.

Messages are JSON, each ended by a zero byte (Chromium's --remote-debugging-pipe: it reads from 3 and writes to 4).
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

HIGH = 20
"""Descriptors from here on are in nobody's way when 3 and 4 are set up."""
Event = Callable[[str, dict[str, Any]], None]


class Pipe:
    """A running Chromium. Events come on a thread of their own."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], event: Event) -> None:
        theirs_in, self._out = _pair()
        self._in, theirs_out = _pair()
        # bash: the plain sh knows descriptors of one digit only
        shell = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self.process = subprocess.Popen(
            ["/bin/bash", "-c", shell, "bash", *command],
            env=dict(env),
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._event, self._number = event, 0
        threading.Thread(target=self._listen, daemon=True).start()

    def send(self, method: str, **parameters: Any) -> None:
        """Tell the browser something; what it answers is not waited for. A browser that is gone is passed over."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        try:
            os.write(self._out, json.dumps(message).encode() + b"\0")
        except OSError:
            return

    def _listen(self) -> None:
        left = b""
        while data := _read(self._in):
            *whole, left = (left + data).split(b"\0")
            for one in whole:
                message = json.loads(one)
                if "method" in message:
                    self._event(message["method"], message["params"])
        os.close(self._in)

    def close(self) -> None:
        """End the browser with all its processes."""
        for signal in (15, 9):
            if self.process.poll() is None:
                _signal(self.process.pid, signal)
                _wait(self.process)
        _signal(self.process.pid, 9)
        os.close(self._out)


def _pair() -> tuple[int, int]:
    """A pipe, both ends high up: (the end to read, the end to write)."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, HIGH) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:
        return b""


def _signal(group: int, signal: int) -> None:
    """To the browser's whole group."""
    try:
        os.killpg(group, signal)
    except (ProcessLookupError, PermissionError):
        return


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        return
