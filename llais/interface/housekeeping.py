"""What must happen by itself while the families' app runs: forgotten visits are forgotten here too."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from streamlit.runtime import Runtime

from llais.interface.first_answer import idle_seconds
from llais.interface.kit import Kit

EVERY_SECONDS = 30
GRACE_SECONDS = 300
"""A visit is dropped on the server so long after its page should have ended it itself."""


def lifespan(kit: Kit):  # noqa: ANN201 - Streamlit gives the type of what it takes
    """The lifespan of the app: housekeeping while it runs."""

    @asynccontextmanager
    async def running(_app: object) -> AsyncIterator[None]:
        task = asyncio.create_task(_keep_house(kit))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return running


async def _keep_house(kit: Kit) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        tidy(kit)


def tidy(kit: Kit) -> None:
    """One round: forgotten visits, expired sessions, and the memory they held."""
    kit.visits.end_idle(idle_seconds(kit)[1] + GRACE_SECONDS)
    if Runtime.exists():
        _end_expired_sessions(Runtime.instance())
    gc.collect()


def _end_expired_sessions(runtime: Runtime) -> None:
    """Streamlit itself lets an expired session go only when another visitor leaves (private parts: contract test)."""
    for _, expired in runtime._session_mgr._session_storage._cache.expire():
        expired.session.shutdown()
