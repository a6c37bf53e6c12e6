"""What a person does in a browser, in the words of the buttons they press."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from llais import content, language, paths

SOURCE = content.load(paths.CONTENT)
WORDS = {one.tag: language.Words.load(one, SOURCE, paths.LOCALES) for one in language.languages(paths.LOCALES)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

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

    def is_on(self, key: str) -> None:
        """The heading with the words of a key is shown."""
        expect(self.page.locator("h1")).to_have_text(self.words(key))

    def sees(self, key: str, **values: object) -> None:
        """The words of a key are shown."""
        expect(self.page.get_by_text(self.words(key, **values), exact=True).first).to_be_visible()

    def checks_the_start(self) -> None:
        """The start screen is in every language; it is marked as Welsh, which is read first."""
        mine, self.tag = self.tag, "cy"
        self.checks_the_screen(bilingual=True)
        self.tag = mine

    def checks_the_screen(self, bilingual: bool = False) -> None:
        """No violation that axe finds; the right language; no English of Streamlit's own; no script error."""
        results = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
        found = results.response["violations"]
        told = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
        assert not told, (self.page.url, told)
        assert self.page.evaluate("document.documentElement.lang") == self.tag
        assert self.faults == []
        self._sees_no_foreign_english(bilingual)

    def _sees_no_foreign_english(self, bilingual: bool) -> None:
        outside = "[...document.body.children].filter(e => !['page','status','alert','root'].includes(e.id) && e.innerText?.trim() && e.checkVisibility()).map(e => e.outerHTML.slice(0, 200))"
        assert self.page.evaluate(outside) == []
        if self.tag != "en" and not bilingual:
            for other in self.page.locator("#page :lang(en)").all_inner_texts():
                assert other.strip() in ("English", ""), other
            assert not STREAMLIT_ENGLISH.search(self.page.inner_text("#page"))

    def shot(self, folder: Path, name: str) -> None:
        """Keep a picture of the screen."""
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png")
