"""`python -m llais catalogs`: bring the catalogs of every language up to date with content/.

A translation is found again by its context, which is its key. Where the English has changed it is kept but marked fuzzy,
so that it cannot be used until somebody has looked at it. (pybabel's own update loses messages with contexts.)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from llais import content, paths
from llais.content import DOMAINS, Content
from llais.language import SOURCE, expected, languages, read

MessageId = str | tuple[str, str]


def messages(source: Content, domain: str) -> Iterator[tuple[str, MessageId]]:
    """What there is to translate, in the order of the source: (context, English)."""
    for text in source.texts.values():
        if text.domain == domain:
            yield from expected(text)


def updated(old: Catalog, source: Content, domain: str) -> Catalog:
    """The catalog of today's content, with the translations there were."""
    known = {message.context: message for message in old if message.id}
    kept = {"creation_date": old.creation_date, "revision_date": old.revision_date}
    plain = {"version": "1", "msgid_bugs_address": "Llais", "last_translator": "Llais", "language_team": "Llais"}
    head = {"header_comment": "# The words of Llais.", "project": "Llais", "charset": "utf-8", "fuzzy": False}
    new = Catalog(old.locale, **head, **kept, **plain)
    for context, english in messages(source, domain):
        before = known.get(context)
        new.add(english, before.string if before else None, context=context, flags=_flags(before, english))
    return new


def _flags(before: Message | None, english: MessageId) -> set[str]:
    """A translation of other English is stale."""
    return set(before.flags) | ({"fuzzy"} if before.id != english else set()) if before else set()


def update(source: Content, locales: Path, tag: str) -> list[str]:
    """Write every catalog of a language. Returns the contexts that a translator must look at."""
    waiting: list[str] = []
    folder = locales / tag / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    for domain in DOMAINS:
        path = folder / f"{domain}.po"
        old = read(path, tag) if path.exists() else Catalog(locale=tag.replace("-", "_"))
        new = updated(old, source, domain)
        write({path: new})
        waiting += [str(message.context) for message in new if message.id and (message.fuzzy or not _whole(message))]
    return waiting


def _whole(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def write(catalogs: Mapping[Path, Catalog]) -> None:
    """Write catalogs. Only when all are whole beside the old ones do they take their places. Raises OSError."""
    drafts = {path: path.with_suffix(".part") for path in catalogs}
    try:
        for path, draft in drafts.items():
            with draft.open("wb") as file:
                write_po(file, catalogs[path], width=0, sort_output=False, omit_header=False)
        for path, draft in drafts.items():
            os.replace(draft, path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _is_tag(tag: str) -> bool:
    try:
        return tag != SOURCE and str(Locale.parse(tag, sep="-")) == tag.replace("-", "_")
    except (ValueError, UnknownLocaleError):
        return False


def main(argv: list[str]) -> int:
    """Update all languages, or begin those named; say what waits for a translator. 0 when nothing does, else 1."""
    source = content.load(paths.CONTENT)
    tags = [one.tag for one in languages(paths.LOCALES) if one.tag != SOURCE]
    if strange := [tag for tag in argv if not _is_tag(tag)]:
        print(f"catalogs: {', '.join(strange)}: not the tag of a language. Give one like ar, pl or zh-Hans.", file=sys.stderr)
        return 2
    waiting = {tag: update(source, paths.LOCALES, tag) for tag in argv or tags}
    for tag, contexts in waiting.items():
        print(f"{tag}: {len(contexts)} to translate or look at", *contexts, sep="\n  ")
    return int(any(waiting.values()))
