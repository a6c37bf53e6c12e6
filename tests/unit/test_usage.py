"""How much it is used: counted once a visit, as sums of a month, and shown so that nobody can be found in them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llais.answers.usage import Counted
from llais.answers.vault import Vault, VaultUnavailable
from llais.desk import usage
from llais.desk.statistics import SMALL
from llais.desk.usage import Sums
from llais.interface import family, housekeeping
from llais.interface.address import Address
from llais.interface.kit import Kit
from llais.interface.restore import held
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.settings import Settings
from pages.family import PAGES


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path))


def touch(kit: Kit, visit: Visit, do: str = "go", to: str = "", **event: object) -> None:
    family.hear(PAGES, kit, visit, {"do": do, "to": to, **event})


def counted(kit: Kit) -> dict[str, int]:
    """What is in the vault, as "what/which"."""
    housekeeping.flush(kit)
    return {f"{one.what}/{one.which}": count for one, count in kit.vault.usage.sums().items()}


def test_a_visit_its_languages_and_forms_count_once_however_much_is_touched(kit: Kit) -> None:
    visit = kit.visits.begin()
    for _ in range(3):
        for to in ("/home?lang=cy", "/leaflet?lang=cy&form=full&section=what", "/leaflet?lang=cy&form=easy&section=what", "/home?lang=en"):
            touch(kit, visit, to=to)
    assert counted(kit) == {"visit/all": 1, "language/cy": 1, "language/en": 1, "form/full": 1, "form/easy": 1}


def test_who_only_opens_a_page_and_touches_nothing_is_not_counted(kit: Kit) -> None:
    visit = kit.visits.begin()
    family.paint(PAGES, Scene(kit, visit, Address("home", "cy")))
    touch(kit, visit, "hello")
    kit.visits.end(visit)
    assert counted(kit) == {}


def test_a_section_counts_when_the_tab_says_that_it_was_read_aloud(kit: Kit) -> None:
    visit = kit.visits.begin()
    touch(kit, visit, to="/leaflet?lang=cy&section=what")
    touch(kit, visit, to="/leaflet?lang=cy&section=why", listened=True)
    touch(kit, visit, to="/leaflet?lang=cy&section=what")
    touch(kit, visit, to="/home?lang=cy", listened=True)
    touch(kit, visit, to="/question?lang=cy&question=q1", listened=True)
    assert {name for name in counted(kit) if name.startswith("section")} == {"section/what"}


def question(number: int) -> str:
    return f"/question?lang=cy&form=full&question=q{number}"


@pytest.mark.parametrize(
    ("way", "where"),
    [([question(1)], "q1"), ([question(1), question(4)], "q4"), ([question(6), "/you?lang=cy"], "you"), ([question(6), "/check?lang=cy"], "check"), ([question(2), "/leaflet?lang=cy"], "q2")],
)
def test_who_leaves_without_sending_is_counted_at_the_question_where_that_was(kit: Kit, way: list[str], where: str) -> None:
    visit = kit.visits.begin()
    for to in way:
        touch(kit, visit, to=to)
    kit.visits.end(visit)
    kit.visits.end(visit)
    assert {name: n for name, n in counted(kit).items() if name.startswith("answers")} == {f"answers/{where}": 1}


def test_answers_that_were_sent_or_wait_are_not_left(kit: Kit) -> None:
    for end, which in (("send", "sent"), ("later", "later")):
        visit = kit.visits.begin()
        touch(kit, visit, to=question(1))
        touch(kit, visit, "continue", to="/check?lang=cy", fields={"choice": "yes", "text": ""})
        family.paint(PAGES, Scene(kit, visit, visit.address))
        touch(kit, visit, end)
        touch(kit, visit, "go", to="/home?lang=cy")
        kit.visits.end(visit)
        assert counted(kit)[f"answers/{which}"] == 1
    assert not [name for name in counted(kit) if name.startswith("answers/q") or name == "answers/check"]


def test_a_tab_that_is_loaded_anew_is_the_same_visit_and_has_not_left(kit: Kit) -> None:
    before = kit.visits.begin()
    touch(kit, before, to=question(1))
    touch(kit, before, "continue", to=question(2), fields={"choice": "yes", "text": "geiriau"})
    after = kit.visits.begin()
    touch(kit, after, "restore", to=question(2), hold=held(before), pages={"question/q1": {"text": "geiriau"}})
    assert kit.visits.find(held(before)["visit"]) is None and before.journey.answers == {}
    touch(kit, after, to=question(3))
    assert counted(kit) == {"visit/all": 1, "language/cy": 1, "form/full": 1}
    kit.visits.end(after)
    assert counted(kit)["answers/q3"] == 1


def test_nothing_that_somebody_made_up_is_ever_counted_by_its_name(kit: Kit) -> None:
    visit = kit.visits.begin()
    for to in ("/question?lang=cy&question=zxqcanary", "/leaflet?lang=cy&section=zxqcanary", "/home?lang=zxqcanary", "/leaflet?lang=cy&form=zxqcanary"):
        touch(kit, visit, to=to, listened=True)
    kit.visits.end(visit)
    assert "zxqcanary" not in json.dumps(counted(kit))


def test_what_cannot_be_kept_now_is_kept_later_and_counting_can_be_switched_off(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(kit, kit.visits.begin(), to="/home?lang=cy")
    with monkeypatch.context() as broken:
        broken.setattr(kit.vault.usage, "add", lambda *_: (_ for _ in ()).throw(VaultUnavailable("away")))
        housekeeping.flush(kit)
        touch(kit, kit.visits.begin(), to="/home?lang=cy")
    assert counted(kit) == {"visit/all": 2, "language/cy": 2}
    off = Kit.load(Settings(data_dir=tmp_path / "off", usage=False))
    touch(off, off.visits.begin(), to="/home?lang=cy")
    assert counted(off) == {}


def sums(what: str, *rows: tuple[str, str, int]) -> Sums:
    given = {Counted(month, what, which): count for month, which, count in rows}
    return Sums(what, ["a", "b", "c"], given)


@given(st.lists(st.integers(0, 12), min_size=3, max_size=3), st.sampled_from(["section", "answers", "language", "form"]))
def test_small_numbers_are_hidden_and_where_their_total_is_shown_they_cannot_be_worked_out(counts: list[int], what: str) -> None:
    real = dict(zip("abc", counts, strict=True))
    shown = sums(what, *(("2026-11", label, count) for label, count in real.items())).of("2026-11").counts
    hidden = {label for label, count in shown.items() if count is None}
    small = {label for label, count in real.items() if 0 < count < SMALL}
    assert small <= hidden and all(shown[label] == real[label] for label in real if label not in hidden)
    if what in usage.OF_ALL_VISITS:
        assert not hidden or hidden == set(real) or (len(hidden) > 1 and sum(real[label] for label in hidden) >= SMALL)
    else:
        assert hidden == small


def test_labels_that_the_content_no_longer_has_are_passed_over() -> None:
    assert sums("section", ("2026-11", "gone", 100), ("2026-11", "a", 10)).of("2026-11").counts == {"a": 10, "b": 0, "c": 0}


def test_the_file_says_hidden_where_the_chart_does() -> None:
    one = sums("language", ("2026-11", "a", 3), ("2026-11", "b", 10), ("2026-11", "c", 20))
    names = {("language", ""): "Languages"} | {("language", label): label.upper() for label in "abc"}
    frame = usage.rows([one], names, ["Month", "What", "Which", "Count"], "hidden")
    assert frame.to_dict("records")[0] == {"Month": "2026-11", "What": "Languages", "Which": "A", "Count": "hidden"}
    assert list(frame["Count"]) == ["hidden", "hidden", "20"]


def test_the_months_of_a_vault_come_back_whole(vault: Vault) -> None:
    given = {Counted(f"2026-{month:02}", "visit", "all"): random.Random(month).randint(1, 99) for month in range(1, 13)}
    vault.usage.add("00ff00ff", given)
    assert vault.usage.sums() == given
