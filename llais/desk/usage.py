"""How much Llais is used, by month. Small numbers are hidden, and others with them where a total gives them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from llais.answers.usage import Counted
from llais.desk.statistics import SMALL, Table, hide_small

OF_ALL_VISITS = ("language", "form")
"""Every visit has at least one of these, and how many visits there were is shown: so one hidden number could be worked out.
Of the others no total is shown."""


class Sums:
    """The sums of one kind of thing: months by labels. Labels that are not expected are passed over."""

    def __init__(self, what: str, labels: Sequence[str], sums: Mapping[Counted, int]) -> None:
        self.what, self.labels = what, list(labels)
        self.months = sorted({one.month for one in sums})
        counts = {month: {label: sums.get(Counted(month, what, label), 0) for label in labels} for month in self.months}
        self._shown = {month: self._hide(of_month) for month, of_month in counts.items()}

    def of(self, month: str) -> Table:
        """The labels of one month."""
        return Table(self.what, self._shown[month])

    def by_month(self, label: str) -> Table:
        """The months of one label."""
        return Table(self.what, {month: self._shown[month][label] for month in self.months})

    def _hide(self, counts: dict[str, int]) -> dict[str, int | None]:
        """The counts of a month; None where one is hidden."""
        if self.what in OF_ALL_VISITS:
            return hide_small(counts)
        return {label: None if 0 < count < SMALL else count for label, count in counts.items()}


def rows(sums: Sequence[Sums], names: Mapping[tuple[str, str], str], columns: Sequence[str], hidden: str) -> pd.DataFrame:
    """Everything as rows: month, what, which, count. `names` has what and which in words; `hidden` is said for a hidden one."""
    found = [
        (month, names[one.what, ""], names[one.what, label], hidden if count is None else str(count))
        for one in sums
        for month in one.months
        for label, count in one.of(month).counts.items()
    ]
    return pd.DataFrame(found, columns=list(columns))
