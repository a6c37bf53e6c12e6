"""Answers as files: readable JSON with the sound beside it, for whoever holds the identity."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyrage

from llais.answers import envelope
from llais.answers.answer import Answer, Answers, Recording
from llais.answers.envelope import Damaged, NotForThisKey, UnknownVersion, json_bytes
from llais.answers.files import write_private
from llais.answers.vault import Vault

SUFFIX = {"audio/webm": ".webm", "audio/ogg": ".ogg", "audio/mp4": ".m4a"}


@dataclass(frozen=True)
class Exported:
    """What came of an export, as ids of answers.

    Opened are those written, there already, and different: there already but no longer as it was sealed, and left alone.
    Not opened are those not for this key, damaged, or newer than this Llais.
    """

    written: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    not_ours: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()

    @property
    def opened(self) -> int:
        """How many answers the identities opened."""
        return len(self.written) + len(self.there) + len(self.different)


def export(vault: Vault, identities: Sequence[pyrage.x25519.Identity], folder: Path) -> Exported:
    """A folder for each answer that the identities open. What is there already is left as it is.

    Raises VaultUnavailable, and OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ids: dict[str, list[str]] = defaultdict(list)
    for entry in vault.entries():
        target = folder / f"{entry.arrived_at:%Y-%m-%d}-{plain(entry.id)}"
        ids[_one(vault, entry.id, identities, target)].append(entry.id)
    ids.pop("gone", None)
    return Exported(**{name: tuple(found) for name, found in ids.items()})


def _one(vault: Vault, id_: str, identities: Sequence[pyrage.x25519.Identity], target: Path) -> str:
    """The name of what came of one answer."""
    try:
        made = files(envelope.open_sealed(vault.sealed(id_), identities))
    except KeyError:
        return "gone"  # deleted since it was listed
    except NotForThisKey:
        return "not_ours"
    except Damaged:
        return "damaged"
    except UnknownVersion:
        return "newer"
    if not target.exists() and _written(made, target):
        return "written"
    return "there" if _same(made, target) else "different"


def _written(files: dict[str, bytes], target: Path) -> bool:
    """Whole or not at all: written beside, then renamed. False when another export was first."""
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        for name, data in files.items():
            write_private(draft / name, data)
        draft.rename(target)
    except OSError:
        if not target.exists():
            raise
        return False
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def _same(files: dict[str, bytes], target: Path) -> bool:
    """Whether the folder still holds the answer; the reviewer may have put more beside it."""
    return all((target / name).is_file() and (target / name).read_bytes() == data for name, data in files.items())


def files(answers: Answers) -> dict[str, bytes]:
    """The answer as files, by their names."""
    made: dict[str, bytes] = {}
    given = [_answer(one, made) for one in answers.answers]
    document = asdict(answers) | {"made_at": answers.made_at.isoformat(), "answers": given}
    made["answers.json"] = json_bytes(document, indent=2)
    return made


def _answer(answer: Answer, files: dict[str, bytes]) -> dict[str, Any]:
    takes = []
    for take in answer.recordings:
        file = _name(answer, take, files)
        files[file] = take.data
        takes.append({"file": file, "media_type": take.media_type, "seconds": take.seconds})
    return {"question": answer.question, "choice": answer.choice, "text": answer.text, "recordings": takes}


def _name(answer: Answer, take: Recording, files: dict[str, bytes]) -> str:
    """q1-1.webm, q1-2.m4a ...: never the same stem twice."""
    taken = {Path(name).stem for name in files}
    number = 1
    while (stem := f"{plain(answer.question).lower()}-{number}") in taken:
        number += 1
    kind = take.media_type.partition(";")[0].strip().lower()
    return stem + SUFFIX.get(kind, ".bin")


def plain(text: str) -> str:
    """Fit for a file's name: an envelope or a table that somebody forged must not reach outside the folder."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", text)[:64]
