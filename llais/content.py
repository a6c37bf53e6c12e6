"""What is said, in English, as data: read from content/*.toml once and checked before anything is shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from llais.service import FACTS, Fact, Name, Prepared, Service, Signature

DOMAINS = ("leaflet", "questions", "interface", "desk", "papers")
"""Each a file content/<domain>.toml and a catalog locales/<language>/LC_MESSAGES/<domain>.po."""


FORMS = ("full", "easy")
PAPERS = ("help", "accessibility", "privacy", "about")
"""The papers the law asks for."""
STATES = ("unequal", "incomplete", "computer")
"""How the sound may stand: what a sentence of a paper can depend on."""
EASY = ".easy"
"""What follows the key of a text in the key of what Easy Read says instead."""
MARKED = re.compile(r"\*\*(.+?)\*\*")
"""A hard word in a text."""
HARD = "hard"
"""The table of interface.toml that says what each hard word means: hard.<id>.word, hard.<id>.means."""


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
    picture: str | None = None
    """What stands beside it in Easy Read."""


@dataclass(frozen=True)
class Sentence:
    """A string of the leaflet or of a paper with its picture; `item` marks one of a list."""

    text: Text
    picture: str | None = None
    item: bool = False
    when: str = ""
    """It is shown only while this state holds, or when this fact is confirmed."""
    until: str = ""
    """It is shown only until this fact is confirmed."""
    dated: bool = False
    """The day on which its paper was prepared follows."""


@dataclass(frozen=True)
class Section:
    """One screen of the leaflet. The same ids in both forms."""

    id: str
    picture: str
    heading: Sentence
    sentences: tuple[Sentence, ...]

    @property
    def runs(self) -> list[tuple[bool, list[Sentence]]]:
        """Its sentences, those of a list together: whether they are one, and which."""
        return [(item, list(run)) for item, run in groupby(self.sentences, key=lambda one: one.item)]

    @property
    def keys(self) -> tuple[str, ...]:
        """All that is said in it, in order."""
        return tuple(one.text.key for one in (self.heading, *self.sentences))


@dataclass(frozen=True)
class Leaflet:
    """The leaflet, or a paper, in its two forms."""

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
class Content:
    """Everything that is said, and every string by its key."""

    leaflet: Leaflet
    questions: tuple[Question, ...]
    service: Service
    texts: Mapping[str, Text] = field(repr=False)
    papers: Mapping[str, Leaflet] = field(repr=False)
    hard: Mapping[str, str] = field(repr=False)
    """The id of the hard word that is marked in a text, by the text's key."""

    def in_form(self, key: str, form: str) -> str:
        """The key of what a form says for this one."""
        return key + EASY if form == "easy" and key + EASY in self.texts else key


def load(folder: Path) -> Content:
    """Read and check all of content/. Raises ContentError."""
    reader = _Reader(folder, {picture.stem for picture in (folder.parent / "pictures").glob("*.svg")})
    leaflet = reader.leaflet()
    questions = reader.questions()
    for domain in ("interface", "desk"):
        reader.strings(domain)
    papers = dict(reader.papers())
    return Content(leaflet, questions, reader.service(), reader.texts, papers, dict(reader.hard()))


class _Reader:
    """Reads one folder; keeps every string by its key on the way."""

    def __init__(self, folder: Path, pictures: set[str]) -> None:
        self.folder, self.pictures = folder, pictures
        self.texts: dict[str, Text] = {}

    def leaflet(self) -> Leaflet:
        table = self._file("leaflet.toml")
        title = self._text("leaflet", "leaflet", self._field("leaflet.toml", "", table, "title"))
        full, easy = (self._sections(self._field("leaflet.toml", "", table, form)) for form in FORMS)
        missing = {one.id for one in full} - {one.id for one in easy}
        if missing:
            raise ContentError("leaflet.toml", min(missing), "this section is missing from the Easy Read form")
        return Leaflet(title, full, easy)

    def _sections(self, tables: list[dict[str, Any]]) -> tuple[Section, ...]:
        return tuple(self._section("leaflet", "leaflet", one) for one in tables)

    def _section(self, domain: str, prefix: str, table: dict[str, Any]) -> Section:
        name = f"{domain}.toml"
        id_ = self._field(name, "a section", table, "id")
        heading = self._sentence(domain, prefix, self._field(name, id_, table, "heading"))
        sentences = tuple(self._sentence(domain, prefix, one) for one in self._field(name, id_, table, "sentences"))
        return Section(id_, self._picture(name, id_, self._field(name, id_, table, "picture")), heading, sentences)

    def _sentence(self, domain: str, prefix: str, table: dict[str, Any]) -> Sentence:
        name, text = f"{domain}.toml", self._shared(table["use"]) if "use" in table else self._text(domain, prefix, table)
        picture, when, until = table.get("picture"), table.get("when", ""), table.get("until", "")
        if when not in ("", *STATES, *FACTS) or until not in ("", "names", *FACTS):
            raise ContentError(name, text.key, f"nothing is known of {when or until!r}")
        shown = picture and self._picture(name, text.key, picture)
        return Sentence(text, shown, bool(table.get("item")), when, until, bool(table.get("dated")))

    def _shared(self, key: str) -> Text:
        if key not in self.texts:
            raise ContentError("papers.toml", key, "there is no such text to use")
        return self.texts[key]

    def papers(self) -> Iterator[tuple[str, Leaflet]]:
        name, file = "papers.toml", self._file("papers.toml")
        if set(file) != set(PAPERS):
            raise ContentError(name, "", f"it has {', '.join(file)} instead of {', '.join(PAPERS)}")
        for id_, table in file.items():
            title = self._text("papers", id_, {"id": "title"} | _table(self._field(name, id_, table, "title")))
            tables = self._field(name, id_, table, "sections")
            sections = [self._section("papers", id_, one) for one in tables]
            yield id_, Leaflet(title, *(_in_form(form, sections, tables) for form in FORMS))

    def hard(self) -> Iterator[tuple[str, str]]:
        word = re.compile(rf"{HARD}\.(\w+)\.word")
        known = {text.english.casefold(): found[1] for key, text in self.texts.items() if (found := word.fullmatch(key))}
        for text in self.texts.values():
            marked = MARKED.findall(text.english)
            if len(marked) > 1:
                raise ContentError(f"{text.domain}.toml", text.key, "has more than one hard word")
            if marked and marked[0].casefold() not in known:
                raise ContentError(f"{text.domain}.toml", text.key, f"nothing under [{HARD}] says what {marked[0]!r} means")
            if marked:
                yield text.key, self._explained(known[marked[0].casefold()])

    def _explained(self, id_: str) -> str:
        means = self.texts.get(f"{HARD}.{id_}.means")
        if means is None or not means.picture:
            raise ContentError("interface.toml", f"{HARD}.{id_}", "give means = { text = …, picture = … }")
        return id_

    def questions(self) -> tuple[Question, ...]:
        tables = self._field("questions.toml", "", self._file("questions.toml"), "questions")
        return tuple(self._question(number, one) for number, one in enumerate(tables, 1))

    def _question(self, number: int, table: dict[str, Any]) -> Question:
        name = "questions.toml"
        id_ = self._field(name, f"question {number}", table, "id")
        asked = [self._leaflet_text(id_, self._field(name, id_, table, form)) for form in ("full", "easy")]
        more = self._text("questions", f"question.{id_}", {"id": "more"} | _table(self._field(name, id_, table, "more")))
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
            self._add(domain, key, _table(value), silent=domain == "desk")

    def service(self) -> Service:
        name, table = "service.toml", self._file("service.toml")
        given = [self._field(name, "", table, one) for one in ("phone", "phone_link", "email", "words_checked", "exit_page")]
        if not isinstance(given[3], date):
            raise ContentError(name, "words_checked", "is not a date like 2026-11-24")
        names = {id_: Name(**one) for id_, one in self._field(name, "", table, "names").items()}
        facts = {id_: self._fact(id_, self._field(name, "", table, "facts")) for id_ in FACTS}
        papers = {id_: self._prepared(id_, one) for id_, one in table.get("papers", {}).items()}
        signed = {tag: self._signature(tag, one) for tag, one in table.get("signed", {}).items()}
        return Service(*given, names=names, facts=facts, papers=papers, signed=signed)

    def _fact(self, id_: str, facts: dict[str, Any]) -> Fact:
        table = self._field("service.toml", f"facts.{id_}", facts, id_)
        if not self._field("service.toml", f"facts.{id_}", table, "confirmed"):
            return Fact(False)
        return Fact(True, *self._fields(f"facts.{id_}", table, ("by", "on")))

    def _prepared(self, id_: str, table: dict[str, Any]) -> Prepared:
        (on,) = self._fields(f"papers.{id_}", table, ("on",))
        return Prepared(on, bool(table.get("equal")), {tag: str(one) for tag, one in table.items() if tag not in ("on", "equal")})

    def _signature(self, tag: str, table: dict[str, Any]) -> Signature:
        return Signature(*self._fields(f"signed.{tag}", table, ("by", "on", "texts")))

    def _fields(self, id_: str, table: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
        """Fields of a record; `on` is a day and `by` is not empty."""
        found = tuple(self._field("service.toml", id_, table, name) for name in names)
        for name, value in zip(names, found, strict=True):
            if (name == "on" and not isinstance(value, date)) or (name == "by" and not str(value).strip()):
                wanted = "a date like 2026-11-24" if name == "on" else "the role of whoever confirms it"
                raise ContentError("service.toml", id_, f"{name!r} is not {wanted}")
        return found

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
        picture = table.get("picture") and self._picture(f"{domain}.toml", key, table["picture"])
        self.texts[key] = Text(key, english, domain, table.get("spoken"), table.get("plural"), silent, picture)
        if "easy" in table:
            self._add(domain, key + EASY, {"picture": picture} | _table(table["easy"]), silent)
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


def _table(value: Any) -> dict[str, Any]:
    """A text that was given as mere words, as a table."""
    return value if isinstance(value, dict) else {"text": value}


def _in_form(form: str, sections: list[Section], tables: list[dict[str, Any]]) -> tuple[Section, ...]:
    """The sections of a paper in one form."""

    def here(table: dict[str, Any]) -> bool:
        return table.get("only", form) == form

    found = []
    for section, table in zip(sections, tables, strict=True):
        said = zip(section.sentences, table["sentences"], strict=True)
        sentences = tuple(sentence for sentence, one in said if here(one))
        if here(table) and sentences:
            found.append(replace(section, sentences=sentences))
    return tuple(found)


def _leaves(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Every string of nested tables with its dotted path."""
    for name, value in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, dict) and "text" not in value:
            yield from _leaves(value, key)
        else:
            yield key, value
