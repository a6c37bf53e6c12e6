"""A server's certificate that nobody signed."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest


def certificate(folder: Path, name: str) -> Path:
    """For a name (`IP:127.0.0.2`, `DNS:mail.example`), with its key in the same file."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    file, key = folder / "server.pem", folder / "key.pem"
    wanted = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=here", "-addext", f"subjectAltName={name}"]
    subprocess.run(["openssl", "req", "-x509", *wanted, "-keyout", key, "-out", file], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


def served(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
