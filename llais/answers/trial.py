"""Trying a backup: it is brought back into an empty vault that is thrown away, and held against the real one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from llais.answers import audit, bundle
from llais.answers.bundle import BundleError
from llais.answers.schema import installation
from llais.answers.vault import Vault

EVENT = "backup tried"


def of_backup(vault: Vault, file: Path, data_dir: Path) -> int:
    """Try a backup and write it down. Returns how many letters it brings back.

    Raises BundleError when it is no whole backup of this vault, and then nothing is written down. VaultUnavailable, OSError.
    """
    with TemporaryDirectory(dir=data_dir, prefix="trial-") as folder:
        trial = Vault(f"sqlite:///{Path(folder) / 'llais.sqlite'}")
        try:
            bundle.take_in(trial.store, file, Path(folder), bundle.BACKED_UP)
            letters = _compare(vault, trial, file)
        finally:
            trial.close()
    with vault.store.changing() as connection:
        audit.write(connection, EVENT, file.name, f"{letters} letters")
    return letters


def _compare(vault: Vault, trial: Vault, file: Path) -> int:
    """Every letter up to the backup's newest must be in it, and the codes of families must work with it."""
    mine, brought = _installation(vault), _installation(trial)
    if mine != brought:
        raise BundleError(f"{file}: this is a backup of another vault, or older than the families' codes. Make a new one")
    ids = {one.id: one.arrived_at for one in trial.entries()}
    newest = max(ids.values(), default=None)
    lost = [one.id for one in vault.entries() if one.id not in ids and (newest is None or one.arrived_at <= newest)]
    if lost:
        raise BundleError(f"{file}: {len(lost)} letters of this vault are not in it. Make a new one")
    return len(ids)


def _installation(vault: Vault) -> dict[str, bytes]:
    """What is made once for a vault: the salt of the codes."""
    with vault.store.asking() as connection:
        return {name: bytes(value) for name, value in connection.execute(select(installation.c.name, installation.c.value))}
