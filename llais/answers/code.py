"""The family's code: 16 digits that prove that an answer arrived. It is never stored.

Argon2id (RFC 9106) with 64 MiB turns it into 64 bytes: half a lookup id, half the seed of an age identity.
16 digits are 53 bits, so a secret pepper outside the database keeps a stolen table from being guessed at leisure.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
import threading
import unicodedata
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import bech32
import pyrage
from argon2.low_level import Type, hash_secret_raw

from llais.answers.files import make_once

DIGITS = 16
AT_ONCE = 2
"""Derivations that run at the same time: each takes 64 MiB. The others wait their turn."""
_LOOK_ALIKE = str.maketrans("OoQDlI|iZzSsBbGg", "0000111122558669")


class CodeError(ValueError):
    """What was typed is not a code of 16 digits."""


@dataclass(frozen=True)
class FamilyKey:
    """What a code stands for: the id its letter is found by, and the age identity that replies are sealed to."""

    lookup: bytes = field(repr=False)
    identity: str = field(repr=False)
    recipient: str


def new_digits() -> str:
    """Sixteen digits nobody can foresee."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def grouped(digits: str) -> str:
    """In fours, as it is shown: 1234 5678 9012 3456."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def parse(typed: str) -> str:
    """The digits of what was typed or pasted: spaces, dashes and look-alike letters are forgiven. Raises CodeError."""
    plain = unicodedata.normalize("NFKC", typed[:200]).translate(_LOOK_ALIKE)
    digits = "".join(char for char in plain if not _between(char))
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise CodeError("a code has 16 digits")
    return digits


def _between(char: str) -> bool:
    """Spaces, dashes and other marks, and what cannot be seen, as text copied from a page brings along."""
    return char == "\N{MINUS SIGN}" or unicodedata.category(char)[0] in "ZPC"


def derive(digits: str, salt: bytes, pepper: bytes) -> FamilyKey:
    """What the digits stand for here. Takes about 150 ms and 64 MiB."""
    peppered = hmac.new(pepper, digits.encode(), hashlib.sha256).digest()
    raw = hash_secret_raw(peppered, salt, time_cost=3, memory_cost=65536, parallelism=1, hash_len=64, type=Type.ID)
    words = bech32.convertbits(raw[32:], 8, 5)
    text = bech32.bech32_encode("age-secret-key-", words).upper()
    identity = pyrage.x25519.Identity.from_str(text)
    return FamilyKey(raw[:32], text, str(identity.to_public()))


def _step_back() -> None:
    """Let whoever touches a page go before: Linux gives each thread a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


class Deriver:
    """A queue of derivations, so that many families at once cannot exhaust the machine."""

    def __init__(self, salt: bytes, pepper: bytes) -> None:
        self._salt, self._pepper = salt, pepper
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="code", initializer=_step_back)

    def submit(self, digits: str) -> Future[FamilyKey]:
        """Begin; the result comes in its turn."""
        return self._workers.submit(derive, digits, self._salt, self._pepper)


def pepper(path: Path) -> bytes:
    """The installation's 32 secret bytes, made once. Raises OSError when the file cannot be used."""
    found = make_once(path, secrets.token_bytes(32))
    if len(found) != 32:
        raise OSError(f"{path} must hold 32 bytes but holds {len(found)}: restore it from a backup")
    return found


def mark(pepper_: bytes) -> bytes:
    """By this a vault knows its pepper. Of 32 secret bytes it tells nothing."""
    return hashlib.sha256(b"llais pepper " + pepper_).digest()
