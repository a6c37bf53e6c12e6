"""The families' screens: one thin file each, with `show` (the View of a scene) and, where the page takes something,
`keep` (what stands in its fields) and `act` (what its own button does)."""

from __future__ import annotations

from pages.family import before, check, closed, come_back, home, leaflet, not_found, question, sent, start, you

PAGES = {
    "start": start,
    "home": home,
    "leaflet": leaflet,
    "before": before,
    "question": question,
    "you": you,
    "check": check,
    "sent": sent,
    "come-back": come_back,
    "closed": closed,
    "not-found": not_found,
}
"""Every screen by its name in an address."""
