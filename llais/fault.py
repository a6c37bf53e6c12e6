"""What is wrong with the words: found by whoever reads them, told to whoever can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: the file below the product's folder, the key (empty where there is none), what is wrong and what to do."""

    file: str
    key: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.what) if part)
