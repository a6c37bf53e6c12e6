"""What a person does in a browser, in the words of the buttons they press."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from llais import content, language, paths
from llais.interface.address import Address
from tests.browser import axe

SOURCE = content.load(paths.CONTENT)
WORDS = {one.tag: language.Words.load(one, SOURCE, paths.LOCALES) for one in language.languages(paths.LOCALES)}
LINK = "url => { const link = document.createElement('a'); link.dataset.do = 'go'; link.href = url; document.getElementById('page').append(link); link.click(); link.remove(); }"
SHOWN = "url => location.pathname + location.search === url && document.querySelector('#page[aria-busy=false]')"
OUTSIDE = "[...document.body.children].filter(e => !['page','status','alert','root'].includes(e.id) && e.innerText?.trim() && e.checkVisibility()).map(e => e.outerHTML.slice(0, 200))"

STREAMLIT_ENGLISH = re.compile(
    r"Running|Connecting|Skip to main|Deploy|Rerun|Made with|Streamlit|Page not found|Link to heading|Press|Stop\b|Error",
)


class Person:
    """One person with one tab, in one language."""

    def __init__(self, page: Page, url: str, tag: str) -> None:
        self.page, self.url, self.tag = page, url, tag
        self.words = WORDS[tag]
        self.source = SOURCE
        self.name = {"cy": "Cymraeg", "en": "English"}[tag]
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda line: self.faults.append(line.text) if "Content Security" in line.text else None)

    def opens(self, path: str = "/") -> None:
        """Open a page and wait until the line to the server stands."""
        self.page.goto(self.url + path)
        self.is_ready()

    def is_ready(self) -> None:
        """The first screen came over the line."""
        self.page.wait_for_selector("#page[aria-busy=false]", timeout=20_000)

    def goes(self, page: str, item: str = "", form: str = "full") -> None:
        """To a page, as a link on this one leads there: without a new document."""
        url = Address(page, self.tag, form, item).url
        self.page.evaluate(LINK, url)
        self.page.wait_for_function(SHOWN, arg=url)

    def button(self, key: str, **values: object) -> Locator:
        """The button with the words of a key, and no other."""
        return self.page.get_by_role("button", name=self.words(key, **values), exact=True)

    def touches(self, key: str, **values: object) -> None:
        """Touch a button."""
        self.button(key, **values).click()

    def chooses(self, key: str) -> None:
        """Touch a picture answer."""
        self.page.get_by_role("radio", name=self.words(key), exact=True).check()

    def types(self, text: str) -> None:
        """Type into the answer."""
        self.page.locator("#text").fill(text)

    def is_on(self, key: str, patience: float = 5) -> None:
        """The heading with the words of a key is shown, within so many seconds."""
        expect(self.page.locator("h1")).to_have_text(self.words(key), timeout=patience * 1000)

    def sees(self, key: str, **values: object) -> None:
        """The words of a key are shown."""
        expect(self.page.get_by_text(self.words(key, **values), exact=True).first).to_be_visible()

    def checks_the_screen(self) -> None:
        """No finding of axe's; the right language; nothing foreign; no script error. For what screens.py does not list."""
        told = axe.told(axe.run(self.page))
        assert not told, (self.page.url, told)
        assert self.page.evaluate("document.documentElement.lang") == self.tag
        assert self.faults == []
        assert self.foreign_english() == ""

    def foreign_english(self, bilingual: bool = False) -> str:
        """Words on the screen that are not ours, or not in its language; empty where there are none."""
        strange = self.page.evaluate(OUTSIDE)
        if self.tag != "en" and not bilingual:
            strange += [one for one in self.page.locator("#page :lang(en)").all_inner_texts() if one.strip() not in ("English", "")]
            strange += STREAMLIT_ENGLISH.findall(self.page.inner_text("#page"))
        return "; ".join(strange)

    def shot(self, folder: Path, name: str) -> None:
        """Keep a picture of the screen."""
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png")
