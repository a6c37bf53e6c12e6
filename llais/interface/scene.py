"""What a page works with: the visit, where it is, its words and pictures; and what it gives back, a View."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from llais.content import Sentence
from llais.interface import qr, voice_markup
from llais.interface.address import STOPS, Address
from llais.interface.kit import Kit
from llais.interface.visit import Visit
from llais.interface.voice_markup import Marks
from llais.language import Language, Words
from llais.paths import ROOT

_TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / "llais" / "interface" / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def template(name: str) -> Template:
    """A template by its file's name."""
    return _TEMPLATES.get_template(name)


@dataclass(frozen=True)
class View:
    """One screen, ready to be painted: by the server's first answer or by the bridge in the browser."""

    address: Address
    language: str
    direction: str
    title: str
    html: str = field(repr=False)
    fields: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def signature(self) -> str:
        """Tells the browser whether it already shows this."""
        return hashlib.sha256((self.address.url + self.html).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Bar:
    """The buttons at the foot of a page: always the same ones in the same place."""

    back: Address | None = None
    onward: Address | None = None
    onward_key: str = "button.continue"
    act: str = "go"
    """What the browser reports when onward is touched: "go" for a mere link, else the page acts on it."""
    next: tuple[str, ...] = ()
    """The keys of what is heard on the page to which onward leads: fetched while this one is read aloud."""


@dataclass
class Scene:
    """A visit at an address."""

    kit: Kit
    visit: Visit
    address: Address
    explained: list[str] = field(default_factory=list)
    """The ids of the hard words that can be touched on this screen, each once."""

    @cached_property
    def language(self) -> Language:
        """The language of the page; Welsh on the start screen, which is in all of them."""
        return self.kit.language(self.address.language or self.kit.tags[0])

    @property
    def words(self) -> Words:
        """The words of this page's language."""
        return self.kit.words[self.language.tag]

    @property
    def form(self) -> str:
        """"full" or "easy"."""
        return self.address.form

    @property
    def kiosk(self) -> bool:
        """Whether this is a screen that strangers share."""
        return self.kit.settings.place == "kiosk"

    def view(self, name: str, title: str, bar: Bar, fields: dict[str, str] | None = None, **context: Any) -> View:
        """The page of a template. `title` is the key of its first heading, or text that is already in the language."""
        heading = self.words(title) if title in self.kit.content.texts else title
        html = template(name).render(s=self, bar=bar, heading=heading, **context)
        named = f"{heading} – {self.words('service.name')}"
        return View(self.address, self.language.tag, self.language.direction, named, html, fields or {})

    def t(self, key: str, **values: object) -> str:
        """The text of a key in this form, for a place where it is not read aloud by itself."""
        return self.words(self.kit.content.in_form(key, self.form), **values)

    def say(self, key: str, language: str = "", hard: str = r"\1") -> Markup:
        """The text of a key in this form, each of its sentences with its sound."""
        tag, said = language or self.language.tag, self.kit.content.in_form(key, self.form)
        return voice_markup.sentences(self.kit.words[tag], self.kit.manifest, said, Marks(self._links, hard))

    def explain(self, key: str) -> Markup:
        """The same, and in Easy Read its hard word can be touched: the first time that it stands on the screen."""
        hard = self.kit.content.hard.get(self.kit.content.in_form(key, self.form))
        if self.form != "easy" or not hard:
            return self.say(key)
        if hard in self.explained:
            return self.say(key, hard=r"<b>\1</b>")
        self.explained.append(hard)
        return self.say(key, hard=rf'<button type="button" class="hard" popovertarget="hard-{hard}">\1</button>')

    def beside(self, key: str) -> Markup:
        """The picture that Easy Read has beside a text; nothing in full."""
        return self.picture(self.kit.content.texts[key].picture) if self.form == "easy" else Markup("")

    def counts(self, key: str, most: int) -> str:
        """A plural for 0 to `most`, as JSON: scripts count, and every language has its own forms."""
        return json.dumps([self.words.plural(key, n) for n in range(most + 1)], ensure_ascii=False)

    @property
    def stops_here(self) -> bool:
        """Whether one can stop on this page and come back later."""
        return self.address.page in STOPS

    def sentence(self, sentence: Sentence) -> Markup:
        """A sentence of the leaflet or of a paper with its sound."""
        return self.explain(sentence.text.key)

    def date(self, day: date) -> Markup:
        """A date with its sound: day, month and year are three clips."""
        parts = (f"date.day.{day.day}", f"date.month.{day.month}", f"date.year.{day.year}")
        return voice_markup.clips(self.words.date(day), self.kit.manifest, self.language.tag, parts)

    def digits(self, digits: str) -> list[str]:
        """The sounds of digits, one after the other."""
        return [voice_markup.url(self.kit.manifest, self.language.tag, f"digit.{digit}") for digit in digits]

    def sound(self, key: str, language: str = "") -> str:
        """The URL of the sound of a key."""
        return voice_markup.url(self.kit.manifest, language or self.language.tag, key)

    def sounds(self, *keys: str) -> list[str]:
        """The URLs of all sentences of these keys."""
        said = (self.kit.content.in_form(key, self.form) for key in keys)
        return [url for key in said for url in voice_markup.urls(self.kit.manifest, self.language.tag, key)]

    def audio(self, *keys: str, language: str = "") -> Markup:
        """A native player of these keys in one go, for a browser in which no script runs."""
        tag = language or self.language.tag
        query = urlencode([("key", self.kit.content.in_form(key, self.form)) for key in keys])
        return Markup('<audio controls preload="none" lang="{}" src="/sound/{}/together.mp3?{}"></audio>').format(tag, tag, query)

    @property
    def album(self) -> str:
        """The URL of the leaflet as one sound, in this language and form."""
        return f"/leaflet.mp3?{urlencode({'lang': self.language.tag, 'form': self.form})}"

    def picture(self, name: str | None) -> Markup:
        """A picture, in the page itself."""
        return Markup(self.kit.picture(name)) if name else Markup("")

    @property
    def prints(self) -> bool:
        """Whether there is something to print with: at home it is the visitor's own affair."""
        return not self.kiosk or bool(self.kit.settings.printer)

    @property
    def take_home(self) -> Markup:
        """On a kiosk, the square that leads a phone to the leaflet at home; nothing where there is no such address."""
        base = self.kit.settings.public_url.rstrip("/")
        leaflet = self.address.to("leaflet").url
        return qr.svg(base + leaflet) if self.kiosk and base else Markup("")

    @property
    def others(self) -> list[Address]:
        """This very place in each other language."""
        tags = [one.tag for one in self.kit.languages if one.tag != self.language.tag]
        return [self.address.using(language=tag) for tag in tags] if self.address.language else []

    @property
    def foot(self) -> list[Address]:
        """This place, to lead from to help and to the papers: in every language where the page is in all of them."""
        tags = (self.language.tag,) if self.address.language else self.kit.tags
        return [self.address.using(language=tag) for tag in tags]

    @property
    def tool_languages(self) -> tuple[Language, ...]:
        """The languages in which the tools of this page are offered: all, where the page is in none."""
        return (self.language,) if self.address.language else self.kit.languages

    def settings(self, tag: str) -> Address:
        """The settings in a language, with the way back to this very place."""
        return Address("settings", tag, self.form, self.address.place)

    @property
    def _links(self) -> dict[str, str]:
        """What becomes a link: on a kiosk nothing, for a link would lead out of it."""
        service = self.kit.content.service
        return {} if self.kiosk else {service.phone: service.phone_link, service.email: f"mailto:{service.email}"}
