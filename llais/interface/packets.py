"""Packets go out at once. Nagle's algorithm would keep an answer's body back until its head is acknowledged: 40 ms or more."""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path

_OPEN = Path("/proc/self/fd")


def at_once() -> None:
    """TCP_NODELAY for every socket this process listens on, and so (tcp(7), Linux) for each line it takes from now on.

    asyncio sets it by itself only where a socket names its protocol; the one that Streamlit binds does not.
    """
    for name in os.listdir(_OPEN) if _OPEN.exists() else ():
        with suppress(OSError):  # closed meanwhile
            _set(int(name))


def _set(number: int) -> None:
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        return
    with socket.socket(fileno=os.dup(number)) as copy:
        if copy.family in (socket.AF_INET, socket.AF_INET6) and copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            copy.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
