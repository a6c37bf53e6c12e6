"""One review for the learning event: questions as headings, what families said below, to print or to keep as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from llais.desk.inbox import Letter
from llais.desk.spreadsheet import choice
from llais.interface.kit import Kit
from llais.interface.scene import template
from llais.language import Words


def html(kit: Kit, words: Words, name: str, letters: Sequence[Letter]) -> str:
    """The page. No code, no id, no way to reach anybody."""
    made = words.date(datetime.now(UTC).date())
    questions = [(words(one.full.key), _said(letters, one.id, one, words)) for one in kit.content.questions]
    more = _said(letters, "more", None, words)
    if more:
        questions.append((words("inbox.kind_more"), more))
    return template("report.html").render(name=name, made=made, questions=questions, t=words)


def _said(letters: Sequence[Letter], id_: str, question: Any, words: Words) -> list[tuple[str, str, int]]:
    """Choice, words and number of recordings of each family that answered."""
    given = [one for letter in reversed(letters) for one in letter.answers.answers if one.question == id_ and one.given]
    return [(choice(question, one, words), one.text.strip(), len(one.recordings)) for one in given]
