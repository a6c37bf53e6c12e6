"""Visits beside one another: one that is at work keeps nobody waiting, and what was deleted does not come back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event, Thread
from types import SimpleNamespace

import pytest

from llais.interface import family, forgetting, routes
from llais.interface.kit import Kit
from llais.interface.restore import held
from llais.interface.upload import Upload, UploadRefused
from llais.interface.visit import Visit, Visits
from llais.settings import Settings
from pages.family import PAGES

SOUND = b"\x1a\x45\xdf\xa3 sound"
REQUEST = SimpleNamespace(query_params={"seconds": "1"})
PATIENCE = 10
"""Seconds."""


@contextmanager
def at_work(visit: Visit) -> Iterator[None]:
    """Something is being done for a visit in another thread: a Send, or the look-up of a code."""
    begun, over = Event(), Event()

    def work() -> None:
        with visit.lock:
            begun.set()
            over.wait(PATIENCE)

    thread = Thread(target=work)
    thread.start()
    begun.wait(PATIENCE)
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE)


def test_who_leaves_while_something_is_sent_keeps_nobody_waiting_and_is_forgotten_after_it() -> None:
    visits = Visits()
    visit = visits.begin()

    async def leave() -> bool:
        with at_work(visit):
            leaving = asyncio.create_task(forgetting.end(visits, visit))
            await asyncio.sleep(0.1)  # the loop goes on
            waits = not leaving.done()
        await asyncio.wait_for(leaving, PATIENCE)
        return waits

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have a loop in this thread
        assert apart.submit(asyncio.run, leave()).result(PATIENCE) and len(visits) == 0


def test_a_visit_that_is_at_work_is_left_to_the_next_round() -> None:
    visits = Visits()
    visit = visits.begin()
    visit.touched -= 1000
    with at_work(visit):
        forgetting.end_idle(visits, 500)
        assert visits.find(visit.token) is visit
    forgetting.end_idle(visits, 500)
    assert len(visits) == 0


def test_two_tabs_that_each_take_the_place_of_the_other_do_not_wait_for_one_another(tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path))
    for _ in range(20):
        one, other, both = kit.visits.begin(), kit.visits.begin(), Barrier(2)

        def restore(mine: Visit, of: dict[str, str], both: Barrier = both) -> None:
            both.wait(PATIENCE)
            family.hear(PAGES, kit, mine, {"do": "restore", "to": "/home?lang=cy", "hold": of})

        threads = [Thread(target=restore, args=given, daemon=True) for given in ((one, held(other)), (other, held(one)))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_the_visit_before_is_ended_when_the_lock_of_the_new_one_is_free(tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path))
    before, now = kit.visits.begin(), kit.visits.begin()
    with at_work(before):
        thread = Thread(target=family.hear, args=(PAGES, kit, now, {"do": "restore", "to": "/home?lang=cy", "hold": held(before)}))
        thread.start()
        thread.join(0.5)
        free = now.lock.acquire(timeout=PATIENCE)
        now.lock.release()
        assert thread.is_alive() and free
    thread.join(PATIENCE)
    assert kit.visits.all() == [now]


def coming(visit: Visit, take: str) -> Upload:
    """The first piece of a take has come."""
    upload = visit.uploads["q1"] = Upload(take, "audio/webm")
    upload.add(0, SOUND + take.encode())
    return upload


def heard(visit: Visit) -> list[bytes]:
    return [one.data for one in visit.journey.answer("q1").recordings]


def test_a_recording_deleted_while_its_last_piece_was_on_its_way_does_not_come_back() -> None:
    visit = Visit()
    upload = coming(visit, "a")
    visit.uploads.pop("q1")
    with pytest.raises(UploadRefused):
        routes._finished(visit, "q1", upload, REQUEST)
    assert heard(visit) == []


def test_an_older_take_that_comes_late_does_not_take_the_place_of_the_newer() -> None:
    visit = Visit()
    old = coming(visit, "a")
    routes._finished(visit, "q1", coming(visit, "b"), REQUEST)
    with pytest.raises(UploadRefused):
        routes._finished(visit, "q1", old, REQUEST)
    assert heard(visit) == [SOUND + b"b"]


def test_an_older_take_counts_until_the_newer_one_is_whole() -> None:
    visit = Visit()
    old = coming(visit, "a")
    new = coming(visit, "b")
    routes._finished(visit, "q1", old, REQUEST)
    assert heard(visit) == [SOUND + b"a"]
    routes._finished(visit, "q1", new, REQUEST)
    assert heard(visit) == [SOUND + b"b"]
