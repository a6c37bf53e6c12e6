"""Where a visitor is: the page, its language and form. All that may ever stand in a URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from llais.content import FORMS, PAPERS

_ITEM = re.compile(r"[\w/-]{0,64}")
"""What an item looks like. Another stands for none: it would stand in a page, and pages are kept for a while."""
BESIDE = "from"
"""The parameter of the pages beside the way: they lead back to where one was."""

PAGES: Mapping[str, str] = {
    "start": "",
    "home": "",
    "leaflet": "section",
    "before": "",
    "card": "",
    "question": "question",
    "you": "",
    "check": "",
    "sent": "",
    "later": "",
    "come-back": "",
    "more": "",
    "reach": "",
    "withdraw": "",
    **dict.fromkeys(PAPERS, BESIDE),
    "settings": "from",
}
"""Every page by its path, with the name of the parameter that says which section or question, or whence one came."""

STOPS = ("question", "you", "check")
"""The pages on which one can stop and come back later."""


@dataclass(frozen=True)
class Address:
    """A page in a language and form. `item` is a section's or a question's id, where the page has one."""

    page: str
    language: str = ""
    form: str = "full"
    item: str = ""

    @property
    def path(self) -> str:
        """The path of the page, as in the first line of a request."""
        return "/" if self.page == "start" else f"/{self.page}"

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the URL, in a fixed order."""
        if self.page == "start":
            return {}
        pairs = {"lang": self.language, "form": self.form, PAGES.get(self.page, ""): self.item}
        return {name: value for name, value in pairs.items() if name and value}

    @property
    def url(self) -> str:
        """Path and query."""
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def place(self) -> str:
        """What is asked here, whatever the language and form: "question/q1"."""
        return f"{self.page}/{self.item}"

    def to(self, page: str, item: str = "") -> Address:
        """Another page in the same language and form."""
        return replace(self, page=page, item=item)

    def beside(self, page: str) -> Address:
        """A page beside the way, from which Back leads to this place again."""
        return self.to(page, self.item if PAGES.get(self.page) == BESIDE else self.place)

    @property
    def origin(self) -> Address:
        """Where a page beside the way leads back to; home where it names no place."""
        page, _, item = self.item.partition("/")
        if page == START.page:
            return START
        return self.to(page, item) if PAGES.get(page, BESIDE) != BESIDE else self.to("home")

    def using(self, **change: str) -> Address:
        """The same place in another language or form."""
        return replace(self, **change)


START = Address("start")


def parse(url: str, languages: tuple[str, ...]) -> Address | None:
    """The address a path and query stand for; the start where no known language is named; None for an unknown path."""
    try:
        parts = urlsplit(url)
    except ValueError:  # half an address of the network, as in //[
        return None
    page = parts.path.strip("/") or "start"
    if page not in PAGES:
        return None
    query = dict(parse_qsl(parts.query))
    language = query.get("lang", "")
    if page == "start" or language not in languages:
        return START
    form, item = query.get("form", "full"), query.get(PAGES[page], "") if PAGES[page] else ""
    return Address(page, language, form if form in FORMS else "full", item if _ITEM.fullmatch(item) else "")
