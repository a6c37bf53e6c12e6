"""What espeak says beside what the pronunciation dictionary of Bangor University says, in that dictionary's phonemes.

Geiriadur Ynganu Bangor (in PyPI techiaith-g2p): about 29,000 Welsh words, and rules for words it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from techiaith.g2p.bangor_lts import lts

SAME = {
    **{"V": "@", "@-": "@", "E": "e", "I": "i", "Y": "y", "O": "o", "U": "u", "A:": "aa", "e:": "ee", "i:": "ii", "y:": "yy"},
    **{"o:": "oo", "u:": "uu", "AY": "aay", "aI": "ai", "aY": "ay", "aU": "au", "@I": "ei", "@Y": "ey", "eU": "eu", "Iu": "iu"},
    **{"Yu": "yu", "OI": "oi", "OY": "oy", "OU": "ou", "uY": "uy", "T": "th", "D": "dh", "l#": "lh", "hr": "rh", "N": "ng"},
    **{"S": "sh", "dZ": "jh", "tS": "ch", "h": "hh", "C": "ch of German ich"},
}
"""espeak's phonemes and the dictionary's. What is not here is written alike in both."""
LONG = {"aa": "a", "ee": "e", "ii": "i", "oo": "o", "uu": "u", "yy": "y"}
VOWELS = {"@", *LONG, *LONG.values(), "aay", "ai", "ay", "au", "ei", "ey", "eu", "iu", "yu", "oi", "oy", "ou", "uy"}
_BREATHED = {"mh": "m hh", "nh": "n hh", "ngh": "ng hh"}
"""One sound for the dictionary, two for espeak."""
_JOINED = {("a", "i"): "ai", ("a", "y"): "ay", ("o", "i"): "oi", ("o", "y"): "oy", ("i", "i"): "i"}
"""What a word and a pronoun that leans on it make: a'i, o'u, wedi'i."""
_PHONEME = re.compile("|".join(map(re.escape, sorted(SAME, key=len, reverse=True))) + "|[a-z@',]")


class Sounds(NamedTuple):
    """The sounds of a word; `stress` is the place of the vowel that bears it, None where none does."""

    phonemes: tuple[str, ...]
    stress: int | None

    def agrees(self, other: Sounds) -> bool:
        """The same sounds, and the same stress if both have one. A vowel without stress is short."""
        alone = sum(one in VOWELS for one in self.phonemes) == 1
        known = alone or other.stress is not None
        stress = self.stress if known else None
        placed = alone or None in (self.stress, other.stress) or self.stress == other.stress
        return placed and self._short_but(stress) == other._short_but(stress)

    def _short_but(self, stress: int | None) -> list[str]:
        return [one if place == stress else LONG.get(one, one) for place, one in enumerate(self.phonemes)]


@cache
def dictionary() -> dict[str, tuple[Sounds, ...]]:
    """Every Welsh word of the dictionary, with each way to say it."""
    text = (files("techiaith.g2p") / "data/geiriadur-ynganu-bangor/bangordict.dict").read_text("utf-8")
    found: dict[str, tuple[Sounds, ...]] = {}
    for line in filter(None, text.splitlines()):
        word, *columns = line.rpartition(" /")[0].split()
        key = re.sub(r"\(\d+\)$", "", word).lower()
        found[key] = (*found.get(key, ()), _sounds(one for one in columns if one != "-"))
    return found


def wanted(word: str) -> tuple[Sounds, ...]:
    """How a word is said: by the dictionary, or by its rules."""
    rules = (one.replace("ˈ", "'") for one in lts(word) if one != "|")
    return dictionary().get(word) or (_sounds(rules),)


def heard(phonemes: str) -> Sounds:
    """A word in espeak's phonemes, without the rests about it. A half stress counts where there is no whole one."""
    plain = re.sub("_:?|%", "", phonemes)
    plain = plain.replace(",", "" if "'" in plain else "'")
    return _sounds(SAME.get(one, one) for one in _PHONEME.findall(plain))


def _sounds(columns: Iterable[str]) -> Sounds:
    """Sounds in which ' stands somewhere before the vowel that bears the stress."""
    phonemes: list[str] = []
    stress, waiting = None, False
    for one in _parted(columns):
        waiting |= one == "'"
        if one != "'" and waiting and one in VOWELS:
            stress, waiting = len(phonemes), False
        joined = _JOINED.get((phonemes[-1], one)) if phonemes else None
        if joined:
            phonemes[-1] = joined
        elif one != "'":
            phonemes.append(one)
    return Sounds(tuple(phonemes), stress)


def _parted(columns: Iterable[str]) -> list[str]:
    """'ngh oo -> ', ng, hh, oo."""
    parted = " ".join(columns).replace("'", " ' ").split()
    return [sound for one in parted for sound in _BREATHED.get(one, one).split()]
