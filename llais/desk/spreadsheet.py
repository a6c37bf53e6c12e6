"""One review as rows: a line for each question a family was asked. No code, no id, no way to reach anybody."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pandas as pd

from llais.answers.answer import RATHER_NOT, Answer
from llais.content import Content, Question
from llais.desk.inbox import Letter
from llais.journey import MORE
from llais.language import Words

_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def rows(letters: Sequence[Letter], source: Content, words: Words) -> pd.DataFrame:
    """The answers, oldest letter first. Families are numbered from 1; all letters of one code are one family."""
    threads: dict[str, int] = {}
    found = []
    for letter in reversed(letters):
        number = threads.setdefault(letter.entry.thread, len(threads) + 1)
        found += [[number, *_row(letter, one, source, words)] for one in letter.answers.answers if one.given]
    keys = ("family", "arrived", "language", "form", "question", "choice", "text_given", "recordings")
    return pd.DataFrame(found, columns=[words(f"export.{key}") for key in keys])


def _row(letter: Letter, answer: Answer, source: Content, words: Words) -> list[str | int]:
    question = next((one for one in source.questions if one.id == answer.question), None)
    asked = words(question.full.key) if question else words("inbox.kind_more") if answer.question == MORE else answer.question
    form = words(f"leaflet.{letter.answers.form}")
    seen = [letter.arrived_at.date().isoformat(), letter.answers.language, form, asked, choice(question, answer, words)]
    return [*map(safe, seen), safe(answer.text), len(answer.recordings)]


def choice(question: Question | None, answer: Answer, words: Words) -> str:
    """A choice in words."""
    if answer.choice == RATHER_NOT:
        return words("answer.rather_not")
    options = question.options if question else ()
    return next((words(one.text.key) for one in options if one.id == answer.choice), answer.choice or "")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, without signs that its file cannot hold."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:32_000]  # a bare CR would end a CSV row
    return f"'{plain}" if _FORMULA.match(plain) else plain


def csv(frame: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a mark, so that Excel reads Welsh letters."""
    return frame.to_csv(index=False).encode("utf-8-sig")


def xlsx(frame: pd.DataFrame) -> bytes:
    """An Excel workbook of texts and numbers only."""
    made = io.BytesIO()
    frame.to_excel(made, index=False, engine="openpyxl")
    return made.getvalue()
