"""The code on a reviewer's card: it brings the answers to the right review."""

from __future__ import annotations

from llais.answers import reviews
from llais.answers.reviews import Review
from llais.answers.vault import VaultUnavailable
from llais.interface.scene import Scene
from llais.journey import Refused


def find(scene: Scene, typed: str) -> str:
    """The reference of the review that a code stands for. Raises Refused."""
    device = scene.visit.token
    try:
        if scene.kit.vault.attempts.refused(device):
            raise Refused("error.wait")
        review = _review(scene, typed)
        if review is None:
            scene.kit.vault.attempts.wrong(device)
            raise Refused("error.card")
    except VaultUnavailable:
        raise Refused("error.general") from None
    return review.reference


def _review(scene: Scene, typed: str) -> Review | None:
    try:
        return scene.kit.vault.reviews.of_card(reviews.parse(typed))
    except reviews.CardError:
        return None


def reference(scene: Scene) -> str:
    """The review the answers are for, "" for the box. A card that could not be looked up when the tab gave it back is
    looked up now. Raises Refused while that cannot be done: answers to a review must not end in the box."""
    visit = scene.visit
    if visit.card and not visit.review:
        try:
            visit.review = find(scene, visit.card)
        except Refused as refused:
            if refused.key != "error.card":
                raise Refused("error.not_sent") from None
            visit.card = ""
    return visit.review
