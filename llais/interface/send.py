"""Send: the answers are sealed, kept, and only then called sent."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import UTC, datetime

from llais.answers import code, envelope
from llais.answers.answer import Answer, Answers
from llais.answers.code import FamilyKey
from llais.answers.recipients import RecipientError
from llais.answers.vault import Kind, Letter, VaultUnavailable
from llais.interface import card
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.journey import MORE, Refused

log = logging.getLogger(__name__)


def prepare(scene: Scene) -> None:
    """Make the family's code and begin to derive its key, once a visit. The id makes a double Send one answer."""
    visit = scene.visit
    if visit.family_key is None and not scene.kit.closed():
        visit.answers_id = secrets.token_hex(16)
        visit.code = code.new_digits()
        visit.family_key = scene.kit.deriver.submit(visit.code)


def prepare_more(scene: Scene) -> None:
    """The id of what is added, which the tab holds from now on: a Send whose answer was lost may come to another server."""
    scene.visit.more_id = scene.visit.more_id or secrets.token_hex(16)


def send(scene: Scene) -> None:
    """Seal and keep. Returns only after the commit. Raises Refused, and everything is still there to try again."""
    if scene.visit.sent:
        return
    prepare(scene)
    if scene.visit.family_key is None:
        raise Refused("error.not_sent")
    key = scene.visit.family_key.result()
    _keep(scene, key, answers(scene, key), "answers", card.reference(scene))
    scene.kit.tally.sent(scene.visit)
    _end_waiting(scene, key)
    _forget_what_was_said(scene)


def answers(scene: Scene, key: FamilyKey) -> Answers:
    """What was said so far, as it is sealed."""
    given = tuple(scene.visit.journey.answers.get(one.id, Answer(one.id)) for one in scene.kit.content.questions)
    return _answers(scene, key, scene.visit.answers_id, given)


def _end_waiting(scene: Scene, key: FamilyKey) -> None:
    """Nothing waits any more for being sent. If that cannot be done now, its time ends it."""
    try:
        scene.kit.vault.waiting.drop(key.lookup)
    except VaultUnavailable as problem:
        log.error("still waiting: %s", type(problem).__name__)


def add(scene: Scene, kind: Kind) -> None:
    """Seal and keep a further letter under the code with which somebody came back. Raises Refused like `send`."""
    key, visit = scene.visit.key, scene.visit
    assert key is not None
    prepare_more(scene)
    more = visit.journey.answers.get(MORE)
    id_ = _told(visit, kind, more)
    try:
        review = scene.kit.vault.entries(key.lookup)[0].review
    except (VaultUnavailable, IndexError):
        raise Refused("error.not_sent") from None
    _keep(scene, key, _answers(scene, key, id_, (more,) if more else ()), kind, review)
    _forget_what_was_said(scene)
    visit.sent, visit.more_id = False, ""


def _told(visit: Visit, kind: Kind, more: Answer | None) -> str:
    """The id of what is added: the same words told twice are one letter, other words are another."""
    digest = hashlib.sha256(repr((visit.more_id, kind, visit.journey.contact, more and (more.choice, more.text))).encode())
    for recording in more.recordings if more else ():
        digest.update(recording.data)
    return digest.hexdigest()[:32]


def _keep(scene: Scene, key: FamilyKey, answers: Answers, kind: Kind, review: str) -> None:
    try:
        sealed = envelope.seal(answers, scene.kit.sealed_to(review))
        scene.kit.vault.keep(Letter(answers.id, key.lookup, key.recipient, sealed, review, kind))
    except (VaultUnavailable, envelope.EnvelopeError, RecipientError, OSError) as problem:
        log.error("not sent: %s", type(problem).__name__)
        raise Refused("error.not_sent") from None


def _answers(scene: Scene, key: FamilyKey, id_: str, given: tuple[Answer, ...]) -> Answers:
    return Answers(
        id=id_,
        language=scene.address.language,
        form=scene.form,
        place=scene.kit.settings.place,
        made_at=datetime.now(UTC).replace(microsecond=0),
        answers=given,
        contact=scene.visit.journey.contact,
        code_recipient=key.recipient,
    )


def _forget_what_was_said(scene: Scene) -> None:
    """From here on only the code is needed."""
    visit = scene.visit
    visit.sent = True
    visit.sends += 1
    visit.journey = type(visit.journey)()
    visit.uploads.clear()
    visit.fields = {}
