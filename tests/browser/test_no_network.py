"""With the network cut: the app on the kiosk itself needs nobody. In a network of its own that has loopback alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from llais.paths import ROOT

pytestmark = pytest.mark.browser

ALONE = """
import fcntl, os, socket, struct, subprocess, sys
with socket.socket() as one:  # loopback up: SIOCSIFFLAGS, IFF_UP | IFF_RUNNING
    fcntl.ioctl(one, 0x8914, struct.pack("16sh22x", b"lo", 0x41))
try:
    socket.create_connection(("192.0.2.1", 80), 2)
    sys.exit("there is a network")
except OSError:
    pass
sys.exit(subprocess.call([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""
JOURNEY = (
    "tests/browser/test_journey.py::test_a_family_hears_the_leaflet_answers_in_three_ways_and_all_of_it_arrives[cy]",
    "tests/unit/test_keeping.py::test_a_bundle_carries_everything_there_and_back_and_twice_is_once[sqlite]",
)


def _unshare() -> list[str]:
    """The way to a network of one's own; empty where the machine gives none."""
    for way in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        try:
            if subprocess.run([*way, "true"], capture_output=True).returncode == 0:
                return way
        except OSError:
            break
    return []


@pytest.mark.skipif(not _unshare(), reason="this machine gives no network namespace")
def test_with_the_network_cut_a_family_answers_on_the_kiosk_and_nothing_leaves() -> None:
    ran = subprocess.run([*_unshare(), sys.executable, "-c", ALONE, *JOURNEY], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=250)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
    assert " passed" in ran.stdout
