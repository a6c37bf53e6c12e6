"""axe on a page, and what was decided about each finding that it leaves to people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "options => axe.run(document, options).then(found => ({...found, ruler: document.getElementById('line')?.hidden === false}))"
DESK_ALLOWED = {"landmark-unique", "region", "page-has-heading-one", "heading-order", "scrollable-region-focusable"}
"""Streamlit's own page, which a desk of stock parts cannot change: named in docs/decisions."""


@dataclass(frozen=True)
class Decision:
    """A finding that axe calls incomplete, on the elements whose HTML fits, and why it is none."""

    rule: str
    fits: str
    why: str


DECIDED = (
    Decision("color-contrast", r"hard\.\w+\.(word|means)\.", "It lies on its own card, above the page; ink on a card is computed by test_colours.py."),
    Decision("color-contrast", r">[−+]</span> \(", "One sign; it is ink on a card, which test_colours.py computes."),
    Decision("color-contrast", r"\(.*overlapped.*\) with a ruler", "The ruler is a frame: nothing is drawn over the words inside it."),
)


def run(page: Page, rules: list[str] | None = None) -> dict[str, Any]:
    """What axe says, of these rules alone where some are named. The script is given to a document once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    return page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations", "incomplete"]})


def told(results: dict[str, Any]) -> list[tuple[str, str]]:
    """Every violation, and every incomplete finding that nobody has decided: the rule and the element."""
    violations = [(one["id"], node["html"][:200]) for one in results["violations"] for node in one["nodes"]]
    open_ones = [(one["id"], _at(node, results["ruler"])) for one in results["incomplete"] for node in one["nodes"]]
    return violations + [one for one in open_ones if not _decided(*one)]


def _at(node: dict[str, Any], ruler: bool) -> str:
    """An element, and why axe cannot say."""
    why = " ".join(check["message"] for check in node["any"])
    return f"{node['html'][:200]} ({why}){' with a ruler' if ruler else ''}"


def _decided(rule: str, html: str) -> bool:
    return any(one.rule == rule and re.search(one.fits, html) for one in DECIDED)


def passes_at_the_desk(page: Page) -> None:
    """Nothing but what Streamlit's own page has."""
    found = run(page)["violations"]
    assert {one["id"] for one in found} <= DESK_ALLOWED, [(one["id"], one["nodes"][0]["html"]) for one in found]
