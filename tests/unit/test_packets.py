"""No answer waits for its own head to be acknowledged."""

from __future__ import annotations

import asyncio
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from llais.interface import housekeeping, packets
from llais.interface.kit import Kit
from llais.settings import Settings


def at_once(listening: socket.socket) -> bool:
    """Whether the next line that is taken sends its packets at once."""
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as line:
        return bool(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_each_line_of_the_running_app_sends_its_packets_at_once(tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path))

    async def run(listening: socket.socket) -> bool:
        async with housekeeping.lifespan(kit)(None):
            return at_once(listening)

    with socket.socket() as listening, ThreadPoolExecutor(1) as thread:  # where a browser test ran, this thread has its loop
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert not at_once(listening)
        assert thread.submit(asyncio.run, run(listening)).result()


def test_nothing_is_left_open_by_it() -> None:
    with socket.socket():
        before = os.listdir("/proc/self/fd")
        packets.at_once()
        assert os.listdir("/proc/self/fd") == before
