"""A translator's spreadsheet comes back: what is right is taken, what is not is refused with its reason."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from babel.messages.catalog import Message
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException

from llais import catalogs, language
from llais.translation import glossary
from llais.translation.entries import OK, STALE, Entries, Entry
from llais.translation.product import Product
from llais.translation.workbook import ENGLISH, KEY, STATE, TRANSLATION

_TRANSLATION = re.compile(rf".*\b{TRANSLATION} \(([\w-]+)\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class IntakeError(ValueError):
    """Nothing of the file can be taken. The message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One text as it came back, and the cell it stands in."""

    place: str
    key: str
    english: str
    cell: Cell
    state: str

    @property
    def text(self) -> str:
        """What was written, in one line."""
        return " ".join(unicodedata.normalize("NFC", str(self.cell.value or "")).replace("_x000D_", " ").split())


@dataclass
class Taken:
    """A line for each text that was taken, refused, or taken with a warning."""

    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)


def take(product: Product, data: bytes, keep: bool = True) -> Taken:
    """Take what is new in a spreadsheet; with `keep` it is written. Raises IntakeError, LanguageError, OSError."""
    tag, rows = _read(data)
    if tag not in product.translations:
        raise IntakeError(f"it is of {tag}, of which there are no catalogs. To begin a language: python -m llais catalogs {tag}")
    entries, told = Entries(product, tag), Taken()
    terms, changed, seen = glossary.of(product, tag), set(), dict[str, str]()
    for row in rows:
        entry = entries.by_key.get(row.key)
        wrong = (_wrong(row, entry, tag) or _twice(row, seen)) if row.text else ""
        if wrong:
            told.refused.append(f"{row.place} {row.key}: refused: {wrong}")
        elif entry and row.text and _is_news(row, entry):
            told.taken.append(f"{row.place} {row.key}: “{entry.translation}” is now “{row.text}”")
            told.warned += [f"{row.place} {row.key}: warning: {one}" for one in terms.wrong(row.english, row.text)]
            _put(entry, row.text)
            changed.add(entry.path)
    if keep and changed:
        catalogs.write({path: entries.catalogs[path] for path in sorted(changed)})
    return told


def _read(data: bytes) -> tuple[str, list[Row]]:
    """The language and all rows of all sheets that have keys and translations."""
    try:
        book = load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as problem:
        raise IntakeError(f"it cannot be read as a spreadsheet (.xlsx): {problem}") from None
    tags: set[str] = set()
    rows: list[Row] = []
    for sheet in book.worksheets:
        lines = list(sheet.iter_rows())
        for columns, tag in _groups([str(cell.value or "") for cell in lines[0]] if lines else []):
            tags.add(tag)
            rows += [row for line in lines[1:] if (row := _row(sheet.title, line, columns))]
    if len(tags) != 1:
        raise IntakeError("it has no column “Translation (cy)” or several of different languages: take one that Llais exported")
    return tags.pop(), rows


def _groups(heads: list[str]) -> Iterator[tuple[dict[str, int], str]]:
    """The columns of each group (full, Easy Read), by their names, and its language."""
    starts = [at for at, head in enumerate(heads) if head.endswith(KEY)]
    for start, end in pairwise([*starts, len(heads)]):
        columns = {name: at for at in range(start, end) for name in (KEY, ENGLISH, TRANSLATION, STATE) if _is(heads[at], name)}
        if len(columns) == 4:
            found = _TRANSLATION.fullmatch(heads[columns[TRANSLATION]])
            yield columns, found[1] if found else ""


def _is(head: str, name: str) -> bool:
    return bool(_TRANSLATION.fullmatch(head)) if name == TRANSLATION else head.endswith(name)


def _row(sheet: str, line: Sequence[Any], columns: dict[str, int]) -> Row | None:
    cell = line[columns[TRANSLATION]]
    key, english, state = (str(line[columns[name]].value or "").strip() for name in (KEY, ENGLISH, STATE))
    return Row(f"{sheet}!{cell.coordinate}", key, english, cell, state.lower()) if key or cell.value else None


def _twice(row: Row, seen: dict[str, str]) -> str:
    """Only what could be taken counts: the first one is."""
    return "" if seen.setdefault(row.key, row.text) == row.text else "the key stands twice, with different texts: leave one"


def _wrong(row: Row, entry: Entry | None, tag: str) -> str:
    """Why a text cannot be taken; empty when it can."""
    if entry is None:
        return "Llais has no such key: leave the keys as they were exported"
    if row.cell.data_type == "f" or row.text.startswith("="):
        return "it is a formula: write the text itself"
    if row.cell.data_type != "s":
        return "it is no text but a number, a date or an error: set the cell to text and write it again"
    if row.english != " ".join(entry.english.split()):
        return "the English has changed since it was exported: export again"
    return _unfit(row.text, entry, tag)


def _unfit(text: str, entry: Entry, tag: str) -> str:
    if _CONTROL.search(text):
        return "it has a sign that cannot be shown: type it anew"
    marks, english = text.count("**"), entry.english.count("**")
    if marks % 2 or (marks and not english):
        return "its ** are not in pairs, or the English has none: mark what the English marks"
    return language.problem(Message(entry.english, text, context=entry.key), tag)


def _is_news(row: Row, entry: Entry) -> bool:
    """Whether the text differs, or somebody says that a stale one is right."""
    return row.text != entry.translation or (entry.state == STALE and row.state == OK)


def _put(entry: Entry, text: str) -> None:
    message = entry.message
    if entry.part is None:
        message.string = text
    else:
        message.string = tuple(text if at == entry.part else one for at, one in enumerate(message.string))
    message.flags.discard("fuzzy")
