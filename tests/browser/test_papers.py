"""Help from the middle of a question and back, by touch and by keyboard; the papers heard; the desk's list of what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import Server
from tests.browser.person import WORDS, Person

pytestmark = pytest.mark.browser


def test_help_is_two_touches_from_a_question_and_nothing_typed_is_lost(person: Person) -> None:
    person.opens(f"/question?lang={person.tag}&form=easy&question=q2")
    person.touches("button.tell_more")
    person.types("rhywbeth pwysig")
    person.page.get_by_role("link", name=person.words("foot.help"), exact=True).click()
    person.is_on("help.title")
    person.sees("sent.next_danger")
    person.checks_the_screen()
    link = person.page.get_by_role("link", name=person.words("foot.privacy"), exact=True)
    link.focus()
    person.page.keyboard.press("Enter")
    person.is_on("privacy.title")
    expect(person.page.get_by_role("link", name=person.words("foot.privacy"), exact=True)).to_have_attribute("aria-current", "page")
    assert person.page.locator("[data-voice]").count() == 1, "the time that Your Voice gives goes on"
    person.touches("button.back")
    expect(person.page.locator("#text")).to_have_value("rhywbeth pwysig")


def test_the_switch_of_language_and_of_form_keeps_the_way_back(person: Person) -> None:
    person.opens(f"/accessibility?lang={person.tag}&form=full&from=leaflet%2Fhow")
    person.touches("leaflet.easy")
    expect(person.page).to_have_url(f"{person.url}/accessibility?lang={person.tag}&form=easy&from=leaflet%2Fhow")
    other = {"cy": "en", "en": "cy"}[person.tag]
    person.page.get_by_role("button", name={"cy": "Cymraeg", "en": "English"}[other], exact=True).click()
    expect(person.page.locator("h1")).to_have_text(WORDS[other]("accessibility.title"))
    person.page.get_by_role("button", name=WORDS[other]("button.back"), exact=True).click()
    expect(person.page.locator("h1")).to_have_text(WORDS[other]("leaflet.e30"))


def test_without_script_the_papers_are_whole_and_can_be_heard(person: Person) -> None:
    context = person.page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{person.url}/privacy?lang={person.tag}&form=easy&from=question%2Fq1")
    expect(page.get_by_text(person.words("before.locked"), exact=True)).to_be_visible()
    expect(page.locator("section audio")).to_have_count(len(person.source.papers["privacy"].easy))
    page.get_by_role("link", name=person.words("foot.help"), exact=True).click()
    expect(page.locator("h1")).to_have_text(person.words("help.title"))
    context.close()


def test_the_desk_says_without_a_key_what_must_be_done_before_real_families_use_it(page: Page, serve: Callable[..., Server]) -> None:
    desk = serve(app="reviewer.py")
    for tag in ("en", "cy"):
        t = WORDS[tag]
        if tag == "en":
            page.goto(desk.url)
            page.get_by_text(t("desk.readiness"), exact=True).click()
        else:
            page.get_by_text("Cymraeg", exact=True).first.click()
        expect(page.get_by_role("heading", name=t("ready.title"))).to_be_visible(timeout=30_000)
        expect(page.get_by_text(t("ready.practice.what"), exact=True)).to_be_visible()
        expect(page.get_by_text("LLAIS_RECIPIENTS")).to_be_visible()
        expect(page.get_by_text(f"✓ {t('ready.vault.what')}", exact=True)).to_be_visible()
        assert "%(" not in page.inner_text("body")
    axe.passes_at_the_desk(page)
