"""Counts over what a key opens: small numbers are hidden, also against subtraction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from llais.answers.answer import RATHER_NOT, Answers
from llais.content import Question

SMALL = 5
"""A number from 1 to 4 could point at a family."""
NOT_ANSWERED = "not_answered"


@dataclass(frozen=True)
class Table:
    """A count for each label; None where it is hidden."""

    id: str
    counts: Mapping[str, int | None]


def hide_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Every count from 1 to 4 hidden, and as many of the next smallest that nothing can be found by subtraction.

    The total is known to whoever counts the letters. So what is hidden is never one count alone, and its sum is 5 or more;
    where that cannot be, all is hidden.
    """
    hidden = [label for label, count in counts.items() if 0 < count < SMALL]
    rest = sorted((label for label in counts if label not in hidden), key=lambda label: counts[label])
    while hidden and rest and (len(hidden) < 2 or sum(counts[one] for one in hidden) < SMALL):
        hidden.append(rest.pop(0))
    return {label: None if label in hidden else count for label, count in counts.items()}


def by_option(question: Question, answers: Sequence[Answers]) -> Table:
    """How often each option of a question was chosen, "rather not" and not answered among them."""
    labels = [*(option.id for option in question.options), RATHER_NOT, NOT_ANSWERED]
    given = [one for each in answers for one in each.answers if one.question == question.id]
    return _table(question.id, labels, (one.choice or NOT_ANSWERED for one in given))


def by(name: str, labels: Iterable[str], answers: Sequence[Answers]) -> Table:
    """How many used each language, or form: the field of Answers that `name` names."""
    return _table(name, labels, (getattr(one, name) for one in answers))


def by_month(answers: Sequence[Answers]) -> Table:
    """How many came in each month (2026-11)."""
    months = [f"{one.made_at:%Y-%m}" for one in answers]
    return _table("month", sorted(set(months)), months)


def _table(name: str, labels: Iterable[str], found: Iterable[str]) -> Table:
    counted = Counter(found)
    return Table(name, hide_small({label: counted[label] for label in labels}))
