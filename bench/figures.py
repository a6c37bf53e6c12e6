"""What was measured, beside what must be reached."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

HEAD = ("", "what", "ours", "stock", "page", "must be", "")


@dataclass(frozen=True)
class Figure:
    """One line of the table. `target` is the most that `ours` may be, None for what is only told; `why` says how it is made
    up."""

    number: str
    what: str
    unit: str
    ours: float
    target: float | None = None
    why: str = ""
    stock: float | None = None
    page: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether it is; None for what is only told."""
        return None if self.target is None else self.ours <= self.target


@dataclass
class Results:
    """All of a run."""

    machine: dict[str, object]
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Take a figure in, and say it at once: a run takes long."""
        self.figures.append(figure)
        print("  ".join(cell for cell in _cells(figure) if cell), flush=True)

    def take(self, part: Results) -> None:
        """Take in all that a part of the run measured."""
        self.figures += part.figures
        self.notes += part.notes

    def save(self, file: Path) -> None:
        """As JSON."""
        file.parent.mkdir(parents=True, exist_ok=True)
        told = [asdict(one) | {"reached": one.reached} for one in self.figures]
        document = {"machine": self.machine, "figures": told, "notes": self.notes}
        file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def table(self) -> str:
        """As Markdown, which is read as it is."""
        rows = [HEAD, *(_cells(one) for one in self.figures)]
        widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:], *self.notes])


def middle(values: list[float]) -> float:
    """The median."""
    return median(values)


def at(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed: 0.95 for p95."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _cells(one: Figure) -> tuple[str, ...]:
    sign = {True: "reached", False: "NOT reached", None: ""}[one.reached]
    must = f"{_number(one.target)} ({one.why})" if one.target is not None and one.why else _number(one.target)
    what = f"{one.what}, {one.unit}" + (f" ({one.note})" if one.note else "")
    return one.number, what, _number(one.ours), _number(one.stock), _number(one.page), must, sign


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
