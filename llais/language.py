"""The words of each language: catalogs read from .po at start and compiled in memory; dates, plurals, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from llais.content import DOMAINS, MARKED, Content, Text
from llais.fault import Fault

SOURCE = "en"
REGION = {"en": "en-GB", "cy": "cy-GB"}
"""Where a language's dates are written as here."""
STALE = "no translation of today's English: run make catalogs, then translate it"
SPOKEN = "|spoken"
"""What follows the key in the context of a spoken form."""
_SENTENCE_END = re.compile(r"(?<=[.?!؟۔।])\s+(?=[‘“«]?(?:\*\*)?[^\W\d_a-zß-öø-ÿŵŷ])")
"""After a stop, before a letter that is not a small one: many scripts have no small ones."""
_PLACEHOLDER = re.compile(r"%\(\w+\)s")


class LanguageError(ValueError):
    """A catalog cannot be used. The message names the file, the key and what is wrong."""


@dataclass(frozen=True)
class Language:
    """A language the app speaks."""

    tag: str
    name: str
    direction: str


@dataclass(frozen=True)
class Line:
    """One sentence as it is shown and as it is spoken. `part` counts the sentences of a key from 0."""

    key: str
    part: int
    text: str
    spoken: str


def languages(locales: Path) -> tuple[Language, ...]:
    """Every language there is a catalog for, and English: Welsh first, English next, then the others."""
    tags = {folder.parent.name for folder in locales.glob("*/LC_MESSAGES")} | {SOURCE}
    order = ["cy", SOURCE]
    ranked = sorted(tags, key=lambda tag: (order.index(tag) if tag in order else len(order), tag))
    return tuple(_language(tag) for tag in ranked)


def _language(tag: str) -> Language:
    locale = Locale.parse(tag, sep="-")
    name = locale.get_display_name(tag) or tag
    return Language(tag, name[0].upper() + name[1:], locale.text_direction)


def cut(text: str) -> tuple[str, ...]:
    """A text's sentences."""
    return tuple(_SENTENCE_END.split(text))


class Words:
    """All strings of one language, by their keys."""

    def __init__(self, language: Language, content: Content, translations: dict[str, NullTranslations]) -> None:
        self.language = language
        self.source = content
        self._texts = content.texts
        self._translations = translations
        self._shown = {key: self._translate(text, key, text.english) for key, text in content.texts.items()}
        self._locale = Locale.parse(REGION.get(language.tag, language.tag), sep="-")

    @classmethod
    def load(cls, language: Language, content: Content, locales: Path) -> Words:
        """Read and check the catalogs of a language. Raises LanguageError."""
        if language.tag == SOURCE:
            return cls(language, content, {domain: NullTranslations() for domain in DOMAINS})
        folder = locales / language.tag / "LC_MESSAGES"
        catalogs = {domain: read(folder / f"{domain}.po", language.tag) for domain in DOMAINS}
        problems = [found for domain, catalog in catalogs.items() for found in faults(content, domain, catalog, language.tag)]
        if problems:
            raise LanguageError("\n  ".join(map(str, problems)))
        return cls(language, content, {domain: _compile(catalog) for domain, catalog in catalogs.items()})

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key as it is shown. Raises KeyError for a key that content/ does not have."""
        text = self._shown[key].replace("**", "")
        return text % values if values else text

    def marked(self, key: str) -> str:
        """The text with ** about its hard words."""
        return self._shown[key]

    def plural(self, key: str, n: int) -> str:
        """The form for a number."""
        text = self._texts[key]
        translations = self._translations[text.domain]
        return translations.npgettext(key, text.english, text.plural or text.english, n) % {"n": n}

    def lines(self, key: str) -> tuple[Line, ...]:
        """The sentences of a key, as shown and as spoken. One line where a spoken form has other sentences than the text."""
        text, shown = self._texts[key], self(key)
        spoken = self._translate(text, key + SPOKEN, text.spoken) if text.spoken else shown
        if len(cut(shown)) != len(cut(spoken)):
            return (Line(key, 0, shown, spoken),)
        pairs = zip(cut(shown), cut(spoken), strict=True)
        return tuple(Line(key, part, sentence, said) for part, (sentence, said) in enumerate(pairs))

    def date(self, day: date) -> str:
        """A date, long: 22 Tachwedd 2026."""
        return format_date(day, "long", locale=self._locale)

    def _translate(self, text: Text, context: str, english: str) -> str:
        return self._translations[text.domain].pgettext(context, english)


def read(path: Path, tag: str) -> Catalog:
    """A catalog. Raises LanguageError when it is not there or not a catalog."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=tag.replace("-", "_"), abort_invalid=True)
    except (OSError, PoFileError, UnicodeDecodeError, ValueError) as problem:
        raise LanguageError(f"{_short(path)}: cannot be read: {problem}") from None


def expected(text: Text) -> Iterator[tuple[str, str | tuple[str, str]]]:
    """What a catalog must hold for a string: (context, English) of its text and of its spoken form."""
    yield text.key, (text.english, text.plural) if text.plural else text.english
    if text.spoken:
        yield text.key + SPOKEN, text.spoken


def faults(content: Content, domain: str, catalog: Catalog, tag: str) -> Iterator[Fault]:
    """What makes a catalog useless: the app does not start with it."""
    file = catalog_file(tag, domain)
    for text in content.texts.values():
        for context, english in expected(text) if text.domain == domain else ():
            message = catalog.get(english, context)
            wrong = problem(message, tag) if message else STALE
            if wrong:
                yield Fault(file, context, wrong)


def catalog_file(tag: str, domain: str) -> str:
    """A catalog's path below the product's folder."""
    return f"locales/{tag}/LC_MESSAGES/{domain}.po"


def problem(message: Message, tag: str) -> str:
    """Why a translation cannot be used; empty when it can."""
    translations = message.string if isinstance(message.string, tuple) else (message.string,)
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = {one for source in sources for one in _PLACEHOLDER.findall(source)}
    if not all(translations):
        return "no translation: translate it"
    if message.fuzzy:
        return "marked fuzzy: look at it, and take the mark away"
    if any(set(_PLACEHOLDER.findall(one)) != wanted for one in translations):
        return "its placeholders differ from the English ones: take them over as they are"
    if any(len(MARKED.findall(one)) != len(MARKED.findall(sources[0])) for one in translations):
        return "it marks other hard words than the English: put ** about the same ones"
    if any(re.search(r"TODO|PLACEHOLDER|XXX", one) for one in translations):
        return "it is only a placeholder: translate it"
    return "it has & (write a or ac)" if tag == "cy" and any("&" in one for one in translations) else ""


def _compile(catalog: Catalog) -> NullTranslations:
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return GNUTranslations(file)


def _short(path: Path) -> str:
    return "/".join(path.parts[-4:])
