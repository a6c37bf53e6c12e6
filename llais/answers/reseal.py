"""Sealing anew: for a reviewer who joins, leaves or lost a key, and for a letter that is passed on to a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyrage

from llais.answers import audit, envelope
from llais.answers.envelope import EnvelopeError, NotForThisKey
from llais.answers.reply import open_note, open_reply, seal_note, seal_reply
from llais.answers.schema import notes, replies
from llais.answers.vault import Entry, Vault

Identities = Sequence[pyrage.x25519.Identity]


@dataclass(frozen=True)
class Resealed:
    """Ids of the letters that were sealed anew, that this key does not open, that cannot be read."""

    done: tuple[str, ...]
    not_ours: tuple[str, ...]
    damaged: tuple[str, ...]


def review(vault: Vault, identities: Identities, reference: str, recipients: Sequence[str]) -> Resealed:
    """Seal every letter of a review, its replies and notes, to these keys and no others. Raises VaultUnavailable."""
    found: dict[str, list[str]] = {"done": [], "not_ours": [], "damaged": []}
    for entry in vault.entries():
        if entry.review == reference:
            found[_try(vault, identities, entry, recipients)].append(entry.id)
    return Resealed(*(tuple(ids) for ids in found.values()))


def pass_on(vault: Vault, identities: Identities, entry: Entry, reference: str, recipients: Sequence[str]) -> None:
    """Move a letter, and all of its thread that this key opens, to another review. Raises EnvelopeError, VaultUnavailable."""
    thread = vault.entries(entry.lookup) if entry.lookup else [entry]
    for one in thread:
        _seal(vault, identities, one, reference, recipients)


def _try(vault: Vault, identities: Identities, entry: Entry, recipients: Sequence[str]) -> str:
    try:
        _seal(vault, identities, entry, entry.review, recipients)
    except NotForThisKey:
        return "not_ours"
    except EnvelopeError:
        return "damaged"
    return "done"


def _seal(vault: Vault, identities: Identities, entry: Entry, reference: str, recipients: Sequence[str]) -> None:
    opened = envelope.open_sealed(vault.sealed(entry.id), identities)
    vault.reseal(entry.id, envelope.seal(opened, recipients), reference)
    for note in vault.threads.notes(entry.id):
        _replace(vault, notes, note.id, seal_note(open_note(note.sealed, identities), recipients))
    for reply in vault.threads.replies(entry.lookup) if entry.lookup else ():
        sealed = seal_reply(open_reply(reply.sealed, identities), [opened.code_recipient, *recipients])
        _replace(vault, replies, reply.id, sealed)
    with vault.store.changing() as connection:
        audit.write(connection, "resealed", entry.id, f"to {len(recipients)} keys, review {reference or 'none'}")


def _replace(vault: Vault, table: object, id_: str, sealed: bytes) -> None:
    with vault.store.changing() as connection:
        connection.execute(table.update().where(table.c.id == id_).values(sealed=sealed))
