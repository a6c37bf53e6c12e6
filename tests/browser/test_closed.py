"""When things are not as they should be: closed, gone, away and back again."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, start
from tests.browser.person import Person

pytestmark = pytest.mark.browser


def test_with_a_wrong_recipient_your_voice_is_closed_and_the_leaflet_is_open(serve: Callable[..., Server], page: Page) -> None:
    server = serve(LLAIS_RECIPIENTS="age1wrong")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/healthz")
    assert refused.value.code == 503 and "age1wrong" in json.loads(refused.value.read())["reason"]
    for tag in ("cy", "en"):
        person = Person(page, server.url, tag)
        person.opens(f"/home?lang={tag}")
        person.touches("home.voice")
        person.is_on("closed.title")
        person.sees("phone.number")
        person.checks_the_screen()
        person.touches("home.leaflet")
        person.is_on("leaflet.t1")


def test_a_page_that_is_not_there_says_so_in_both_languages_and_leads_home(page: Page, server: Server) -> None:
    person = Person(page, server.url, "cy")
    assert page.goto(server.url + "/dim-yma").status == 404
    page.wait_for_timeout(300)
    person.checks_the_screen(bilingual=True)
    page.get_by_role("link", name="Hafan").click()
    person.is_ready()
    expect(page.locator("h1")).to_contain_text("Dewiswch eich iaith")


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_a_server_that_was_killed_and_comes_back_finds_the_words_that_stand_on_the_page(page: Page, tmp_path: Path, tag: str) -> None:
    server = start(tmp_path)
    person = Person(page, server.url, tag)
    person.opens(f"/question?lang={tag}&question=q2")
    person.chooses("question.q2.yes")
    person.types("gair olaf")
    server.kill()
    expect(page.locator("#alert")).to_have_text(person.words("error.connection"), timeout=15_000)
    person.checks_the_screen()
    again = start(tmp_path, port=str(server.port))
    expect(page.locator("#alert")).to_be_hidden(timeout=30_000)
    person.touches("button.continue")
    expect(page.locator("#alert")).to_have_text(person.words("error.lost"), timeout=15_000)
    person.is_on("leaflet.v2")
    expect(page.locator("#text")).to_have_value("gair olaf")
    person.touches("button.continue")
    person.is_on("leaflet.v3")
    person.touches("button.back")
    expect(page.locator("#text")).to_have_value("gair olaf")
    again.stop()
