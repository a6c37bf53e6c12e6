"""Send: the answers are sealed, kept, and only then called sent."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime

from llais.answers import code, envelope
from llais.answers.answer import Answer, Answers
from llais.answers.code import FamilyKey
from llais.answers.vault import Letter, VaultUnavailable
from llais.interface.scene import Scene
from llais.journey import Refused

log = logging.getLogger(__name__)


def prepare(scene: Scene) -> None:
    """Make the family's code and begin to derive its key, once a visit. The id makes a double Send one answer."""
    visit = scene.visit
    if visit.family_key is None and not scene.kit.closed():
        visit.answers_id = secrets.token_hex(16)
        visit.code = code.new_digits()
        visit.family_key = scene.kit.deriver.submit(visit.code)


def send(scene: Scene) -> None:
    """Seal and keep. Returns only after the commit. Raises Refused, and everything is still there to try again."""
    if scene.visit.sent:
        return
    prepare(scene)
    if scene.visit.family_key is None:
        raise Refused("error.not_sent")
    key = scene.visit.family_key.result()
    try:
        sealed = envelope.seal(_answers(scene, key), scene.kit.recipients.keys)
        scene.kit.vault.keep(Letter(scene.visit.answers_id, key.lookup, key.recipient, sealed))
    except (VaultUnavailable, envelope.EnvelopeError) as problem:
        log.error("not sent: %s", type(problem).__name__)
        raise Refused("error.not_sent") from None
    _forget_what_was_said(scene)


def _answers(scene: Scene, key: FamilyKey) -> Answers:
    journey = scene.visit.journey
    return Answers(
        id=scene.visit.answers_id,
        language=scene.address.language,
        form=scene.form,
        place=scene.kit.settings.place,
        made_at=datetime.now(UTC).replace(microsecond=0),
        answers=tuple(journey.answers.get(one.id, Answer(one.id)) for one in scene.kit.content.questions),
        contact=journey.contact,
        code_recipient=key.recipient,
    )


def _forget_what_was_said(scene: Scene) -> None:
    """From here on only the code is needed."""
    visit = scene.visit
    visit.sent = True
    visit.journey = type(visit.journey)()
    visit.uploads.clear()
    visit.fields = {}
