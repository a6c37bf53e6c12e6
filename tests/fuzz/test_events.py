"""What a manipulated tab tells the server: it is taken or refused, and the visit goes on; nothing is sent that nobody sent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from llais.answers.answer import TEXT_LIMIT
from llais.interface import family
from llais.interface.address import FORMS, PAGES, Address
from llais.interface.kit import Kit
from llais.interface.restore import held
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.settings import Settings
from pages.family import PAGES as SHOWN
from tests.asked import families, line
from tests.fuzz.made_up import JSON, NUMBERS, TEXT, changed
from tests.fuzz.many import fuzz, sizes

DOES = st.sampled_from(["go", "continue", "save", "arrive", "look", "send", "later", "resume", "drop", "withdraw", "keep-answers", "finish", "wipe", "read", "hello", "card"])
IDS = st.sampled_from(["", "q1", "q6", "q99", "what", "voice", "contact"])
NAMES = st.sampled_from(["choice", "text", "code", "card", "reviewer", "how", "may_reach", "safe_message", "language"])
VALUES = st.one_of(st.sampled_from(["yes", "no", "unsure", "rather_not", "cy", "7777 7777", "1234567890123456"]), TEXT, st.just("x" * (TEXT_LIMIT + 1)))
FIELDS = st.one_of(st.dictionaries(st.one_of(NAMES, TEXT), st.one_of(VALUES, JSON), max_size=5), JSON)


def urls(page: str, tag: str, form: str, item: str) -> str:
    return f"/{page}?lang={tag}&form={form}&section={item}&question={item}"


TO = st.one_of(st.builds(urls, st.sampled_from(sorted(PAGES)), st.sampled_from(["cy", "en", "xx"]), st.sampled_from(FORMS), IDS), TEXT, JSON)
EVENTS = st.one_of(
    st.fixed_dictionaries({"do": st.one_of(DOES, JSON)}, optional={"fields": FIELDS, "to": TO, "at": st.one_of(NUMBERS, JSON), "listened": JSON, "on": JSON, "hold": JSON, "pages": JSON}),
    st.dictionaries(TEXT, JSON, max_size=5),
)
ADDRESSES = st.builds(Address, st.sampled_from(sorted(PAGES)), st.sampled_from(["cy", "en"]), st.sampled_from(FORMS), IDS)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return Kit.load(Settings(data_dir=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def key(kit: Kit) -> Any:
    """One code's keys, which all visits share here: to derive them takes its time."""
    return kit.deriver.submit("1234567890123456")


@pytest.fixture(autouse=True)
def quick(kit: Kit, key: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong codes slow nobody down here, and every code has these keys."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(kit.deriver, "submit", lambda _: key)


def tell(kit: Kit, visit: Visit, event: Any) -> None:
    """As the script does: take the event, paint what follows."""
    family.react(SHOWN, Scene(kit, visit, visit.address), event)
    view = family.paint(SHOWN, Scene(kit, visit, visit.address))
    visit.address = view.address
    assert visit.address.url.startswith("/") and view.html.count("<h1") == 1 and "<zxq>" not in view.html


@sizes(250, 30_000)
def test_whatever_a_tab_tells_the_visit_goes_on(most: int, kit: Kit) -> None:
    def holds(told: tuple[Address, list[Any]]) -> None:
        visit = kit.visits.begin()
        visit.address = told[0]
        for event in told[1]:
            tell(kit, visit, event)
        kit.visits.end(visit)

    fuzz("events of a tab", st.tuples(ADDRESSES, st.lists(EVENTS, min_size=1, max_size=4)), holds, most)


KEPT = {
    "do": "restore",
    "to": "/question?lang=cy&form=full&question=q1",
    "hold": held(Visit()) | {"code": "1" * 16, "id": "a" * 32, "card": "7777 7777", "back": "2" * 16, "read": "yes"},
    "pages": {"question/q1": {"choice": "yes", "text": "un"}, "you/": {"how": "ffôn"}, "more/": {"text": "mwy"}, "reach/": {"may_reach": "no"}},
}


@sizes(250, 30_000)
def test_whatever_a_tab_gives_back_after_a_restart_nothing_is_sent_by_it(most: int, kit: Kit) -> None:
    before = len(kit.vault.entries())

    def holds(event: Any) -> None:
        visit = kit.visits.begin()
        tell(kit, visit, event if isinstance(event, dict) else {})
        kit.visits.end(visit)

    fuzz("what a tab gives back", changed(KEPT), holds, most)
    assert len(kit.vault.entries()) == before


@sizes(60, 6_000)
def test_whatever_comes_on_a_line_it_is_closed_or_goes_on_and_the_app_stays(most: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    with families(tmp_path_factory.mktemp("lines")) as client:

        def holds(data: bytes | str) -> None:
            with line(client) as sending:
                (sending.send_bytes if isinstance(data, bytes) else sending.send_text)(data)
                sending.close()
            assert client.get("/line").status_code == 204

        fuzz("frames on a line", st.one_of(st.binary(max_size=300), st.text(max_size=50)), holds, most)


