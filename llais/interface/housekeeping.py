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
    """One round. Streamlit itself forgets an expired session only when another visitor leaves (private: contract test)."""
    kit.visits.end_idle(idle_seconds(kit)[1] + GRACE_SECONDS)
    if Runtime.exists():
        storage = Runtime.instance()._session_mgr._session_storage
        storage._cache.expire()
    gc.collect()
