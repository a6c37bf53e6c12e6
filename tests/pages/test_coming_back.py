"""Coming back with a code: what each screen shows and takes, without a browser."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from llais.answers import code, schema
from llais.answers.attempts import PER_DEVICE, SLOWEST, WINDOW, Attempts
from llais.answers.threads import REGRET, Event
from llais.answers.vault import Letter, Vault
from llais.interface import family
from llais.interface.address import Address
from llais.interface.kit import Kit
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.settings import Settings
from pages.family import PAGES
from tests.unit.race import at_once


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path))


def came_back(kit: Kit, tag: str = "cy") -> tuple[Visit, str]:
    """A visit with the code of a letter that arrived, and the code's thread."""
    digits = code.new_digits()
    key = kit.deriver.submit(digits).result()
    kit.vault.keep(Letter(secrets.token_hex(8), key.lookup, key.recipient, b"sealed"))
    visit = Visit(address=Address("come-back", tag), key=key)
    return visit, key.lookup.hex()


@pytest.mark.parametrize("tag", ["cy", "en"])
@pytest.mark.parametrize("page", ["come-back", "more", "reach", "withdraw", "privacy", "card"])
def test_every_screen_of_coming_back_has_its_words_and_sound(kit: Kit, tag: str, page: str) -> None:
    visit, thread = came_back(kit, tag)
    for event in (None, Event.WITHDRAWN, Event.KEPT):
        if event:
            kit.vault.threads.note_event(thread, event)
        view = family.paint(PAGES, Scene(kit, visit, Address(page, tag)))
        assert view.address.page == page and 'data-say=""' not in view.html


@pytest.mark.parametrize("page", ["more", "reach", "withdraw"])
def test_without_a_code_these_screens_ask_for_it(kit: Kit, page: str) -> None:
    assert family.paint(PAGES, Scene(kit, Visit(), Address(page, "en"))).address.page == "come-back"


def test_the_code_shows_when_destroying_is_due_and_not_while_the_law_holds_it(kit: Kit) -> None:
    visit, thread = came_back(kit, "en")
    kit.vault.threads.note_event(thread, Event.WITHDRAWN)
    words = kit.words["en"]
    shown = family.paint(PAGES, Scene(kit, visit, Address("withdraw", "en"))).html
    assert words("withdraw.until") in shown and str((datetime.now(UTC) + REGRET).year) in shown


def test_many_wrong_codes_make_one_device_wait_and_no_other(kit: Kit) -> None:
    visit, other = Visit(address=Address("come-back", "en")), Visit(address=Address("come-back", "en"))
    for _ in range(PER_DEVICE):
        family.react(PAGES, Scene(kit, visit, visit.address), {"do": "look", "fields": {"code": "0000 1111 2222 3333"}})
        assert visit.problem == "error.code_unknown"
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": "look", "fields": {"code": "0000 1111 2222 3333"}})
    assert visit.problem == "error.wait"
    family.react(PAGES, Scene(kit, other, other.address), {"do": "look", "fields": {"code": "0000 1111 2222 3333"}})
    assert other.problem == "error.code_unknown"


def test_nothing_to_add_is_said_and_nothing_is_sent(kit: Kit) -> None:
    visit, _ = came_back(kit, "en")
    for page in ("more", "reach"):
        visit.address = Address(page, "en")
        family.react(PAGES, Scene(kit, visit, visit.address), {"do": "send", "fields": {}})
        assert visit.problem == "error.nothing_to_send" and visit.address.page == page
    assert len(kit.vault.entries()) == 1


def test_wrong_codes_slow_everyone_a_little_and_are_forgotten(vault: Vault) -> None:
    moment = [datetime(2026, 11, 24, tzinfo=UTC)]
    attempts = Attempts(vault.store, lambda: moment[0])
    assert attempts.delay() == 0
    for number in range(90):
        attempts.wrong(f"device {number}")
    assert attempts.delay() == SLOWEST and not attempts.refused("another")
    moment[0] += timedelta(seconds=61)
    assert attempts.delay() == 0
    for _ in range(PER_DEVICE):
        attempts.wrong("mine")
    assert attempts.refused("mine")
    moment[0] += WINDOW + timedelta(seconds=1)
    assert not attempts.refused("mine")
    attempts.end()
    with vault.store.asking() as connection:
        assert connection.execute(select(schema.attempts)).all() == []


def test_wrong_codes_count_together_in_all_processes(store_url: str, vault: Vault) -> None:
    at_once(lambda: Attempts(Vault(store_url).store).wrong("mine"), PER_DEVICE)
    assert vault.attempts.refused("mine") and vault.attempts.delay() == PER_DEVICE / 10
    with vault.store.asking() as connection:
        assert "mine" not in str(connection.execute(select(schema.attempts)).all())
