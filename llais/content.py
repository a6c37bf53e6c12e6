"""What is said, in English, as data: read from content/*.toml once and checked before anything is shown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

DOMAINS = ("leaflet", "questions", "interface", "desk")
"""Each a file content/<domain>.toml and a catalog locales/<language>/LC_MESSAGES/<domain>.po."""


class ContentError(ValueError):
    """A file of content/ cannot be used. The message names the file, the id and what is wrong."""

    def __init__(self, file: str, id_: str, problem: str) -> None:
        super().__init__(f"content/{file}: {id_ + ': ' if id_ else ''}{problem}")


@dataclass(frozen=True)
class Text:
    """One string. `key` is its stable id, the context of its translations and the name of its sound."""

    key: str
    english: str
    domain: str
    spoken: str | None = None
    plural: str | None = None
    silent: bool = False


@dataclass(frozen=True)
class Sentence:
    """A string of the leaflet with its picture; `item` marks one of a list."""

    text: Text
    picture: str | None = None
    item: bool = False


@dataclass(frozen=True)
class Section:
    """One screen of the leaflet. The same ids in both forms."""

    id: str
    picture: str
    heading: Sentence
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Leaflet:
    """The leaflet in its two forms."""

    title: Text
    full: tuple[Section, ...]
    easy: tuple[Section, ...]

    def sections(self, form: str) -> tuple[Section, ...]:
        """The sections of "full" or "easy"."""
        return self.easy if form == "easy" else self.full


@dataclass(frozen=True)
class Option:
    """A picture answer."""

    id: str
    text: Text
    picture: str


@dataclass(frozen=True)
class Question:
    """One of Your Voice's questions; its words are sentences of the leaflet."""

    id: str
    number: int
    full: Text
    easy: Text
    more: Text
    options: tuple[Option, ...]

    def words(self, form: str) -> Text:
        """The question in "full" or "easy"."""
        return self.easy if form == "easy" else self.full


@dataclass(frozen=True)
class Name:
    """A name of the Board's, and whether the Board has confirmed it."""

    english: str
    welsh: str
    confirmed: bool


@dataclass(frozen=True)
class Service:
    """Facts of content/service.toml."""

    phone: str
    phone_link: str
    email: str
    words_checked: date
    exit_page: str
    names: Mapping[str, Name]


@dataclass(frozen=True)
class Content:
    """Everything that is said, and every string by its key."""

    leaflet: Leaflet
    questions: tuple[Question, ...]
    service: Service
    texts: Mapping[str, Text] = field(repr=False)


def load(folder: Path) -> Content:
    """Read and check all of content/. Raises ContentError."""
    reader = _Reader(folder, {picture.stem for picture in (folder.parent / "pictures").glob("*.svg")})
    leaflet = reader.leaflet()
    questions = reader.questions()
    for domain in ("interface", "desk"):
        reader.strings(domain)
    return Content(leaflet, questions, reader.service(), reader.texts)


class _Reader:
    """Reads one folder; keeps every string by its key on the way."""

    def __init__(self, folder: Path, pictures: set[str]) -> None:
        self.folder, self.pictures = folder, pictures
        self.texts: dict[str, Text] = {}

    def leaflet(self) -> Leaflet:
        table = self._file("leaflet.toml")
        title = self._text("leaflet", "leaflet", self._field("leaflet.toml", "", table, "title"))
        full, easy = (self._sections(self._field("leaflet.toml", "", table, form)) for form in ("full", "easy"))
        missing = {one.id for one in full} - {one.id for one in easy}
        if missing:
            raise ContentError("leaflet.toml", min(missing), "this section is missing from the Easy Read form")
        return Leaflet(title, full, easy)

    def _sections(self, tables: list[dict[str, Any]]) -> tuple[Section, ...]:
        return tuple(self._section(one) for one in tables)

    def _section(self, table: dict[str, Any]) -> Section:
        name = "leaflet.toml"
        id_ = self._field(name, "a section", table, "id")
        heading = self._sentence(self._field(name, id_, table, "heading"))
        sentences = tuple(self._sentence(one) for one in self._field(name, id_, table, "sentences"))
        return Section(id_, self._picture(name, id_, self._field(name, id_, table, "picture")), heading, sentences)

    def _sentence(self, table: dict[str, Any]) -> Sentence:
        text = self._text("leaflet", "leaflet", table)
        picture = table.get("picture")
        return Sentence(text, picture and self._picture("leaflet.toml", text.key, picture), bool(table.get("item")))

    def questions(self) -> tuple[Question, ...]:
        tables = self._field("questions.toml", "", self._file("questions.toml"), "questions")
        return tuple(self._question(number, one) for number, one in enumerate(tables, 1))

    def _question(self, number: int, table: dict[str, Any]) -> Question:
        name = "questions.toml"
        id_ = self._field(name, f"question {number}", table, "id")
        asked = [self._leaflet_text(id_, self._field(name, id_, table, form)) for form in ("full", "easy")]
        more = self._text("questions", f"question.{id_}", {"id": "more", "text": self._field(name, id_, table, "more")})
        options = tuple(self._option(id_, one) for one in self._field(name, id_, table, "options"))
        if not options:
            raise ContentError(name, id_, "has no options")
        return Question(id_, number, asked[0], asked[1], more, options)

    def _option(self, question: str, table: dict[str, Any]) -> Option:
        text = self._text("questions", f"question.{question}", table)
        picture = self._field("questions.toml", text.key, table, "picture")
        return Option(table["id"], text, self._picture("questions.toml", text.key, picture))

    def _leaflet_text(self, question: str, id_: str) -> Text:
        try:
            return self.texts[f"leaflet.{id_}"]
        except KeyError:
            raise ContentError("questions.toml", question, f"the leaflet has no sentence {id_!r}") from None

    def strings(self, domain: str) -> None:
        for key, value in _leaves(self._file(f"{domain}.toml"), ""):
            table = value if isinstance(value, dict) else {"text": value}
            self._add(domain, key, table, silent=domain == "desk")

    def service(self) -> Service:
        name, table = "service.toml", self._file("service.toml")
        facts = [self._field(name, "", table, one) for one in ("phone", "phone_link", "email", "words_checked", "exit_page")]
        if not isinstance(facts[3], date):
            raise ContentError(name, "words_checked", "is not a date like 2026-11-24")
        names = {id_: Name(**one) for id_, one in self._field(name, "", table, "names").items()}
        return Service(*facts, names=names)

    def _text(self, domain: str, prefix: str, table: dict[str, Any]) -> Text:
        id_ = self._field(f"{domain}.toml", f"{prefix}: an entry", table, "id")
        return self._add(domain, f"{prefix}.{id_}", table)

    def _add(self, domain: str, key: str, table: dict[str, Any], silent: bool = False) -> Text:
        english = self._field(f"{domain}.toml", key, table, "text")
        if not isinstance(english, str) or not english.strip():
            raise ContentError(f"{domain}.toml", key, "its text is empty")
        if key in self.texts:
            raise ContentError(f"{domain}.toml", key, "this id stands twice")
        silent = silent or bool(table.get("silent"))
        if not silent and "%(" in (table.get("spoken") or english):
            raise ContentError(f"{domain}.toml", key, "a spoken text cannot have a placeholder: give each value an entry")
        self.texts[key] = Text(key, english, domain, table.get("spoken"), table.get("plural"), silent)
        return self.texts[key]

    def _picture(self, file: str, id_: str, picture: str) -> str:
        if picture not in self.pictures:
            raise ContentError(file, id_, f"there is no pictures/{picture}.svg")
        return picture

    def _file(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.folder / name).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            raise ContentError(name, "", f"cannot be read: {problem}") from None

    @staticmethod
    def _field(file: str, id_: str, table: dict[str, Any], name: str) -> Any:
        if not isinstance(table, dict) or name not in table:
            raise ContentError(file, id_, f"{name!r} is missing")
        return table[name]


def _leaves(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Every string of nested tables with its dotted path."""
    for name, value in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, dict) and "text" not in value:
            yield from _leaves(value, key)
        else:
            yield key, value
