"""The three that are compared, each a process of its own with a folder of its own, started and stopped here."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.screens import Screen, as_data
from llais.paths import AUDIO, ROOT

PATIENCE = 60
"""Seconds that a server may take to answer."""


@dataclass
class Server:
    """One of the three. `ready` is the path that answers 200 when it can be used."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    ready: str

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def memory(self) -> float:
        """Megabytes of memory that only this process has (USS: what shared libraries share is not counted)."""
        return psutil.Process(self.process.pid).memory_full_info().uss / 2**20

    @property
    def resident(self) -> float:
        """Megabytes of resident memory, shared libraries included (RSS)."""
        return psutil.Process(self.process.pid).memory_info().rss / 2**20

    @property
    def worked(self) -> float:
        """Seconds of processor time so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system

    @property
    def log(self) -> str:
        """What it said."""
        return (self.folder / "log.txt").read_text("utf-8", "replace")

    def wait(self) -> float:
        """Wait until it can be used. Returns the seconds that took. Raises RuntimeError with its log."""
        began = time.perf_counter()
        while time.perf_counter() - began < PATIENCE and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url + self.ready, timeout=5).read()
                return time.perf_counter() - began
            except (OSError, urllib.error.URLError):
                time.sleep(0.01)
        raise RuntimeError(f"{self.name} does not answer:\n{self.log}")

    def stop(self) -> None:
        """End it and wait."""
        self.process.terminate()
        self.process.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _start(name: str, folder: Path, command: Sequence[str], port: int, ready: str, cwd: Path, **env: str) -> Server:
    folder.mkdir(parents=True, exist_ok=True)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LLAIS_", "STREAMLIT_"))}
    with (folder / "log.txt").open("ab") as out:
        process = subprocess.Popen(command, cwd=cwd, env=clean | env, stdout=out, stderr=subprocess.STDOUT)
    return Server(name, process, port, folder, ready)


def ours(folder: Path, **settings: str) -> Server:
    """This app, as `make run` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    settings = {"LLAIS_DATA_DIR": str(folder / "data"), "LLAIS_PORT": str(port)} | settings
    return _start("ours", folder, command, port, "/healthz", ROOT, **settings)


def stock(folder: Path, screens: list[Screen]) -> Server:
    """The stock app, from a folder without a configuration. Headless, or it would ask for an e-mail address."""
    port, file = free_port(), _written(folder, screens)
    streamlit = [sys.executable, "-m", "streamlit", "run", str(ROOT / "bench" / "stock.py")]
    options = ["--server.port", str(port), "--server.headless", "true", "--", str(file), str(AUDIO)]
    return _start("stock", folder, [*streamlit, *options], port, "/_stcore/health", folder)


def page(folder: Path, screens: list[Screen]) -> Server:
    """The hand-written pages."""
    port, file = free_port(), _written(folder, screens)
    command = [sys.executable, "-m", "bench.site", str(file), str(AUDIO), str(port)]
    return _start("page", folder, command, port, f"/{screens[0].id}", ROOT)


def _written(folder: Path, screens: list[Screen]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "screens.json"
    file.write_text(json.dumps(as_data(screens)), "utf-8")
    return file


@contextmanager
def running(*started: Server) -> Iterator[tuple[Server, ...]]:
    """Use them, and end them whatever happens."""
    try:
        for one in started:
            one.wait()
        yield started
    finally:
        for one in started:
            one.stop()
