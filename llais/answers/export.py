"""Answers as files: readable JSON with the sound beside it, for whoever holds the identity."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyrage

from llais.answers import envelope
from llais.answers.answer import Answer, Answers
from llais.answers.envelope import Damaged, NotForThisKey
from llais.answers.files import write_private
from llais.answers.vault import Vault

SUFFIX = {"audio/webm": ".webm", "audio/ogg": ".ogg", "audio/mp4": ".m4a"}


@dataclass(frozen=True)
class Exported:
    """What came of an export: answers written, already there, not for this key, damaged (their ids)."""

    written: tuple[str, ...]
    there: tuple[str, ...]
    not_ours: tuple[str, ...]
    damaged: tuple[str, ...]


def export(vault: Vault, identities: Sequence[pyrage.x25519.Identity], folder: Path) -> Exported:
    """A folder for each answer that the identities open. One that is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    ids: dict[str, list[str]] = {"written": [], "there": [], "not_ours": [], "damaged": []}
    for entry in vault.entries():
        target = folder / f"{entry.arrived_at:%Y-%m-%d}-{entry.id[:12]}"
        ids[_one(vault, entry.id, identities, target)].append(entry.id)
    return Exported(**{name: tuple(found) for name, found in ids.items()})


def _one(vault: Vault, id_: str, identities: Sequence[pyrage.x25519.Identity], target: Path) -> str:
    if target.exists():
        return "there"
    try:
        answers = envelope.open_sealed(vault.sealed(id_), identities)
    except NotForThisKey:
        return "not_ours"
    except Damaged:
        return "damaged"
    _write(answers, target)
    return "written"


def _write(answers: Answers, target: Path) -> None:
    """Whole or not at all: written beside, then renamed."""
    draft = target.with_name(f".{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    given = [_answer(one, draft) for one in answers.answers]
    document = asdict(answers) | {"made_at": answers.made_at.isoformat(), "answers": given}
    write_private(draft / "answers.json", json.dumps(document, ensure_ascii=False, indent=2).encode())
    draft.rename(target)


def _answer(answer: Answer, folder: Path) -> dict[str, Any]:
    takes = []
    for number, take in enumerate(answer.recordings, 1):
        file = f"{answer.question}-{number}{SUFFIX.get(take.media_type, '.bin')}"
        write_private(folder / file, take.data)
        takes.append({"file": file, "media_type": take.media_type, "seconds": take.seconds})
    return {"question": answer.question, "choice": answer.choice, "text": answer.text, "recordings": takes}
