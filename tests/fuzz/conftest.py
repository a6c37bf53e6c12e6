"""Says at the end how many inputs there were."""

from __future__ import annotations

from typing import Any

from tests.fuzz.many import inputs


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line for each promise."""
    for name, count in inputs.items():
        terminalreporter.write_line(f"fuzz: {name}: {count:,} inputs")
    if inputs:
        terminalreporter.write_line(f"fuzz: {inputs.total():,} inputs in all")
