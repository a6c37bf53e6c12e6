"""What must happen by itself while the families' app runs: forgotten visits are forgotten here too."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta

from starlette.concurrency import run_in_threadpool

from llais.answers import retention
from llais.answers.notice import Notices
from llais.answers.post import Post, PostError, PostFailed
from llais.answers.vault import VaultUnavailable
from llais.interface import forgetting, memory, metrics, packets
from llais.interface.idle import Idle
from llais.interface.kit import Kit

log = logging.getLogger(__name__)

EVERY_SECONDS = 30
TURN_SECONDS = 900
"""A turn lasts so long at most: many e-mails to a slow mail server."""


def lifespan(kit: Kit):  # noqa: ANN201 - Streamlit gives the type of what it takes
    """The lifespan of the app: housekeeping while it runs."""

    @asynccontextmanager
    async def running(_app: object) -> AsyncIterator[None]:
        memory.settle()
        packets.at_once()
        gc.collect()
        gc.freeze()  # what the start made stays: a round of housekeeping need not look at it again, which takes 60 ms
        task, shut_metrics = asyncio.create_task(_keep_house(kit)), metrics.serve(kit)
        log.info("open")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await run_in_threadpool(flush, kit)
            await run_in_threadpool(shut_metrics)
            log.info("closed")

    return running


async def _keep_house(kit: Kit) -> None:
    kept_on: date | None = None
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            tidy(kit)
            await run_in_threadpool(hear_anew, kit)
            await run_in_threadpool(flush, kit)
            kept_on = await run_in_threadpool(share, kit, kept_on)
        except Exception as problem:  # whatever it is, the next round comes
            log.error("housekeeping failed: %s", type(problem).__name__)


def share(kit: Kit, kept_on: date | None) -> date | None:
    """What one process does for all of them, in its turn. Returns the day for which time was kept."""
    today = datetime.now(UTC).date()
    try:
        with kit.vault.turns.turn("housekeeping", TURN_SECONDS) as mine:
            if not mine:
                return kept_on
            end_drafts(kit)
            tell(kit)
            return today if kept_on == today or keep_time(kit) else None
    except (VaultUnavailable, OSError) as problem:
        log.error("housekeeping: %s", problem)
        return kept_on


def flush(kit: Kit) -> None:
    """Add what was counted to the sums in the vault; what cannot be added now is kept for the next round."""
    try:
        if len(kit.tally):
            kit.tally.flush(kit.vault.usage, kit.vault.name())
    except (VaultUnavailable, OSError) as problem:
        log.error("usage: %s", problem)


def keep_time(kit: Kit) -> bool:
    """Once a day: delete what is due. Returns whether that could be done; if not, it is tried again."""
    try:
        gone = retention.carry_out(kit.vault, kit.settings.retention_days, kit.settings.data_dir)
    except (VaultUnavailable, OSError) as problem:
        log.error("retention: %s", problem)
        return False
    if gone:
        log.info("retention: %d letters deleted", len(gone))
    return True


def hear_anew(kit: Kit) -> None:
    """Take up recordings that were made or brought here since."""
    try:
        if kit.soundbank.refresh():
            log.info("sound: recordings have changed")
    except (OSError, ValueError) as problem:
        log.error("sound: %s", problem)


def end_drafts(kit: Kit) -> None:
    """Destroy what tabs and people who stopped half-way did not come back for in time."""
    moment = datetime.now(UTC)
    try:
        kit.vault.drafts.end(moment - timedelta(seconds=Idle.of(kit.settings).server))
        kit.vault.waiting.end(moment - timedelta(days=kit.settings.later_days))
        kit.vault.attempts.end()
    except VaultUnavailable as problem:
        log.error("drafts: %s", problem)


def tell(kit: Kit) -> None:
    """Tell staff that something is there, where a mail server is set. What fails is tried again in the next round."""
    chosen = kit.settings
    if not chosen.smtp_url:
        return
    unit = tuple(chosen.mail_unit.replace(",", " ").split())
    try:
        post = Post.parse(chosen.smtp_url, chosen.mail_from)
        Notices(kit.vault, post, unit, chosen.unread_days, kit.words).send(datetime.now(UTC))
    except (PostError, PostFailed, VaultUnavailable) as problem:
        log.error("nobody was told: %s", problem)


def tidy(kit: Kit) -> None:
    """One round: forgotten visits, expired sessions, and the memory they held."""
    forgetting.end_idle(kit.visits, Idle.of(kit.settings).server)
    forgetting.end_expired()
    forgetting.end_abandoned(kit.visits)
    kit.limits.forget()
    gc.collect()
    memory.give_back()
