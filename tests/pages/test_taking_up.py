"""Taking up again: what a tab gives back to a server that knows nothing, and what waits under a code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from llais.answers import reviews
from llais.answers.answer import TEXT_LIMIT, Recording
from llais.answers.reviews import Review
from llais.interface import family, housekeeping
from llais.interface.address import Address
from llais.interface.kit import Kit
from llais.interface.restore import held
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.journey import MORE
from llais.settings import Settings
from pages.family import PAGES


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path))


def at(page: str, item: str = "", tag: str = "cy") -> Visit:
    return Visit(address=Address(page, tag, "full", item))


def touch(kit: Kit, visit: Visit, do: str, **event: object) -> None:
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": do, **event})


def shown(kit: Kit, visit: Visit) -> family.View:
    return family.paint(PAGES, Scene(kit, visit, visit.address))


def restored(kit: Kit, to: str = "/question?lang=cy&form=full&question=q1", **kept: object) -> Visit:
    visit = Visit()
    touch(kit, visit, "restore", to=to, **kept)
    return visit


def test_a_new_server_has_every_field_again_and_the_place(kit: Kit) -> None:
    pages = {"question/q1": {"choice": "yes", "text": "un"}, "question/q5": {"text": "pump"}, "you/": {"how": "ffôn", "may_reach": "yes"}}
    visit = restored(kit, pages=pages, hold={"read": "yes"})
    assert visit.address == Address("question", "cy", "full", "q1")
    assert [visit.journey.answer(one).text for one in ("q1", "q5")] == ["un", "pump"]
    assert visit.journey.contact.how == "ffôn" and visit.journey.answer("q1").choice == "yes" and visit.read_each


def test_a_text_that_is_too_long_stands_on_its_page_again(kit: Kit) -> None:
    long = "x" * (TEXT_LIMIT + 1)
    visit = restored(kit, pages={"question/q1": {"text": long}})
    assert shown(kit, visit).fields["text"] == long and visit.journey.answer("q1").text == ""


def test_what_was_sent_before_the_server_went_is_not_sent_twice(kit: Kit) -> None:
    before = at("question", "q1")
    touch(kit, before, "continue", to="/check?lang=cy&form=full", fields={"text": "geiriau"})
    shown(kit, before)
    hold = held(before)
    touch(kit, before, "send")
    assert before.sent
    after = restored(kit, to="/check?lang=cy&form=full", pages={"question/q1": {"text": "geiriau"}}, hold=hold)
    assert after.sent and after.code == before.code and shown(kit, after).address.page == "sent"
    touch(kit, after, "send")
    assert len(kit.vault.entries()) == 1


def test_the_same_code_and_letter_are_used_when_send_is_touched_after_a_restart(kit: Kit) -> None:
    before = at("check")
    shown(kit, before)
    after = restored(kit, to="/check?lang=cy&form=full", pages={"question/q1": {"choice": "no"}}, hold=held(before))
    touch(kit, after, "send")
    assert (after.code, after.sent) == (before.code, True)
    assert kit.vault.entries()[0].id == before.answers_id


def test_what_was_added_under_a_code_and_never_answered_is_not_added_twice(kit: Kit) -> None:
    first = at("check")
    shown(kit, first)
    touch(kit, first, "send", fields={})
    before = at("come-back")
    touch(kit, before, "look", fields={"code": first.code})
    before.address = Address("more", "cy")
    shown(kit, before)
    hold = held(before)
    touch(kit, before, "send", fields={"text": "un peth arall"})
    after = restored(kit, to="/more?lang=cy&form=full", hold=hold)
    touch(kit, after, "send", fields={"text": "un peth arall"})
    assert after.address.page == "come-back" and after.notice == "more.sent"
    assert [one.kind for one in kit.vault.entries()] == ["answers", "more"]
    for page, fields in (("more", {"text": "un peth arall, a mwy"}), ("reach", {"how": "ffôn newydd"})):
        other = restored(kit, to=f"/{page}?lang=cy&form=full", hold=hold)
        touch(kit, other, "send", fields=fields)
        assert other.notice == f"{page}.sent"
    assert [one.kind for one in kit.vault.entries()] == ["answers", "more", "more", "reach"], "other words are another letter"


@pytest.fixture
def card(kit: Kit) -> str:
    """The card of a review."""
    code = reviews.new_code()
    kit.vault.reviews.open(Review("R7", code, kit.sealed_to(""), date.today(), date.today(), 30))
    return code


@contextmanager
def away(kit: Kit, table: str) -> Iterator[None]:
    """A table of the store cannot be asked."""
    with kit.vault.store.changing() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    yield
    with kit.vault.store.changing() as connection:
        connection.execute(text(f"ALTER TABLE {table}_away RENAME TO {table}"))


@pytest.mark.parametrize("table", ["reviews", "attempts"])
def test_a_card_that_could_not_be_looked_up_again_still_brings_the_answers_to_its_review(kit: Kit, card: str, table: str) -> None:
    with away(kit, table):
        visit = restored(kit, to="/check?lang=cy&form=full", pages={"question/q1": {"choice": "no"}}, hold={"card": card})
        assert held(visit)["card"] == card and not visit.review
        touch(kit, visit, "send")
        assert (visit.sent, visit.problem) == (False, "error.not_sent")
    touch(kit, visit, "send")
    assert visit.sent and [one.review for one in kit.vault.entries()] == ["R7"]


def test_the_code_with_which_somebody_came_back_stands_in_its_field_where_it_could_not_be_looked_up(kit: Kit) -> None:
    with away(kit, "letters"):
        visit = restored(kit, to="/more?lang=cy&form=full", pages={"more/": {"text": "un peth arall"}}, hold={"back": "1" * 16})
        view = shown(kit, visit)
        assert view.address.page == "come-back" and view.fields["code"] == "1" * 16
        assert held(visit)["back"] == "1" * 16, "it is not lost when the server starts again"
    assert visit.journey.answer(MORE).text == "un peth arall"


def test_a_card_of_no_review_is_forgotten_and_the_answers_go_to_the_box(kit: Kit) -> None:
    visit = restored(kit, to="/check?lang=cy&form=full", pages={"question/q1": {"choice": "no"}}, hold={"card": reviews.new_code()})
    assert not visit.card
    touch(kit, visit, "send")
    assert [one.review for one in kit.vault.entries()] == [""]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"pages": [1], "hold": "no"},
        {"pages": {"question/q1": "text", "check/": {"do": "send"}, "come-back/": {"code": "1"}, "no/such": {}}, "hold": {"code": "12", "id": "x"}},
        {"pages": {"question/q1": {"choice": "never offered"}}, "hold": {"card": "no card", "back": "1234"}, "to": "https://elsewhere.example"},
        {"hold": {"code": "0" * 16, "id": "../../etc"}},
    ],
)
def test_what_a_manipulated_tab_gives_back_changes_nothing(kit: Kit, nonsense: dict[str, object]) -> None:
    visit = Visit()
    touch(kit, visit, "restore", **nonsense)
    assert not visit.sent and not visit.code and not any(one.given for one in visit.journey.answers.values())


def test_an_event_that_is_told_again_is_heard_once(kit: Kit) -> None:
    visit = at("question", "q1")
    for _ in range(2):
        touch(kit, visit, "continue", to="/question?lang=cy&form=full&question=q2", fields={"text": "un"}, at=3)
    touch(kit, visit, "save", fields={"text": "late"}, at=2)
    assert visit.address.item == "q2" and visit.journey.answer("q2").text == "" and visit.heard == 3


@pytest.mark.parametrize("page,item", [("question", "q3"), ("you", ""), ("check", "")])
@pytest.mark.parametrize("tag", ["cy", "en"])
def test_one_can_stop_on_every_page_that_asks_and_go_on_there_later(kit: Kit, page: str, item: str, tag: str) -> None:
    before = at("question", "q1", tag)
    before.journey = before.journey.recording("q1", Recording("audio/webm", b"\x1a\x45\xdf\xa3", 1.0))
    touch(kit, before, "continue", to=f"/{page}?lang={tag}&form=full&question={item}", fields={"choice": "yes", "text": "zxq words"})
    touch(kit, before, "later")
    assert shown(kit, before).address.page == "later" and not kit.vault.entries()
    after = at("come-back", tag={"cy": "en", "en": "cy"}[tag])
    touch(kit, after, "look", fields={"code": before.code})
    assert after.waits and after.key is None and "zxq words" not in shown(kit, after).html
    touch(kit, after, "resume")
    assert (after.address.page, after.address.item) == (page, item)
    answer = after.journey.answer("q1")
    assert (answer.choice, answer.text, len(answer.recordings)) == ("yes", "zxq words", 1)


def test_what_waited_is_sent_under_the_same_code_and_waits_no_more(kit: Kit) -> None:
    before = at("question", "q1")
    touch(kit, before, "later", fields={"text": "stopped"})
    after = at("come-back")
    touch(kit, after, "look", fields={"code": before.code})
    touch(kit, after, "resume")
    after.address = Address("check", "cy")
    shown(kit, after)
    touch(kit, after, "send")
    assert after.sent and after.code == before.code
    key = after.family_key.result()
    assert kit.vault.waiting.saved_at(key.lookup) is None and kit.vault.entries(key.lookup)


def test_what_waits_can_be_deleted_with_its_code(kit: Kit) -> None:
    before = at("question", "q1")
    touch(kit, before, "later", fields={"text": "stopped"})
    after = at("come-back")
    touch(kit, after, "look", fields={"code": before.code})
    touch(kit, after, "drop")
    assert kit.words["cy"]("come_back.dropped") in shown(kit, after).html
    touch(kit, after, "look", fields={"code": before.code})
    assert after.problem == "error.code_unknown"


def test_what_waits_too_long_and_what_nobody_takes_up_is_destroyed(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = at("question", "q1")
    touch(kit, before, "later", fields={"text": "stopped"})
    kit.vault.drafts.put("a-tab-that-was-closed-long-ago", "words", 0, 1, b"sealed")
    housekeeping.end_drafts(kit)
    assert kit.vault.waiting.saved_at(before.family_key.result().lookup)
    later_on = datetime.now(UTC) + timedelta(days=kit.settings.later_days, minutes=1)
    monkeypatch.setattr(housekeeping, "datetime", type("Later", (), {"now": staticmethod(lambda _: later_on)}))
    housekeeping.end_drafts(kit)
    assert kit.vault.waiting.saved_at(before.family_key.result().lookup) is None
    assert kit.vault.drafts.parts("a-tab-that-was-closed-long-ago", "words") == []


def test_a_vault_that_does_not_answer_is_said_and_everything_stays(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    from llais.answers.store import VaultUnavailable

    visit = at("question", "q1")
    shown(kit, visit)

    def gone(*_: object) -> None:
        raise VaultUnavailable("away")

    monkeypatch.setattr(kit.vault.waiting, "keep", gone)
    touch(kit, visit, "later", fields={"text": "still here"})
    assert visit.problem == "error.not_kept" and visit.address.page == "question"
    assert shown(kit, visit).fields["text"] == "still here"
