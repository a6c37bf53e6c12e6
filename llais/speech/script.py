"""The script: everything a language must be able to say."""

from __future__ import annotations

from babel.dates import get_month_names

from llais.content import Content
from llais.language import Line, Words
from llais.speech import numbers

YEARS = range(2026, 2031)


def script(content: Content, words: Words) -> tuple[Line, ...]:
    """Every sentence that somebody must be able to hear, in a fixed order."""
    said = (line for text in content.texts.values() if not text.silent for line in words.lines(text.key))
    return (*said, *_digits(words), *_dates(words))


def _digits(words: Words) -> tuple[Line, ...]:
    return tuple(Line(f"digit.{n}", 0, str(n), numbers.digit(words.language.tag, n)) for n in range(10))


def _dates(words: Words) -> tuple[Line, ...]:
    """A date is said as day, month and year, so that every date can be."""
    tag = words.language.tag
    names = get_month_names("wide", locale=tag.replace("-", "_"))
    days = (Line(f"date.day.{n}", 0, str(n), numbers.day(tag, n)) for n in range(1, 32))
    months = (Line(f"date.month.{n}", 0, names[n], names[n]) for n in range(1, 13))
    years = (Line(f"date.year.{n}", 0, str(n), numbers.year(tag, n)) for n in YEARS)
    return (*days, *months, *years)
