"""Every screen paints in both languages and forms, and takes what is touched: without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llais.answers.answer import TEXT_LIMIT, Recording
from llais.interface import family
from llais.interface.address import PAGES as PATHS
from llais.interface.address import Address
from llais.interface.kit import Kit
from llais.interface.scene import Scene
from llais.interface.visit import Visit
from llais.settings import Settings
from pages.family import PAGES

TAGS, FORMS = ("cy", "en"), ("full", "easy")


def kit_in(folder: Path, **settings: object) -> Kit:
    return Kit.load(Settings(data_dir=folder, **settings))


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return kit_in(tmp_path_factory.mktemp("data"))


@pytest.fixture
def visit(kit: Kit) -> Visit:
    return kit.visits.begin()


def at(kit: Kit, visit: Visit, page: str, item: str = "", tag: str = "cy", form: str = "full") -> str:
    """Go there and paint it."""
    visit.address = Address(page, tag, form, item)
    return family.paint(PAGES, Scene(kit, visit, visit.address)).html


def touch(kit: Kit, visit: Visit, do: object, **event: object) -> None:
    family.react(PAGES, Scene(kit, visit, visit.address), {"do": do, **event})


def addresses(kit: Kit) -> list[Address]:
    """Every address that a URL can open."""
    items = {"leaflet": ["", *(one.id for one in kit.content.leaflet.easy)], "question": [one.id for one in kit.content.questions]}
    return [Address(page, tag, form, item) for page in PATHS for tag in TAGS for form in FORMS for item in items.get(page, [""])]


def test_every_screen_is_whole_in_both_languages_and_forms(kit: Kit, visit: Visit) -> None:
    for address in addresses(kit):
        html = family.paint(PAGES, Scene(kit, visit, address)).html
        assert html.count("<h1") == 1, address
        names = re.findall(r'id="([^"]+)"', html)
        assert len(names) == len(set(names)), address
        assert "&amp;" not in html or address.language == "en" or "%3D" in html or "amp;" in "".join(re.findall(r'(?:href|src)="[^"]*"', html))


def test_every_spoken_sentence_on_every_screen_has_its_sound(kit: Kit, visit: Visit) -> None:
    for address in addresses(kit):
        html = family.paint(PAGES, Scene(kit, visit, address)).html
        assert 'data-play=""' not in html and 'data-say=""' not in html, address
        for url in re.findall(r'data-(?:say|play)="([^"]+)"', html):
            assert all(re.fullmatch(r"/sound/(cy|en)/[\w.-]+\.mp3\?v=\w+", one) for one in url.split()), url


def test_welsh_shows_as_much_and_asks_no_more_than_english(kit: Kit, visit: Visit) -> None:
    for address in addresses(kit):
        shapes = [re.findall(r"<(h1|h2|button|input|textarea|li)\b", at(kit, visit, address.page, address.item, tag, address.form)) for tag in TAGS]
        assert shapes[0] == shapes[1], address


def test_on_the_web_phone_and_email_are_links_and_on_a_kiosk_they_are_words(kit: Kit, visit: Visit, tmp_path: Path) -> None:
    for form in FORMS:
        web = at(kit, visit, "leaflet", "contact", form=form)
        assert 'href="tel:+442920871891"' in web and 'href="mailto:cardiffandvalersb@cardiff.gov.uk"' in web
        kiosk_kit = kit_in(tmp_path, place="kiosk")
        kiosk = at(kiosk_kit, kiosk_kit.visits.begin(), "leaflet", "contact", form=form)
        assert "tel:" not in kiosk and "mailto:" not in kiosk and "029 2087 1891" in kiosk


def test_what_is_typed_stays_when_the_language_and_the_form_change(kit: Kit, visit: Visit) -> None:
    at(kit, visit, "question", "q2")
    touch(kit, visit, "go", to="/question?lang=en&form=easy&question=q2", fields={"choice": "no", "text": "fy ngeiriau"})
    assert visit.address == Address("question", "en", "easy", "q2")
    view = family.paint(PAGES, Scene(kit, visit, visit.address))
    assert (view.fields["choice"], view.fields["text"]) == ("no", "fy ngeiriau")


def test_a_text_that_is_too_long_stays_on_the_page_with_a_message_and_nothing_kept_changes(kit: Kit, visit: Visit) -> None:
    at(kit, visit, "question", "q1")
    touch(kit, visit, "save", fields={"choice": "yes", "text": "short"})
    long = "a" * (TEXT_LIMIT + 1)
    touch(kit, visit, "continue", to="/question?lang=cy&question=q2", fields={"choice": "yes", "text": long})
    view = family.paint(PAGES, Scene(kit, visit, visit.address))
    assert visit.address.item == "q1" and view.fields["text"] == long
    assert kit.words["cy"]("error.text_too_long") in re.sub(r"<[^>]+>|\s+", " ", view.html).replace("  ", " ") or "rhy hir" in view.html
    assert visit.journey.answer("q1").text == "short"
    touch(kit, visit, "continue", to="/question?lang=cy&question=q2", fields={"choice": "yes", "text": "better"})
    assert visit.address.item == "q2" and visit.problem == "" and visit.journey.answer("q1").text == "better"


@pytest.mark.parametrize(
    "event",
    [
        {"do": "continue", "fields": {"choice": "<script>", "text": ""}, "to": "/check?lang=cy"},
        {"do": None, "fields": 3},
        {"do": ["go"], "to": {"x": 1}, "fields": [1]},
        {"do": "go", "to": "https://evil.example/", "fields": {}},
        {"do": "go", "to": "//evil.example/check", "fields": {}},
        {"do": "send"},
        {"do": "go", "to": "/nowhere"},
        {},
    ],
)
def test_a_manipulated_event_does_no_harm(kit: Kit, visit: Visit, event: dict[str, object]) -> None:
    at(kit, visit, "question", "q1")
    touch(kit, visit, "save", fields={"choice": "yes", "text": "kept"})
    family.react(PAGES, Scene(kit, visit, visit.address), event)
    assert visit.journey.answer("q1").text in ("kept",) and visit.journey.answer("q1").choice == "yes" and not visit.sent
    assert visit.address.url.startswith("/")


def test_the_sent_page_is_only_for_what_was_sent(kit: Kit, visit: Visit) -> None:
    assert kit.words["cy"]("sent.title") not in at(kit, visit, "sent")


def test_after_send_the_server_holds_nothing_of_what_was_said_and_back_shows_the_code_again(kit: Kit, visit: Visit) -> None:
    at(kit, visit, "question", "q1")
    touch(kit, visit, "continue", to="/check?lang=cy", fields={"choice": "yes", "text": "canary"})
    visit.journey = visit.journey.recording("q2", Recording("audio/webm", b"sound", 1))
    at(kit, visit, "check")
    touch(kit, visit, "send")
    assert visit.sent and visit.address.page == "sent"
    assert "canary" not in repr(vars(visit.journey)) and not visit.journey.answers
    assert visit.code[:4] in at(kit, visit, "check")
    touch(kit, visit, "send")
    assert len([one for one in kit.vault.entries() if one.id == visit.answers_id]) == 1


def test_when_the_vault_fails_nothing_is_lost_and_send_works_again(tmp_path: Path) -> None:
    kit = kit_in(tmp_path)
    visit = kit.visits.begin()
    at(kit, visit, "question", "q1")
    touch(kit, visit, "continue", to="/check?lang=en", fields={"choice": "yes", "text": "dear"})
    at(kit, visit, "check", tag="en")
    (tmp_path / "llais.sqlite").rename(tmp_path / "away")
    kit.vault.close()
    (tmp_path / "llais.sqlite").mkdir()
    touch(kit, visit, "send")
    assert visit.problem == "error.not_sent" and not visit.sent and visit.journey.answer("q1").text == "dear"
    (tmp_path / "llais.sqlite").rmdir()
    (tmp_path / "away").rename(tmp_path / "llais.sqlite")
    touch(kit, visit, "send")
    assert visit.sent and len(kit.vault.entries()) == 1


@pytest.mark.parametrize("page", ["before", "question", "you", "check"])
def test_with_a_wrong_recipient_your_voice_is_closed_with_the_phone_number_and_the_leaflet_is_open(tmp_path: Path, page: str) -> None:
    kit = kit_in(tmp_path, recipients="age1notakey")
    visit = kit.visits.begin()
    assert "not an age public key" in kit.closed()
    html = at(kit, visit, page)
    assert "029 2087 1891" in html and kit.words["cy"]("closed.title") in html and "<textarea" not in html
    assert kit.words["cy"]("leaflet.w0") in at(kit, visit, "leaflet", "what")


def test_a_data_folder_that_cannot_be_written_closes_your_voice_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    kit = kit_in(tmp_path / "file" / "data")
    assert "Not a directory" in kit.closed()
    assert kit.words["en"]("closed.title") in at(kit, kit.visits.begin(), "question", tag="en")
    assert kit.words["en"]("leaflet.w0") in at(kit, kit.visits.begin(), "leaflet", "what", tag="en")


def test_a_lost_pepper_closes_your_voice_before_any_code_is_made_that_the_old_ones_do_not_match(tmp_path: Path) -> None:
    kit = kit_in(tmp_path)
    visit = kit.visits.begin()
    at(kit, visit, "question", "q1")
    touch(kit, visit, "continue", to="/check?lang=en", fields={"choice": "yes"})
    at(kit, visit, "check", tag="en")
    touch(kit, visit, "send")
    (tmp_path / "pepper").unlink()
    assert "restore it from a backup" in kit_in(tmp_path).closed() and not (tmp_path / "pepper").exists()


def test_a_wiped_visit_has_a_new_token_and_nothing_in_it(kit: Kit, visit: Visit) -> None:
    at(kit, visit, "question", "q1")
    touch(kit, visit, "save", fields={"choice": "yes", "text": "canary"})
    token = visit.token
    touch(kit, visit, "wipe")
    assert visit.token != token and kit.visits.find(token) is None and kit.visits.find(visit.token) is visit
    assert "canary" not in str(vars(visit)) and visit.address.page == "start"


def test_visits_that_nobody_ends_are_forgotten_by_time(kit: Kit) -> None:
    visit = kit.visits.begin()
    visit.address, visit.touched = Address("you", "en"), visit.touched - 10_000
    assert kit.visits.idle(5_000) == [visit]
    kit.visits.end(visit)
    assert kit.visits.find(visit.token) is None and visit.address.page == "start"
