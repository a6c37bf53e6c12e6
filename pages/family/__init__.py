"""The families' screens: one thin file each, with `show` (the View of a scene) and, where the page takes something,
`keep` (what stands in its fields) and `act` (what its own button does)."""

from __future__ import annotations

from llais.content import PAPERS
from pages.family import (
    before,
    busy,
    card,
    check,
    closed,
    come_back,
    home,
    later,
    leaflet,
    more,
    not_found,
    paper,
    question,
    reach,
    sent,
    settings,
    start,
    withdraw,
    you,
)

PAGES = {
    "start": start,
    "home": home,
    "leaflet": leaflet,
    "before": before,
    "card": card,
    "question": question,
    "you": you,
    "check": check,
    "sent": sent,
    "later": later,
    "come-back": come_back,
    "more": more,
    "reach": reach,
    "withdraw": withdraw,
    **dict.fromkeys(PAPERS, paper),
    "settings": settings,
    "closed": closed,
    "busy": busy,
    "not-found": not_found,
}
"""Every screen by its name in an address."""
