"""A translator's spreadsheet: a sheet for each part of Llais, the glossary, and how to fill it in."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from llais.translation import glossary
from llais.translation.entries import MISSING, OK, STALE, Entries, Entry, pairs
from llais.translation.glossary import Glossary
from llais.translation.product import Product

KEY, ENGLISH, TRANSLATION, STATE = "Key", "English", "Translation", "State"
COLUMNS = (KEY, "Where", "Picture", ENGLISH, TRANSLATION, STATE)
WIDTHS = (24, 26, 14, 48, 48, 9)
EASY = "Easy Read: "
GUIDE = (
    "Write only in the columns “Translation” and “State”. Leave a cell empty, and nothing changes there.",
    "State: missing, nothing is written yet; stale, the English has changed: mend it, or write ok if it is right as it is.",
    "Keep %(n)s and its like exactly. Words between ** are hard words, which Easy Read shows in bold.",
    "A key with |spoken is how the text is said: numbers, telephone and e-mail in words.",
    "A key with #0, #1 … is one text for several numbers: “Where” says for which.",
    "Yes and No belong to their question: see “Where”. The sheet “Glossary” has the words that are always the same.",
)
_FILL = {MISSING: "FFD9D4", STALE: "FFF0C2", OK: "FFFFFF"}


def xlsx(product: Product, tag: str) -> bytes:
    """The workbook of a language. Raises LanguageError, ContentError."""
    entries = Entries(product, tag)
    book = Workbook()
    book.properties.title, book.properties.language = f"Llais: {tag}", tag
    _guide(book.active or book.create_sheet(), tag)
    _sheet(book.create_sheet("Leaflet"), tag, pairs(entries), ("", EASY))
    for domain in ("questions", "interface", "papers", "desk"):
        _sheet(book.create_sheet(domain.capitalize()), tag, ((one,) for one in entries.by_domain[domain]), ("",))
    _glossary(book.create_sheet("Glossary"), glossary.of(product, tag))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def told(product: Product, tag: str) -> str:
    """How many texts are in which state."""
    states = Counter(one.state for one in Entries(product, tag).by_key.values())
    return ", ".join(f"{states[state]} {state}" for state in (OK, STALE, MISSING))


def heading(name: str, tag: str, group: str = "") -> str:
    """The head of a column. The translation's says which language it is."""
    return f"{group}{name}" + (f" ({tag})" if name == TRANSLATION else "")


def _guide(sheet: Worksheet, tag: str) -> None:
    sheet.title = "Read me"
    sheet.column_dimensions["A"].width = 110
    for line in (f"The words of Llais in {tag}", *GUIDE):
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)


def _sheet(sheet: Worksheet, tag: str, rows: Iterable[Sequence[Entry | None]], groups: Sequence[str]) -> None:
    sheet.append([heading(name, tag, group) for group in groups for name in COLUMNS])
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = WIDTHS[(cell.column - 1) % len(COLUMNS)]
    for number, row in enumerate(rows, 2):
        for at, entry in enumerate(row):
            if entry:
                _write(sheet, number, at * len(COLUMNS) + 1, entry)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    sheet.protection.sheet = True  # without a password: it keeps from slips, and nobody out
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False


def _write(sheet: Worksheet, row: int, column: int, entry: Entry) -> None:
    picture = f"{entry.picture}.svg" if entry.picture else ""
    values = (entry.key, entry.where, picture, entry.english, entry.translation, entry.state)
    for at, value in enumerate(values):
        cell = sheet.cell(row, column + at)
        _text(cell, value)
        if COLUMNS[at] in (TRANSLATION, STATE):
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=_FILL[entry.state])


def _text(cell: Cell, value: str) -> None:
    """As text, whatever it looks like: no formula, no number, no date."""
    cell.value = value or None
    if value:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _glossary(sheet: Worksheet, terms: Glossary) -> None:
    sheet.append(["English", "Write", "Never write", "Note"])
    for letter, width in zip("ABCD", (40, 40, 30, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    for number, term in enumerate(terms.terms, 2):
        told = (", ".join(term.english), ", ".join(term.translation), ", ".join(term.avoid), term.note)
        for at, value in enumerate(told, 1):
            _text(sheet.cell(number, at), value)
