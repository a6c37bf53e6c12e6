"""How much Llais is used, by month: small numbers are hidden, also against subtraction over months and over labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from llais.answers.usage import Counted
from llais.desk.statistics import Table, hide_small

Cell = tuple[str, str]
"""A month and a label."""


class Sums:
    """The sums of one kind of thing: months by labels. Labels that are not expected are passed over."""

    def __init__(self, what: str, labels: Sequence[str], sums: Mapping[Counted, int]) -> None:
        mine = {(one.month, one.which): count for one, count in sums.items() if one.what == what and one.which in labels}
        self.what, self.labels = what, list(labels)
        self.months = sorted({one.month for one in sums})
        self._counts = {(month, label): mine.get((month, label), 0) for month in self.months for label in self.labels}
        self._hidden = self._hide()

    def of(self, month: str) -> Table:
        """The labels of one month."""
        return Table(self.what, {label: self.count(month, label) for label in self.labels})

    def by_month(self, label: str) -> Table:
        """The months of one label."""
        return Table(self.what, {month: self.count(month, label) for month in self.months})

    def count(self, month: str, label: str) -> int | None:
        """One sum; None where it is hidden."""
        return None if (month, label) in self._hidden else self._counts[month, label]

    def _hide(self) -> set[Cell]:
        """What is hidden in a row or in a column, until neither hides more."""
        hidden: set[Cell] = set()
        lines = [[(month, label) for label in self.labels] for month in self.months]
        lines += [[(month, label) for month in self.months] for label in self.labels]
        while True:
            before = len(hidden)
            for line in lines:
                hidden |= self._hidden_in(line, hidden)
            if len(hidden) == before:
                return hidden

    def _hidden_in(self, line: list[Cell], hidden: set[Cell]) -> set[Cell]:
        names = {"/".join(cell): cell for cell in line}
        counts = {name: self._counts[cell] for name, cell in names.items()}
        shown = hide_small(counts, [name for name, cell in names.items() if cell in hidden])
        return {names[name] for name, count in shown.items() if count is None}


def rows(sums: Sequence[Sums], names: Mapping[tuple[str, str], str], columns: Sequence[str], hidden: str) -> pd.DataFrame:
    """Everything as rows: month, what, which, count. `names` has what and which in words; `hidden` is said for a hidden one."""
    found = [
        (month, names[one.what, ""], names[one.what, label], hidden if (count := one.count(month, label)) is None else str(count))
        for one in sums
        for month in one.months
        for label in one.labels
    ]
    return pd.DataFrame(found, columns=list(columns))
