"""When things are not as they should be: closed, gone, away and back again."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
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
