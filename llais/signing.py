"""What was prepared and signed: digests of texts, so that a signature is void for a text that has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from llais.content import FORMS, Content, Leaflet, Sentence
from llais.language import Words
from llais.service import Prepared, Signature

DATED = ("accessibility", "privacy")
"""The papers that say on which day they were prepared."""
GOOD_FOR = timedelta(days=365)
"""A statement is to be looked at once a year, and so is whether a spare key and a backup still work."""
_NUMBERS = (0, 1, 2, 3, 6, 10)
"""A number for each plural form that a language may have."""


def digest(parts: Iterable[str]) -> str:
    """16 hexadecimal digits that stand for these texts in this order."""
    return hashlib.sha256(json.dumps(list(parts), ensure_ascii=False).encode()).hexdigest()[:16]


def paper(what: Leaflet, words: Words) -> str:
    """The digest of all that a paper may say in a language, and of when it says it."""
    return digest(_said(what, words))


def _said(what: Leaflet, words: Words) -> Iterator[str]:
    yield words(what.title.key)
    for form in FORMS:
        for section in what.sections(form):
            for one in (section.heading, *section.sentences):
                yield from _sentence(one, form, words)


def _sentence(one: Sentence, form: str, words: Words) -> Iterator[str]:
    for line in words.lines(words.source.in_form(one.text.key, form)):
        yield from (line.text, line.spoken, one.when, one.until)


def hears(what: Leaflet) -> bool:
    """Whether a paper says how the sound stands."""
    return any(one.when == "unequal" for form in FORMS for section in what.sections(form) for one in section.sentences)


def holds(prepared: Prepared | None, what: Leaflet, every: Mapping[str, Words], equal: bool, now: datetime) -> str:
    """Why a paper's date is void: "undated", "changed", "sound", "old"; empty when it holds."""
    if prepared is None:
        return "undated"
    if prepared.digests != {tag: paper(what, words) for tag, words in every.items()}:
        return "changed"
    if hears(what) and prepared.equal != equal:
        return "sound"
    return "old" if now.date() - prepared.on > GOOD_FOR else ""


def texts(source: Content, words: Words) -> dict[str, str]:
    """The digest of every text of a language beside its English, by its key."""
    found = {}
    for key, text in source.texts.items():
        plurals = [words.plural(key, n) for n in _NUMBERS] if text.plural else []
        spoken = [line.spoken for line in words.lines(key)]
        found[key] = digest([text.english, words.marked(key), *plurals, *spoken])
    return found


def record(locales: Path, tag: str) -> Path:
    """The list of what was signed in a language."""
    return locales / tag / "signed.json"


def changed(source: Content, words: Words, signature: Signature, locales: Path) -> list[str]:
    """The keys of the texts that are not as they were when they were signed; all of them when the list is not the signed one."""
    try:
        signed = json.loads(record(locales, words.language.tag).read_text("utf-8"))
    except (OSError, ValueError):
        signed = {}
    today = texts(source, words)
    if not isinstance(signed, dict) or list_digest(signed) != signature.texts:
        return list(today)
    return [key for key, one in today.items() if signed.get(key) != one]


def list_digest(signed: Mapping[str, str]) -> str:
    """The digest of such a list."""
    return digest(f"{key} {one}" for key, one in sorted(signed.items()))
