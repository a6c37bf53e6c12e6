"""No answer waits for its own head to be acknowledged."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from llais.interface import housekeeping
from llais.interface.kit import Kit
from llais.settings import Settings


def test_each_line_of_the_running_app_sends_its_packets_at_once(tmp_path: Path) -> None:
    async def run(listening: socket.socket) -> int:
        async with housekeeping.lifespan(Kit.load(Settings(data_dir=tmp_path)))(None):
            with socket.create_connection(listening.getsockname()), listening.accept()[0] as line:
                return line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as before:
            assert not before.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert asyncio.run(run(listening))
