"""The screens that all three are made of: the leaflet and the questions, in Welsh, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from llais.content import Question, Section
from llais.interface.kit import Kit
from llais.language import Words
from llais.settings import Settings

TAG = "cy"


@dataclass(frozen=True)
class Screen:
    """One screen. `sounds` are the paths of its clips below audio/, in order; `options` are those of a question, and `ids`
    their ids."""

    id: str
    path: str
    """Where this app shows it."""
    title: str
    sentences: tuple[str, ...]
    sounds: tuple[str, ...]
    tools: tuple[str, ...] = ()
    """The words on the buttons about it, but for Back, Listen and Continue."""
    options: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def screens() -> list[Screen]:
    """All of them, in the order in which Continue leads through them."""
    kit = Kit.load(Settings())
    sections = [_section(kit, one) for one in kit.content.leaflet.full]
    return [*sections, *(_question(kit, one) for one in kit.content.questions)]


def as_data(found: list[Screen]) -> list[dict[str, object]]:
    """For a JSON file."""
    return [asdict(one) for one in found]


def _section(kit: Kit, section: Section) -> Screen:
    words = kit.words[TAG]
    keys = [section.heading.text.key, *(one.text.key for one in section.sentences)]
    shown = tuple(words(key) for key in keys)
    tools = _tools(kit, words, "button.contents", "leaflet.full", "leaflet.easy")
    path = _path("leaflet", "section", section.id)
    return Screen(section.id, path, shown[0], shown[1:], _sounds(kit, words, keys), tools)


def _question(kit: Kit, question: Question) -> Screen:
    words = kit.words[TAG]
    options = [one.text.key for one in question.options]
    title = question.full.key
    sounds = _sounds(kit, words, [title, *options])
    path = _path("question", "question", question.id)
    ids, shown = tuple(one.id for one in question.options), tuple(words(key) for key in options)
    return Screen(question.id, path, words(title), (), sounds, _tools(kit, words), shown, ids)


def _tools(kit: Kit, words: Words, *keys: str) -> tuple[str, ...]:
    names = [one.name for one in kit.languages if one.tag != TAG]
    return (*names, *(words(key) for key in ("button.read_each", "button.exit", *keys)))


def _sounds(kit: Kit, words: Words, keys: list[str]) -> tuple[str, ...]:
    return tuple(clip.file for key in keys for clip in kit.manifest.clips(words.language.tag, key))


def _path(page: str, name: str, id_: str) -> str:
    return f"/{page}?lang={TAG}&form=full&{name}={id_}"


