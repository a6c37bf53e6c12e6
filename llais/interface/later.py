"""Stop and come back later: the answers so far wait in the vault, sealed to the family's own code alone."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from llais.answers.code import FamilyKey
from llais.answers.envelope import EnvelopeError
from llais.answers.vault import VaultUnavailable
from llais.answers.waiting import Stopped
from llais.interface import send
from llais.interface.address import STOPS, Address
from llais.interface.scene import Scene
from llais.journey import Journey, Refused

log = logging.getLogger(__name__)


def stop(scene: Scene) -> None:
    """Keep the answers so far. Returns only after the commit. Raises Refused, and everything is still there."""
    visit = scene.visit
    send.prepare(scene)
    if visit.family_key is None:
        raise Refused("error.not_kept")
    key = visit.family_key.result()
    answers = send.answers(scene, key)
    try:
        scene.kit.vault.waiting.keep(key, Stopped(answers, scene.address.place, visit.card))
    except (VaultUnavailable, EnvelopeError, OSError) as problem:
        log.error("not kept: %s", type(problem).__name__)
        raise Refused("error.not_kept") from None
    visit.stopped_at = since(scene, key)
    scene.kit.tally.stopped(visit)


def since(scene: Scene, key: FamilyKey) -> datetime | None:
    """When what waits under a code was stopped; None when nothing waits. Raises VaultUnavailable."""
    found = scene.kit.vault.waiting.saved_at(key.lookup)
    return found if found and date.today() <= last_day(scene, found) else None


def last_day(scene: Scene, stopped_at: datetime) -> date:
    """The last day on which what was stopped then can be taken up."""
    return stopped_at.date() + timedelta(days=scene.kit.settings.later_days)


def resume(scene: Scene) -> Address:
    """Take up what waits under the code that was typed. Returns where it was stopped. Raises Refused."""
    visit, key = scene.visit, scene.visit.waits
    if key is None:
        raise Refused("error.code_form")
    stopped = load(scene, key)
    visit.code, visit.answers_id = visit.back, stopped.answers.id
    visit.family_key = scene.kit.deriver.submit(visit.code)
    visit.waits, visit.back = None, ""
    page, _, item = stopped.place.partition("/")
    return scene.address.to(page if page in STOPS else "check", item)


def load(scene: Scene, key: FamilyKey) -> Stopped:
    """Bring what waits under a code into the visit; it waits on until it is sent. Raises Refused."""
    try:
        stopped = scene.kit.vault.waiting.open(key)
    except KeyError:
        raise Refused("error.code_unknown") from None
    except (VaultUnavailable, EnvelopeError):
        raise Refused("error.general") from None
    given = {one.question: one for one in stopped.answers.answers}
    scene.visit.journey, scene.visit.card = Journey(given, stopped.answers.contact), stopped.card
    return stopped


def drop(scene: Scene) -> Address:
    """Destroy what waits. Raises Refused when it could not be done."""
    visit = scene.visit
    try:
        if visit.waits:
            scene.kit.vault.waiting.drop(visit.waits.lookup)
    except VaultUnavailable:
        raise Refused("error.general") from None
    visit.waits, visit.back, visit.notice = None, "", "come_back.dropped"
    return scene.address
