"""The end of a visit reaches Streamlit too: it would keep the session, with the last words typed, to be taken up again.

Private to Streamlit and kept by contract tests: the session manager and its storage.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from streamlit.runtime import Runtime

from llais.interface.visit import Visit, Visits


async def end(visits: Visits, visit: Visit) -> None:
    """Forget a visit and end its session; the page itself goes on to a new document. What is being done for it, a Send
    perhaps, is done first, and nobody else waits for that."""
    session = visit.session
    await run_in_threadpool(visits.end, visit)
    _close(session)


def end_idle(visits: Visits, seconds: float) -> None:
    """End the visits that nobody touched for so long. On the event loop only: one that is at work stays for this round."""
    for visit in visits.idle(seconds):
        session = visit.session
        if visits.end(visit, wait=False):
            _close(session)


def _close(session: str) -> None:
    if session and Runtime.exists():
        Runtime.instance().close_session(session)


def end_abandoned(visits: Visits) -> None:
    """End the visits whose session is over: the tab was closed, and nothing leads back to them. On the event loop only: one
    that is at work stays for this round."""
    if not Runtime.exists():
        return
    manager = Runtime.instance()._session_mgr
    for visit in visits.all():
        if visit.session and not manager.get_session_info(visit.session):
            visits.end(visit, wait=False)


def end_expired() -> None:
    """End the sessions whose tab went away: Streamlit itself does so only when yet another visitor leaves."""
    if Runtime.exists():
        end_expired_of(Runtime.instance())


def end_expired_of(runtime: Runtime) -> None:
    """The same for a given runtime."""
    for _, expired in runtime._session_mgr._session_storage._cache.expire():
        expired.session.shutdown()
