"""One review as a PDF for the learning event: questions as headings, below each what families said.

No code, no id, no way to reach anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.outline import TextStyle

from llais.content import Content, Question
from llais.desk.inbox import Letter
from llais.desk.spreadsheet import choice
from llais.journey import MORE
from llais.language import Words

FONT = "Atkinson"
_FONTS = Path(__file__).parent / "fonts"
_UNKNOWN = "?"


class _Page(FPDF):
    """A4 in the project's own font, with a page number at the foot."""

    def footer(self) -> None:
        """The number of the page."""
        self.set_y(-15)
        self.set_font(FONT, size=10)
        self.cell(0, 8, str(self.page_no()), align="C")


def pdf(name: str, letters: Sequence[Letter], source: Content, words: Words) -> bytes:
    """The review's answers, oldest first. A sign that the font does not have becomes a question mark."""
    page = _new(words.language.tag, words("report.title", review=name))
    page.set_font(FONT, "B", 20)
    _write(page, words("report.title", review=name), 10)
    page.set_font(FONT, size=12)
    _write(page, words("report.made", date=words.date(datetime.now(UTC).date())), 7)
    for question in source.questions:
        _section(page, words(question.full.key), _said(letters, question.id, question, words), words)
    if more := _said(letters, MORE, None, words):
        _section(page, words("inbox.kind_more"), more, words)
    return bytes(page.output())


def _new(language: str, title: str) -> FPDF:
    page = _Page(format="A4")
    page.set_lang(language)
    page.set_title(title)
    page.set_margin(20)
    for style, name in (("", "Regular"), ("B", "Bold")):
        page.add_font(FONT, style, _FONTS / f"AtkinsonHyperlegibleNext-{name}.ttf")
    page.set_section_title_styles(TextStyle(FONT, "B", 14, t_margin=8, b_margin=2))
    page.add_page()
    return page


def _section(page: FPDF, heading: str, said: Sequence[tuple[str, str, int]], words: Words) -> None:
    page.start_section(_plain(page, heading))
    for chosen, text, recordings in said:
        page.ln(2)
        for style, line in (("B", chosen), ("", text), ("", words("report.recordings", n=recordings) if recordings else "")):
            page.set_font(FONT, style, 12)
            if line:
                _write(page, line, 6.5)
    if not said:
        page.set_font(FONT, size=12)
        _write(page, words("letter.not_answered"), 6.5)


def _write(page: FPDF, text: str, height: float) -> None:
    page.multi_cell(0, height, _plain(page, text), align="L", new_x="LMARGIN", new_y="NEXT")


def _plain(page: FPDF, text: str) -> str:
    """Only signs that the font has: a library that meets another would name it in a log."""
    known = page.fonts[FONT.lower()].cmap
    return "".join(sign if ord(sign) in known or sign == "\n" else _UNKNOWN for sign in text.replace("\t", " "))


def _said(letters: Sequence[Letter], id_: str, question: Question | None, words: Words) -> list[tuple[str, str, int]]:
    """Choice, words and number of recordings of each family that answered."""
    given = [one for letter in reversed(letters) for one in letter.answers.answers if one.question == id_ and one.given]
    return [(choice(question, one, words), one.text.strip(), len(one.recordings)) for one in given]
