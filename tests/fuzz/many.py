"""Many inputs against one promise: a few hundred in `make test`, very many in `make proof`, and how many they were is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

Input = TypeVar("Input")
inputs: Counter[str] = Counter()
"""How many inputs each promise was tried with."""


def sizes(few: int, many: int) -> pytest.MarkDecorator:
    """The test runs with a few inputs, and in `make proof` with many."""
    proof = pytest.param(many, marks=[pytest.mark.proof, pytest.mark.timeout(3600)], id="many")
    return pytest.mark.parametrize("most", [pytest.param(few, id="few"), proof])


def fuzz(name: str, strategy: SearchStrategy[Input], holds: Callable[[Input], None], most: int) -> None:
    """Try a promise with that many inputs. What breaks it is made as small as can be and shown."""

    @settings(max_examples=most, deadline=None, database=None, print_blob=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])
    @given(strategy)
    def each(one: Input) -> None:
        inputs[name] += 1
        holds(one)

    each()
