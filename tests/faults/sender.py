"""Sends answers to a vault until it is killed, and says each id only after it was acknowledged."""

from __future__ import annotations

import sys
from itertools import count

from llais.answers.vault import Letter, Vault

SIZE = 200_000
"""Bytes of one sealed answer: a few short recordings."""


def body(id_: str) -> bytes:
    """What is kept under an id, so that half of it would show."""
    return (id_.encode() + b" ") * (SIZE // (len(id_) + 1))


if __name__ == "__main__":
    vault = Vault(sys.argv[1])
    for number in count():
        name = f"{sys.argv[2]}-{number}"
        vault.keep(Letter(name, name.encode(), "age1abc", body(name)))
        print(name, flush=True)
