"""Welsh words change at their head (treigladau): every form a word may be met in."""

from __future__ import annotations

SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f", "ll": "l", "rh": "r"}
NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
VOWELS = "aeiouwyâêîôûŵŷáéíóúäëïö"
_LETTERS = ("ngh", "ch", "dd", "ff", "ng", "ll", "mh", "nh", "ph", "rh", "th")
"""Several signs that are one letter: "ch" is not a c."""


def initial(word: str) -> str:
    """The first letter of a word, in small."""
    small = word.lower()
    return next((letter for letter in _LETTERS if small.startswith(letter)), small[:1])


def mutated(word: str, table: dict[str, str]) -> str:
    """The word after what mutates it so. A word that does not change stays as it is."""
    head = initial(word)
    if head not in table:
        return word
    changed = table[head] + word[len(head) :]
    return changed[:1].upper() + changed[1:] if word[:1].isupper() else changed


def forms(word: str) -> set[str]:
    """The word as it is and as it may be met: soft, nasal, aspirate, with h before a vowel. All in small."""
    small = word.lower()
    with_h = {f"h{small}"} if small[:1] in VOWELS else set()
    return {small, *(mutated(small, table) for table in (SOFT, NASAL, ASPIRATE)), *with_h}
