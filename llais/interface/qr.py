"""A square that a phone's camera reads."""

from __future__ import annotations

import segno
from markupsafe import Markup


def svg(url: str) -> Markup:
    """The square of an address, to stand in a page that names it; nothing for no address."""
    if not url:
        return Markup("")
    drawn = segno.make(url, error="m").svg_inline(scale=4, border=2, dark="#16243f", light="#ffffff")
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))
