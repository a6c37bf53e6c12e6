"""The whole of deploy/server on loopback: real nginx with TLS before two processes of the app, real PostgreSQL behind them."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from llais.paths import ROOT
from tests.browser.conftest import Server, free_port, start
from tools import nginx

CONF = ROOT / "deploy" / "server" / "nginx"


@dataclass
class Answer:
    """What came back over TLS."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Site:
    """All of it. `processes` are the app's, by their ports."""

    folder: Path
    database: str
    port: int = field(default_factory=free_port)
    processes: dict[str, Server] = field(default_factory=dict)
    web: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where a visitor goes."""
        return f"https://localhost:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """As in deploy/server/llais.env."""
        return {"LLAIS_DATA_DIR": str(self.folder / "data"), "LLAIS_DATABASE_URL": self.database, "LLAIS_PUBLIC_URL": self.url}

    def open(self) -> None:
        """Start everything and wait until it answers."""
        subprocess.run([sys.executable, "-m", "llais", "static", "--to", str(self.folder / "static")], cwd=ROOT, check=True, capture_output=True)
        for _ in range(2):
            self.begin(str(free_port()))
        self._serve()

    def begin(self, port: str) -> None:
        """Start one process of the app, with its numbers on a port of their own."""
        folder = self.folder / port
        folder.mkdir(exist_ok=True)
        self.processes[port] = start(folder, port=port, LLAIS_METRICS_PORT=str(self.metrics_port(port)), **self.settings)

    @staticmethod
    def metrics_port(port: str) -> int:
        """As the unit does it, where that is a port."""
        return int(port) - 10_000 if int(port) > 40_000 else int(port) + 10_000

    def close(self) -> None:
        """End everything."""
        for process in self.processes.values():
            process.stop()
        if self.web:
            self.web.terminate()
            self.web.wait(20)

    def get(self, path: str) -> Answer:
        """Ask as a browser does, with its certificate checked."""
        request = urllib.request.Request(self.url + path, headers={"accept-encoding": "identity"})
        try:
            with urllib.request.urlopen(request, context=self._trust, timeout=20) as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode("utf-8", "replace"))

    def numbers(self, port: str) -> str:
        """What the operator's port of a process says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port(port)}/metrics", timeout=20) as answer:
            return answer.read().decode()

    def connect(self) -> ssl.SSLSocket:
        """A line to nginx, to speak HTTP/1.1 on at one's own pace: what is not read waits at nginx."""
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", self.port))
        return self._trust.wrap_socket(line, server_hostname="localhost")

    def put_aside(self) -> list[str]:
        """The files, already nameless ones too, in which nginx holds what passes through it."""
        assert self.web
        workers = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        open_ = [os.readlink(file) for worker in workers for file in Path(f"/proc/{worker}/fd").iterdir() if file.is_symlink()]
        return [one for one in open_ if one.startswith((str(self.folder / "body"), str(self.folder / "proxy")))]

    def _serve(self) -> None:
        """nginx with the configuration of deploy/server; only ports and folders are others."""
        self._certificate()
        (self.folder / "snippets").mkdir()
        for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (self.folder / name).mkdir()
        (self.folder / "snippets" / "llais-headers.conf").write_text((CONF / "llais-headers.conf").read_text())
        (self.folder / "llais.conf").write_text(self._site())
        (self.folder / "nginx.conf").write_text(self._main())
        command = [str(nginx.find()), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "nginx.error.log")]
        tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert tried.returncode == 0, tried.stderr
        self.web = subprocess.Popen(command)
        for _ in range(100):
            try:
                self.get("/healthz")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "nginx.error.log").read_text())

    def _site(self) -> str:
        text = (CONF / "llais.conf").read_text()
        for ours, theirs in zip(("8501", "8502"), self.processes, strict=True):
            text = text.replace(ours, theirs)
        text = re.sub(r"^ *listen \[::\].*$", "", text, flags=re.M)
        for old, new in (
            ("listen 443 ", f"listen 127.0.0.1:{self.port} sndbuf=16k "),  # the kernel holds little: what waits, waits at nginx
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("/etc/llais/tls", str(self.folder)),
            ("/var/lib/llais-static", str(self.folder / "static")),
            ("/var/log/nginx", str(self.folder)),
        ):
            assert old in text, old
            text = text.replace(old, new)
        return text

    def _main(self) -> str:
        """What Debian's own nginx.conf has about a site."""
        paths = "".join(f"  {name}_temp_path {self.folder}/{place};\n" for name, place in (("client_body", "body"), *((one, one) for one in ("proxy", "fastcgi", "uwsgi", "scgi"))))
        root = "user root;\n" if Path("/proc/self").owner() == "root" else ""
        events = "daemon off;\nworker_processes 2;\nevents { worker_connections 512; }\n"
        return f"{root}pid {self.folder}/nginx.pid;\n{events}http {{\n  include {nginx.types()};\n  sendfile on;\n{paths}  include {self.folder}/llais.conf;\n}}\n"

    def _certificate(self) -> None:
        authority = trustme.CA()
        made = authority.issue_cert("localhost")
        for number, blob in enumerate(made.cert_chain_pems):
            blob.write_to_path(str(self.folder / "fullchain.pem"), append=number > 0)
        made.private_key_pem.write_to_path(str(self.folder / "privkey.pem"))
        self._trust = ssl.create_default_context()
        authority.configure_trust(self._trust)
