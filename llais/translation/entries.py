"""What a translator works on: every text of a language by its key, with all there is to know about it."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from llais import catalogs
from llais.content import DOMAINS, EASY, Content
from llais.language import SPOKEN
from llais.translation import keys, literals
from llais.translation.product import Product

FORM = "#"
"""What follows a key before the number of a plural form: "idle.count#2"."""
OK, STALE, MISSING = "ok", "stale", "missing"


@dataclass(frozen=True)
class Entry:
    """One text. `where` and `picture` are for the translator's eyes; `part` is the number of a plural form."""

    key: str
    english: str
    message: Message
    path: Path
    where: str = ""
    picture: str = ""
    part: int | None = None

    @property
    def translation(self) -> str:
        """The translation there is; empty where there is none."""
        text = self.message.string if self.part is None else self.message.string[self.part]
        return str(text or "")

    @property
    def state(self) -> str:
        """Whether somebody must look at it."""
        if not self.translation:
            return MISSING
        return STALE if self.message.fuzzy else OK


class Entries:
    """All entries of one language, as of today's English. Raises LanguageError, ContentError."""

    def __init__(self, product: Product, tag: str) -> None:
        self.tag, self.source = tag, product.source
        self.catalogs: dict[Path, Catalog] = {}
        names = {file.stem for file in (product.root / "pictures").glob("*.svg")}
        self._used = keys.uses(product.source, literals.literals(product.root))
        self._pictures = _pictures(product.source) | dict(keys.pictures(product.root, names))
        self._places = _places(product.source)
        self.by_domain = {domain: list(self._read(product, domain)) for domain in DOMAINS}
        self.by_key = {one.key: one for entries in self.by_domain.values() for one in entries}

    def _read(self, product: Product, domain: str) -> Iterator[Entry]:
        path = product.path(self.tag, domain)
        catalog = catalogs.updated(product.catalog(self.tag, domain), product.source, domain)
        self.catalogs[path] = catalog
        for message in catalog:
            if message.id:
                yield from self._entries(message, path, catalog)

    def _entries(self, message: Message, path: Path, catalog: Catalog) -> Iterator[Entry]:
        context = str(message.context)
        base = context.removesuffix(SPOKEN)
        where = self._where(base) + (", said aloud: in words, without digits" if context != base else "")
        picture = self._pictures.get(base, "")
        if not isinstance(message.id, tuple):
            yield Entry(context, message.id, message, path, where, picture)
            return
        for part, numbers in enumerate(_numbers(catalog)):
            english = message.id[0] if numbers == [1] else message.id[1]
            told = f"{where}, for {', '.join(map(str, numbers))}"
            yield Entry(f"{context}{FORM}{part}", english, message, path, told, picture, part)

    def _where(self, key: str) -> str:
        if key.endswith(EASY):
            return f"{self._where(key.removesuffix(EASY))}, in Easy Read"
        if key in self._places:
            return self._places[key]
        screens = [Path(file).stem.replace("_", " ") for file in self._used.get(key, ())]
        return f"screen: {', '.join(dict.fromkeys(screens))}" if screens else ""


def _numbers(catalog: Catalog) -> list[list[int]]:
    """For each plural form the first numbers it is for."""
    form = gettext.c2py(catalog.plural_expr)
    return [[n for n in range(101) if form(n) == part][:4] for part in range(catalog.num_plurals)]


def _pictures(source: Content) -> dict[str, str]:
    papers = [section for paper in source.papers.values() for section in (*paper.full, *paper.easy)]
    sections = (*papers, *source.leaflet.full, *source.leaflet.easy)
    sentences = (one for section in sections for one in (section.heading, *section.sentences))
    options = {option.text.key: option.picture for question in source.questions for option in question.options}
    own = {key: text.picture for key, text in source.texts.items() if text.picture}
    return own | {one.text.key: one.picture for one in sentences if one.picture} | options


def _places(source: Content) -> dict[str, str]:
    """Where the leaflet's and the questions' texts stand."""
    found = {source.leaflet.title.key: "leaflet, its title"}
    for form, name in (("full", "full leaflet"), ("easy", "Easy Read leaflet")):
        for section in source.leaflet.sections(form):
            found[section.heading.text.key] = f"{name}, section “{section.id}”, heading"
            found |= {one.text.key: f"{name}, section “{section.id}”" for one in section.sentences}
    for question in source.questions:
        found[question.more.key] = f"question {question.number}, above the field"
        found |= {option.text.key: f"question {question.number}, answer to it" for option in question.options}
    return found | _papers(source)


def _papers(source: Content) -> dict[str, str]:
    """Where the texts of the papers stand; one that is used from elsewhere keeps its own place."""
    found: dict[str, str] = {}
    for name, paper in source.papers.items():
        found[paper.title.key] = f"paper “{name}”, its title"
        for form, sections in (("full", paper.full), ("Easy Read", paper.easy)):
            for section in sections:
                said = (section.heading, *section.sentences)
                own = (one.text.key for one in said if one.text.domain == "papers")
                found |= {key: found.get(key, f"paper “{name}”, {form}, section “{section.id}”") for key in own}
    return found


def pairs(entries: Entries) -> Iterator[tuple[Entry | None, Entry | None]]:
    """The leaflet's texts, full and Easy Read side by side where a sentence is in both, each with its spoken form below."""
    for full, easy in _paired(entries.source):
        yield entries.by_key.get(full), entries.by_key.get(easy)
        spoken = entries.by_key.get(full + SPOKEN), entries.by_key.get(easy + SPOKEN)
        if any(spoken):
            yield spoken


def _paired(source: Content) -> Iterator[tuple[str, str]]:
    """Section by section: the headings, the questions, and then what only one form has."""
    full = {section.id: section for section in source.leaflet.full}
    same = {question.full.key: question.easy.key for question in source.questions}
    yield source.leaflet.title.key, ""
    for section in source.leaflet.easy:
        other = full.get(section.id)
        yield (other.heading.text.key if other else ""), section.heading.text.key
        for one in other.sentences if other else ():
            yield one.text.key, same.get(one.text.key, "")
        yield from (("", one.text.key) for one in section.sentences if one.text.key not in same.values())
