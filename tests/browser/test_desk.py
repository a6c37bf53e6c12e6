"""The reviewer, in another process: unlock, list, open, read and hear exactly what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Page, expect

from llais.answers import envelope
from llais.answers.answer import Answer, Answers, Contact, Recording
from llais.answers.vault import Letter, Vault
from tests.browser import axe
from tests.browser.conftest import Server, start
from tests.browser.person import WORDS
from tests.browser.tone import wav

pytestmark = pytest.mark.browser

OWN = "<b>Fy</b> *ngeiriau* [i](x) :red[na]\n  zxqcanary & mwy 🌧"


@pytest.fixture
def desk(tmp_path: Path, reviewer: pyrage.x25519.Identity) -> Iterator[Server]:
    """A desk whose vault holds one answer for the reviewer and one for somebody else."""
    key = str(reviewer.to_public())
    (tmp_path / "data").mkdir()
    vault = Vault(f"sqlite:///{tmp_path / 'data' / 'llais.sqlite'}")
    for id_, to in (("mine", key), ("other", str(pyrage.x25519.Identity.generate().to_public()))):
        vault.keep(Letter(id_, id_.encode(), "age1abc", envelope.seal(said(id_), [to])))
    locked = pyrage.passphrase.encrypt(f"{reviewer}\n".encode(), "geiriau cudd")
    (tmp_path / "identity.age").write_bytes(locked)
    running = start(tmp_path, app="reviewer.py", LLAIS_RECIPIENTS=key)
    yield running
    running.stop()


def said(id_: str) -> Answers:
    take = Recording("audio/wav", wav(seconds=2), 2.0)
    given = (Answer("q1", "yes", OWN, (take,)), Answer("q2", "no"), Answer("q3", "unsure"), Answer("q4", "rather_not"), Answer("q5"))
    return Answers(id_, "cy", "easy", "kiosk", datetime.now(UTC), given, Contact(how="07000 zxqcanary", may_reach="yes"))


def choose(page: Page, file: Path, passphrase: str = "") -> None:
    page.locator("#identity-file").set_input_files(file)
    page.locator("#identity-passphrase").fill(passphrase)
    page.get_by_role("button", name=WORDS["en"]("unlock.open"), exact=True).click()


def test_the_reviewer_unlocks_reads_and_hears_exactly_what_was_said(desk: Server, page: Page) -> None:
    en, asked = WORDS["en"], []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(desk.url)
    expect(page.get_by_role("heading", name=en("unlock.title"))).to_be_visible(timeout=15_000)
    wrong = desk.data.parent / "wrong.txt"
    wrong.write_text("this is no key")
    for file, passphrase, told in (
        (wrong, "", "unlock.not_identity"),
        (desk.data.parent / "identity.age", "", "unlock.needs_passphrase"),
        (desk.data.parent / "identity.age", "anghywir", "unlock.wrong_passphrase"),
    ):
        choose(page, file, passphrase)
        expect(page.get_by_text(en(told))).to_be_visible(timeout=15_000)
    choose(page, desk.data.parent / "identity.age", "geiriau cudd")
    expect(page.get_by_role("heading", name=en("inbox.title"))).to_be_visible(timeout=15_000)
    expect(page.get_by_text(en("inbox.others", n=1))).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("Cymraeg")

    page.get_by_role("button", name="Open: ").click()
    letter = page.locator(".letter")
    expect(letter).to_be_visible()
    assert letter.locator(".own").first.evaluate("one => one.textContent") == OWN
    sections = [one.inner_text() for one in letter.locator("section").all()]
    for section, words in zip(sections[1:5], ("No", "Not sure", "I would rather not answer", "Not answered."), strict=True):
        assert words in section
    assert en("leaflet.v4") in sections[3] and "07000 zxqcanary" in sections[6]
    audio = letter.locator("audio")
    audio.evaluate("one => one.play()")
    page.wait_for_timeout(600)
    assert audio.evaluate("one => one.currentTime > 0.2 && Math.abs(one.duration - 2) < 0.2 && one.src.startsWith('blob:')")
    axe.passes_at_the_desk(page)

    page.get_by_text("Cymraeg", exact=True).first.click()
    expect(letter.locator("h2").first).to_have_text(WORDS["cy"]("leaflet.v1"))
    expect(page.locator("html[lang=cy]")).to_have_count(1)
    page.get_by_role("button", name=WORDS["cy"]("desk.lock"), exact=True).click()
    expect(page.get_by_role("heading", name=WORDS["cy"]("unlock.title"))).to_be_visible()
    assert "zxqcanary" not in page.content()
    assert not any(f"{desk.url}/media/" in url or "upload" in url or "zxqcanary" in url for url in asked)
    assert "zxqcanary" not in desk.log.read_text() and "SECRET" not in desk.log.read_text()


def test_make_desk_listens_on_this_machine_only() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text()
    assert "--server.address 127.0.0.1" in makefile.split("\ndesk:")[1].split("\n\n")[0]
