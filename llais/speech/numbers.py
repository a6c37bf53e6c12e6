"""Numbers in words: for digits, days and years that are said one by one."""

from __future__ import annotations

DIGITS = {
    "cy": ("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_TENS = {2: "twenty", 3: "thirty", 4: "forty"}


def digit(language: str, n: int) -> str:
    """A digit; in a language that has no words here, the digit itself."""
    return DIGITS[language][n] if language in DIGITS else str(n)


def day(language: str, n: int) -> str:
    """A day of the month: "twenty-fourth"; in Welsh the modern "dau ddeg pedwar"."""
    if language == "cy":
        return _welsh(n)
    return _english_ordinal(n) if language == "en" else str(n)


def year(language: str, n: int) -> str:
    """A year from 2010 to 2049: "twenty twenty-six", "dwy fil dau ddeg chwech"."""
    if language == "cy":
        return f"dwy fil {_welsh(n - 2000)}"
    return f"twenty {_english(n - 2000)}" if language == "en" else str(n)


def _welsh(n: int) -> str:
    """1 to 99, counted in tens as Welsh schools do."""
    tens, ones = divmod(n, 10)
    units = DIGITS["cy"]
    if not tens:
        return units[ones]
    words = {1: "un deg", 2: "dau ddeg", 5: "pum deg", 6: "chwe deg"}.get(tens, f"{units[tens]} deg")
    if n == 10:
        return "deg"
    return f"{words} {units[ones]}" if ones else words


def _english(n: int) -> str:
    """1 to 49."""
    if n < 10:
        return DIGITS["en"][n]
    if n < 20:
        return _TEENS[n - 10]
    tens, ones = divmod(n, 10)
    return _TENS[tens] + (f"-{DIGITS['en'][ones]}" if ones else "")


def _english_ordinal(n: int) -> str:
    head, dash, last = _english(n).rpartition("-")
    last = _IRREGULAR.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + dash + last
