"""The hand-out of a review: one A4 page in every language, the leaflet in short, the code, and a card to cut out."""

from __future__ import annotations

from llais.answers import reviews
from llais.answers.reviews import Review
from llais.interface import qr
from llais.interface.kit import Kit
from llais.interface.scene import template


def address(kit: Kit, review: Review) -> str:
    """Where the QR leads: the code stands after #, where no server sees it. Empty where there is no address."""
    base = kit.settings.public_url.rstrip("/")
    return f"{base}/#{review.code}" if base else ""


def html(kit: Kit, review: Review) -> str:
    """The hand-out, for the desk's print button."""
    url = address(kit, review)
    return template("handout.html").render(
        languages=[(one, kit.words[one.tag]) for one in kit.languages],
        code=reviews.grouped(review.code),
        qr=qr.svg(url),
        url=kit.settings.public_url.rstrip("/"),
        service=kit.content.service,
    )
