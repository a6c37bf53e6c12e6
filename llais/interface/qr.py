"""A square that a phone's camera reads."""

from __future__ import annotations

import segno
from markupsafe import Markup


def svg(url: str) -> Markup:
    """The square of an address, to stand in a page; nothing for no address."""
    if not url:
        return Markup("")
    return Markup(segno.make(url, error="m").svg_inline(scale=4, border=2, dark="#16243f", light="#ffffff"))
