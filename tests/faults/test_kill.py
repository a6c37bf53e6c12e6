"""An answer that was acknowledged is an answer kept, whenever the power goes."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from llais.answers.vault import Vault
from llais.paths import ROOT
from tests.faults.sender import body

FAMILIES = 2


def kill_in_the_middle(url: str, run: int, wait: float) -> set[str]:
    """Several families send; all are killed at one moment. Returns what was acknowledged."""
    command = [sys.executable, "-m", "tests.faults.sender", url]
    senders = [subprocess.Popen([*command, f"r{run}f{n}"], cwd=ROOT, stdout=subprocess.PIPE, text=True) for n in range(FAMILIES)]
    for sender in senders:
        sender.stdout.readline()  # all of them have begun
    time.sleep(wait)
    for sender in senders:
        sender.kill()
    said = {line.strip() for sender in senders for line in sender.communicate()[0].splitlines()}
    return said | {f"r{run}f{n}-0" for n in range(FAMILIES)}


def holds(url: str, acknowledged: set[str]) -> None:
    """Every acknowledged answer is there once, and every answer that is there is whole."""
    vault = Vault(url)
    kept = [entry.id for entry in vault.entries()]
    assert len(kept) == len(set(kept)) and acknowledged <= set(kept)
    assert all(vault.sealed(id_) == body(id_) for id_ in kept)
    vault.check()
    vault.close()


def kills(url: str, times: int) -> int:
    acknowledged: set[str] = set()
    for run in range(times):
        acknowledged |= kill_in_the_middle(url, run, random.uniform(0, 0.25))
    holds(url, acknowledged)
    return len(acknowledged)


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(store_url: str) -> None:
    assert kills(store_url, 10) >= 20


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_nothing(store_url: str) -> None:
    print(kills(store_url, 200), "acknowledged, none lost")
