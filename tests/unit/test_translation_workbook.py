"""A translator's spreadsheet goes out and comes back: what was changed is taken, all else stays to the letter."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from llais import catalogs
from llais.commands import language as command
from llais.content import Content
from llais.language import Words, languages
from llais.translation.entries import MISSING, OK, STALE, Entries
from llais.translation.intake import IntakeError, Taken, take
from llais.translation.product import Product
from llais.translation.workbook import xlsx
from tests.unit.planted import copy, spoil


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path)


def files(root: Path, tag: str = "cy") -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted((root / "locales" / tag / "LC_MESSAGES").glob("*"))}


def opened(root: Path, tag: str = "cy") -> Workbook:
    return load_workbook(io.BytesIO(xlsx(Product(root), tag)))


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def beside(book: Workbook, key: str, name: str) -> Cell:
    """The cell of a column in the row, and the group, of a key."""
    for sheet in book.worksheets:
        heads = [str(cell.value or "") for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            for at, cell in enumerate(row):
                if cell.value == key and heads[at].endswith("Key"):
                    return next(one for one, head in zip(row[at:], heads[at:], strict=True) if name in head)
    raise AssertionError(key)


def test_taking_back_what_was_exported_changes_nothing(root: Path) -> None:
    before = files(root)
    assert take(Product(root), xlsx(Product(root), "cy")) == Taken()
    assert files(root) == before


@pytest.mark.parametrize(
    ("key", "text", "file", "old", "new"),
    [
        ("button.listen", "Clywed", "interface.po", 'msgstr "Gwrando"', 'msgstr "Clywed"'),
        ("leaflet.e14", "Felly rydyn ni’n edrych ar beth ddigwyddodd.", "leaflet.po", "yn ofalus ar beth", "ar beth"),
        ("question.number_1|spoken", "Cwestiwn un, o chwech.", "interface.po", '"Cwestiwn un o chwech."', '"Cwestiwn un, o chwech."'),
        ("exit.shifts#2", "Pwyswch Shift %(n)s waith i adael.", "interface.po", 'msgstr[2] "Pwyswch Shift %(n)s waith eto i adael y dudalen hon."', 'msgstr[2] "Pwyswch Shift %(n)s waith i adael."'),
    ],
)
def test_one_changed_text_is_taken_and_it_is_all_that_changes(root: Path, key: str, text: str, file: str, old: str, new: str) -> None:
    before, book = files(root), opened(root)
    cell = beside(book, key, "Translation")
    cell.value = f"  {text}\n"
    told = take(Product(root), saved(book))
    assert len(told.taken) == 1 and key in told.taken[0] and not told.refused
    after = files(root)
    assert after[file] == before[file].replace(old, new, 1) != before[file]
    assert {name: text for name, text in after.items() if name != file} == {name: text for name, text in before.items() if name != file}


def test_full_and_easy_read_stand_side_by_side_with_their_spoken_forms_below(root: Path) -> None:
    sheet = opened(root)["Leaflet"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    heads = [cell.value for cell in sheet[1]]
    keys = [(row[0], row[heads.index("Easy Read: Key")]) for row in rows]
    assert ("leaflet.w0", "leaflet.e10") in keys and ("leaflet.v4", "leaflet.e84") in keys
    assert (None, "leaflet.e14") in keys and ("leaflet.h2", None) in keys
    assert keys.index((None, "leaflet.e73|spoken")) == keys.index((None, "leaflet.e73")) + 1
    row = rows[keys.index(("leaflet.v4", "leaflet.e84"))]
    assert row[1] == "full leaflet, section “voice”" and "siarad â’r bobl" in row[heads.index("Translation (cy)")] and row[5] == "ok"
    assert row[heads.index("Easy Read: Picture")] == "talking.svg"


def test_every_text_of_every_catalog_is_in_it_once_with_where_it_is_used(root: Path) -> None:
    book, entries = opened(root), Entries(Product(root), "cy")
    found = [cell.value for sheet in book.worksheets for row in sheet.iter_rows(min_row=2) for cell in row if is_key(sheet, cell)]
    assert sorted(found) == sorted(entries.by_key)
    assert [one.key for one in entries.by_key.values() if not one.where] == []
    assert beside(book, "before.six", "Where").value == "screen: before" and beside(book, "before.six", "Picture").value == "question.svg"
    assert beside(book, "idle.count#2", "Where").value.endswith("for 2") and beside(book, "idle.count#0", "Where").value.endswith("for 0, 4, 5, 7")


def is_key(sheet: Worksheet, cell: Cell) -> bool:
    return bool(cell.value) and str(sheet.cell(1, cell.column).value).endswith("Key")


def test_an_empty_cell_is_left_alone(root: Path) -> None:
    before, book = files(root), opened(root)
    beside(book, "button.listen", "Translation").value = None
    assert take(Product(root), saved(book)) == Taken() and files(root) == before


def formula(cell: Cell) -> None:
    cell.value = "=1+1"


def formula_as_text(cell: Cell) -> None:
    cell.value, cell.data_type = '=HYPERLINK("x")', "s"


def put(value: object) -> Callable[[Cell], None]:
    return lambda cell: setattr(cell, "value", value)


@pytest.mark.parametrize(
    ("key", "column", "change", "why"),
    [
        ("button.listen", "Key", put("button.hear"), "Llais has no such key"),
        ("button.listen", "Key", put("button.stop"), "the English has changed since it was exported"),
        ("button.listen", "English", put("Hear"), "the English has changed since it was exported"),
        ("button.listen", "Translation", formula, "it is a formula"),
        ("button.listen", "Translation", formula_as_text, "it is a formula"),
        ("button.listen", "Translation", put(16), "it is no text but a number"),
        ("button.listen", "Translation", put("TODO"), "it is only a placeholder"),
        ("button.listen", "Translation", put("Gwrando & mwy"), "it has & (write a or ac)"),
        ("button.listen", "Translation", put("**Gwrando**"), "its ** are not in pairs, or the English has none"),
        ("leaflet.e15", "Translation", put("Yr enw ar hyn yw **Adolygiad Ymarfer Plant."), "its ** are not in pairs"),
        ("button.listen_to", "Translation", put("Gwrando: %(beth)s"), "its placeholders differ"),
        ("idle.count#2", "Translation", put("dwy eiliad"), "its placeholders differ"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cell_key_and_reason_and_the_rest_is_taken(
    root: Path, key: str, column: str, change: Callable[[Cell], None], why: str
) -> None:
    book = opened(root)
    change(beside(book, key, column))
    beside(book, "home.code", "Translation").value = "Mae cod gen i"
    told = take(Product(root), saved(book))
    assert len(told.refused) == 1 and why in told.refused[0] and "!" in told.refused[0].split()[0], told
    assert [one.split()[1] for one in told.taken] == ["home.code:"]
    assert "Mae cod gen i" in files(root)["interface.po"]


def test_a_key_that_stands_twice_with_different_texts_is_taken_once_and_refused_once(root: Path) -> None:
    book = opened(root)
    beside(book, "button.listen", "Translation").value = "Clywed"
    book["Desk"].append(["button.listen", "", "", "Listen", "Clywch"])
    told = take(Product(root), saved(book))
    assert len(told.taken) == 1 and "the key stands twice" in told.refused[0]
    assert 'msgstr "Clywed"' in files(root)["interface.po"]


def test_a_departure_from_the_glossary_is_taken_with_a_warning(root: Path) -> None:
    book = opened(root)
    beside(book, "leaflet.h3", "Translation").value = "Yr enw ar hyn yw’r Panel Arolygu."
    told = take(Product(root), saved(book))
    assert len(told.taken) == 1 and "the glossary says Panel Adolygu for “Review Panel”" in told.warned[0]


def test_a_stale_text_is_called_stale_until_it_is_changed_or_said_to_be_right(root: Path) -> None:
    for old, new in (('listen = "Listen"', 'listen = "Hear"'), ('stop = { text = "Stop"', 'stop = { text = "End"'), ('home = "Home"', 'home = "House"')):
        spoil(root, "content/interface.toml", old, new)
    book = opened(root)
    assert [beside(book, f"button.{name}", "State").value for name in ("listen", "stop", "home", "back")] == [STALE, STALE, STALE, OK]
    assert beside(book, "button.listen", "English").value == "Hear" and beside(book, "button.listen", "Translation").value == "Gwrando"
    beside(book, "button.listen", "Translation").value = "Clywed"
    beside(book, "button.stop", "State").value = "OK"
    told = take(Product(root), saved(book))
    assert len(told.taken) == 2
    states = {key: one.state for key, one in Entries(Product(root), "cy").by_key.items() if one.state != OK}
    assert states == {"button.home": STALE}


def test_a_dry_run_takes_nothing(root: Path) -> None:
    before, book = files(root), opened(root)
    beside(book, "button.listen", "Translation").value = "Clywed"
    assert len(take(Product(root), saved(book), keep=False).taken) == 1 and files(root) == before


def test_when_one_catalog_cannot_be_written_none_is(root: Path, source: Content) -> None:
    before = files(root)
    product = Product(root)
    changed = {product.path("cy", domain): catalogs.updated(product.catalog("cy", "desk"), source, "desk") for domain in ("interface", "leaflet")}
    changed[root / "nowhere" / "desk.po"] = product.catalog("cy", "desk")
    with pytest.raises(OSError):
        catalogs.write(changed)
    assert files(root) == before


@pytest.mark.parametrize("data", [b"", b"no spreadsheet", saved(Workbook())])
def test_what_is_no_spreadsheet_of_ours_is_refused_as_a_whole(root: Path, data: bytes) -> None:
    with pytest.raises(IntakeError):
        take(Product(root), data)


def test_the_commands_write_a_file_take_it_back_and_overwrite_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["export", "--to", str(tmp_path)]) == 0
    assert " ok, 0 stale, 0 missing" in capsys.readouterr().out
    assert command.main(["export", "--to", str(tmp_path)]) == 2 and "nothing is overwritten" in capsys.readouterr().err
    assert command.main(["import", str(tmp_path / "llais-cy.xlsx")]) == 0
    assert "0 taken, 0 refused, 0 warnings." in capsys.readouterr().out
    assert command.main(["export", "--language", "xx"]) == 2 and "there are no catalogs of xx" in capsys.readouterr().err
    (tmp_path / "other.xlsx").write_text("no")
    assert command.main(["import", str(tmp_path / "other.xlsx")]) == 2 and "cannot be read as a spreadsheet" in capsys.readouterr().err


def test_a_refusal_is_told_by_the_exit_code_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["export", "--to", str(tmp_path)])
    book = load_workbook(tmp_path / "llais-cy.xlsx")
    beside(book, "button.listen", "Translation").value = "=A1"
    book.save(tmp_path / "back.xlsx")
    assert command.main(["import", "--dry-run", str(tmp_path / "back.xlsx")]) == 2
    told = capsys.readouterr()
    assert "button.listen: refused: it is a formula" in told.out and "some were refused" in told.err


def test_a_new_language_is_filled_in_by_spreadsheet_and_the_app_speaks_it(root: Path, source: Content) -> None:
    catalogs.update(source, root / "locales", "ar")
    book = opened(root, "ar")
    assert {one.state for one in Entries(Product(root), "ar").by_key.values()} == {MISSING}
    fill(book)
    told = take(Product(root), saved(book))
    assert not told.refused and len(told.taken) == len(Entries(Product(root), "ar").by_key)
    words = Words.load(languages(root / "locales")[2], source, root / "locales")
    assert words.language.direction == "rtl" and words("button.listen") == "⟨Listen⟩" and words.plural("idle.count", 3) == "⟨3 seconds⟩"


def fill(book: Workbook) -> None:
    for sheet in book.worksheets:
        heads = [str(cell.value or "") for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            for at, head in enumerate(heads):
                if head.endswith("Translation (ar)") and row[at - 1].value:
                    row[at].value = f"⟨{row[at - 1].value}⟩"


