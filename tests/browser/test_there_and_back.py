"""A review from its card to the reply: a family answers, the reviewer reads and replies, the family hears it and withdraws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from llais.answers import reviews
from llais.answers.usage import Counted
from llais.answers.vault import Vault
from tests.browser import axe
from tests.browser.conftest import Server, start
from tests.browser.person import WORDS, Person

pytestmark = pytest.mark.browser

SAID, ADDED, NOTE = "Dywedais zxqcanary", "A mwy zxqcanary", "Note zxqcanary"
USED = {Counted("2099-10", "visit", "all"): 70, Counted("2099-10", "language", "cy"): 60, Counted("2099-10", "language", "en"): 50}
USED |= {Counted("2099-10", "answers", "q1"): 2, Counted("2099-10", "answers", "sent"): 30}
REPLY = "Diolch yn fawr am eich atebion. Gofynnon ni eich cwestiwn."


@pytest.fixture(params=["cy-sqlite", "en-postgresql"])
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Each language once, each store once."""
    tag, _, store = request.param.partition("-")
    return tag, str(request.getfixturevalue("postgres_url")) if store == "postgresql" else ""


@pytest.fixture
def two(tmp_path: Path, way: tuple[str, str]) -> Iterator[tuple[Server, Server, pyrage.x25519.Identity]]:
    """The families' app and the reviewer's desk over one vault, and the reviewer's identity."""
    reviewer, unit, spare = (pyrage.x25519.Identity.generate() for _ in range(3))
    (tmp_path / "identity.txt").write_text(f"{reviewer}\n")
    keys = {"LLAIS_RECIPIENTS": str(unit.to_public()), "LLAIS_RECOVERY": str(spare.to_public()), "LLAIS_PUBLIC_URL": "http://localhost"}
    (tmp_path / "data").mkdir()
    (tmp_path / "desk").mkdir()
    keys["LLAIS_DATABASE_URL"] = way[1] or f"sqlite:///{tmp_path / 'data' / 'llais.sqlite'}"
    families = start(tmp_path, **keys)
    desk = start(tmp_path / "desk", app="reviewer.py", **keys)
    yield families, desk, reviewer
    for server in (families, desk):
        server.stop()


def open_review(server: Server, key: str) -> str:
    """A review with that key; returns the code of its card."""
    server.data.mkdir(exist_ok=True)
    vault, code = Vault(f"sqlite:///{server.data / 'llais.sqlite'}"), reviews.new_code()
    vault.reviews.open(reviews.Review("R8", code, (key,), date.today(), date.today(), 10))
    vault.close()
    return code


def unlock(page: Page, desk: Server, file: Path) -> None:
    page.goto(desk.url)
    page.locator("#identity-file").set_input_files(file)
    page.get_by_role("button", name=WORDS["en"]("unlock.open"), exact=True).click()
    expect(page.get_by_role("heading", name=WORDS["en"]("inbox.title"))).to_be_visible(timeout=15_000)


def opens_a_review(page: Page, reference: str) -> None:
    en = WORDS["en"]
    page.get_by_text(en("desk.reviews"), exact=True).click()
    page.wait_for_selector("[data-test-script-state=notRunning]")  # before, Streamlit may draw the form once more under the click
    page.get_by_label(en("review.reference")).fill(reference)
    page.get_by_role("button", name=en("review.open"), exact=True).click()
    expect(page.get_by_text(en("review.opened"))).to_be_visible()
    axe.passes_at_the_desk(page)
    page.evaluate("window.print = () => { window.printed = document.querySelector('.handout').innerText }; 0")
    page.get_by_role("button", name=en("review.handout", reference=reference), exact=True).click()
    printed = page.evaluate("window.printed")
    for tag in ("cy", "en"):
        assert WORDS[tag]("handout.lead") in printed
    assert page.evaluate("document.querySelectorAll('.handout svg').length") == 1


def takes_along(page: Page) -> None:
    """The review as files, and its numbers; a single family is never counted out."""
    en = WORDS["en"]
    page.get_by_text(en("desk.export"), exact=True).click()
    expect(page.get_by_role("heading", name=en("statistics.title"), exact=True)).to_be_visible(timeout=15_000)
    for kind in ("pdf", "csv", "xlsx", "zip"):
        with page.expect_download() as taken:
            page.get_by_role("button", name=en(f"export.{kind}"), exact=True).click()
        assert taken.value.suggested_filename == f"R7.{kind}" and taken.value.url.startswith("blob:")
    expect(page.get_by_text(en("statistics.small")).first).to_be_visible()
    sees_how_much_it_is_used(page)
    page.get_by_text(en("desk.inbox"), exact=True).click()


def sees_how_much_it_is_used(page: Page) -> None:
    """Sums of months as charts and a file; what is small is hidden in both."""
    en = WORDS["en"]
    page.get_by_text(en("desk.usage"), exact=True).click()
    expect(page.get_by_role("heading", name=en("desk.usage"), exact=True)).to_be_visible(timeout=15_000)
    expect(page.get_by_role("row", name=en("usage.left", where=en("question.number_1")))).to_contain_text(en("statistics.small"))
    expect(page.get_by_role("row", name=en("usage.sent"))).to_contain_text("30")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(page.get_by_test_id("stTable").first).to_contain_text("70")
    with page.expect_download() as taken:
        page.get_by_role("button", name=en("usage.csv"), exact=True).click()
    lines = Path(taken.value.path()).read_text("utf-8-sig").splitlines()
    assert f"2099-10,{en('inbox.language')},Cymraeg,60" in lines and any(line.endswith(f",{en('statistics.small')}") for line in lines)
    axe.passes_at_the_desk(page)


def gives_it_a_voice(page: Page, own: bool) -> None:
    """The reviewer's own, or the computer's."""
    en = WORDS["en"]
    if own:
        page.get_by_role("button", name=en("reply.record"), exact=True).click()
        page.wait_for_timeout(1500)
        page.get_by_role("button", name=en("reply.stop"), exact=True).click()
        return
    make = page.get_by_role("button", name=en("reply.sound_make"), exact=True)
    expect(make).to_be_enabled()
    make.click()


def answers(person: Person, typed_code: str) -> str:
    """Your Voice with a card; returns the family's code."""
    person.opens(f"/card?lang={person.tag}")
    person.page.locator("#card").fill("7777 7777")
    person.touches("button.continue")
    person.sees("error.card")
    person.page.locator("#card").fill(typed_code)
    person.touches("button.continue")
    person.is_on("leaflet.v1")
    person.page.go_back()
    person.sees("card.found")
    person.touches("button.continue")
    person.page.get_by_role("radio").first.check()
    person.types(SAID)
    for _ in range(7):
        person.touches("button.continue")
        person.page.wait_for_timeout(150)
    person.is_on("check.title")
    person.touches("button.send")
    person.is_on("sent.title")
    return person.page.locator("#code").inner_text()


def comes_back(person: Person, code: str) -> None:
    """On another day: the tab of before is closed."""
    person.page.evaluate("sessionStorage.clear(); 0")
    person.opens(f"/come-back?lang={person.tag}")
    person.page.locator("#code").fill(code)
    person.touches("button.check_code")
    person.sees("come_back.never_shows")


@pytest.fixture
def family(page: Page, two: tuple, way: tuple[str, str]) -> Person:
    return Person(page, two[0].url, way[0])


def test_a_family_answers_the_reviewer_replies_and_the_family_hears_it_and_withdraws(
    family: Person, way: tuple[str, str], two: tuple[Server, Server, pyrage.x25519.Identity], context: BrowserContext, tmp_path: Path
) -> None:
    families, desk, _ = two
    en, reviewer = WORDS["en"], context.new_page()
    unlock(reviewer, desk, tmp_path / "identity.txt")
    opens_a_review(reviewer, "R7")
    vault = Vault(way[1] or f"sqlite:///{families.data / 'llais.sqlite'}")
    card = vault.reviews.find("R7").code
    vault.usage.add("00ff00ff", USED)

    code = answers(family, reviews.grouped(card).lower())
    assert [one.review for one in vault.entries()] == ["R7"]
    comes_back(family, code)
    family.sees("come_back.not_read")

    reviewer.get_by_text(en("desk.inbox"), exact=True).click()
    expect(reviewer.get_by_role("table")).to_contain_text("R7")
    expect(reviewer.get_by_role("table")).to_contain_text(en("inbox.state_new"))
    reviewer.get_by_role("button", name="Open: ").click()
    expect(reviewer.locator(".letter .own").first).to_have_text(SAID)
    reviewer.get_by_role("button", name=en("letter.raise"), exact=True).click()
    expect(reviewer.get_by_text(en("letter.raised"))).to_be_visible()
    reviewer.get_by_label(en("letter.note")).fill(NOTE)
    reviewer.get_by_label(en("letter.note")).blur()
    reviewer.get_by_role("button", name=en("letter.note_keep"), exact=True).click()
    expect(reviewer.get_by_text(NOTE).first).to_be_visible()
    reviewer.get_by_label(en("reply.words")).fill(REPLY)
    reviewer.get_by_label(en("reply.words")).blur()
    gives_it_a_voice(reviewer, own=bool(way[1]))
    expect(reviewer.get_by_role("heading", name=en("reply.sound_ready"), exact=True)).to_be_visible(timeout=20_000)
    axe.passes_at_the_desk(reviewer)
    reviewer.get_by_role("button", name=en("reply.send"), exact=True).click()
    expect(reviewer.get_by_text(en("reply.sent"))).to_be_visible()

    takes_along(reviewer)

    comes_back(family, code)
    family.sees("come_back.read")
    expect(family.page.get_by_text(REPLY)).to_be_visible()
    family.page.evaluate("window.heard = []; const real = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = function () { window.heard.push(this); return real.call(this); }; 0")
    family.touches("button.hear_reply")
    family.page.wait_for_function("() => window.heard[0]?.currentTime > 0.3")
    assert "zxqcanary" not in family.page.content()

    family.touches("come_back.more")
    family.is_on("more.title")
    family.types(ADDED)
    family.touches("button.send")
    family.sees("more.sent")
    assert "zxqcanary" not in family.page.content()
    family.touches("come_back.reach")
    family.is_on("reach.title")
    family.page.locator("#how").fill("07000 zxqcanary")
    family.touches("button.send")
    family.sees("reach.sent")
    assert [one.kind for one in vault.entries()] == ["answers", "more", "reach"]

    family.touches("button.withdraw")
    family.is_on("withdraw.title")
    family.sees("withdraw.already")
    family.touches("button.withdraw")
    family.sees("withdraw.done")
    reviewer.get_by_role("button", name=en("inbox.refresh"), exact=True).click()
    expect(reviewer.get_by_text(en("inbox.withdrawn", n=3))).to_be_visible()
    assert "zxqcanary" not in reviewer.content()
    family.touches("button.keep_answers")
    family.sees("withdraw.what")
    reviewer.get_by_role("button", name=en("inbox.refresh"), exact=True).click()
    expect(reviewer.get_by_role("button", name="Open: ")).to_have_count(3)
    for server in two[:2]:
        assert "zxqcanary" not in server.log.read_text()
    vault.close()


def test_the_code_of_a_qr_is_taken_off_the_address_at_once_and_leads_to_its_review(
    tmp_path: Path, page: Page
) -> None:
    key = str(pyrage.x25519.Identity.generate().to_public())
    families = start(tmp_path, LLAIS_RECIPIENTS=key)
    code = open_review(families, key)
    person = Person(page, families.url, "cy")
    person.opens(f"/#{code}")
    assert code not in page.url
    page.get_by_role("button", name="Cymraeg", exact=True).click()
    person.touches("home.voice")
    person.touches("button.continue")
    person.sees("card.found")
    assert not any(code in url for url in person.asked)
    assert code not in families.log.read_text()
    families.stop()


def test_the_desk_does_not_open_where_real_families_are_served(tmp_path: Path, page: Page) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "pepper").write_bytes(b"p" * 32)
    desk = start(tmp_path, app="reviewer.py", LLAIS_RECIPIENTS=str(pyrage.x25519.Identity.generate().to_public()))
    page.goto(desk.url)
    expect(page.get_by_text(WORDS["en"]("desk.not_here"))).to_be_visible(timeout=15_000)
    expect(page.locator("#identity-file")).to_have_count(0)
    desk.stop()


def test_a_card_without_a_key_that_may_be_used_closes_your_voice_and_the_leaflet_still_works(tmp_path: Path, page: Page) -> None:
    good, bad = (str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2))
    server = start(tmp_path, LLAIS_RECIPIENTS=good, LLAIS_REVIEWERS=good)
    code = open_review(server, bad)
    person = Person(page, server.url, "en")
    person.opens("/card?lang=en")
    page.locator("#card").fill(code)
    person.touches("button.continue")
    person.is_on("closed.title")
    person.touches("home.leaflet")
    person.is_on("leaflet.t1")
    server.stop()
