"""One review as a file to keep: each letter as JSON with its sound beside it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from llais.answers.export import files
from llais.desk.inbox import Letter


def archive(letters: Sequence[Letter]) -> bytes:
    """A ZIP with a folder for each letter. It holds everything, ways to reach a family too, but no code."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bundle:
        for number, letter in enumerate(reversed(letters), 1):
            for name, data in files(letter.answers).items():
                bundle.writestr(f"{number:03}-{letter.arrived_at:%Y-%m-%d}/{name}", data)
    return made.getvalue()
