"""`python -m llais speech report`: where the sound of each language stands, in words a manager understands."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from llais import language
from llais.language import Words
from llais.settings import settings
from llais.speech.engines import kind
from llais.speech.manifest import HUMAN
from llais.speech.soundbank import Soundbank

RANKS = (HUMAN, "neural", "online", "robotic")
"""Best first."""
COMPUTERS = RANKS[1:]
"""The kinds that are no person's voice."""
ENOUGH = 0.02
"""The share of sentences by which languages may differ and still be called equal."""

Verdict = Literal["equal", "unequal", "incomplete"]


@dataclass(frozen=True)
class Standing:
    """One language: clips by kind of voice; recordings that are stale; sentences nobody can hear; seconds and bytes."""

    language: str
    kinds: dict[str, int]
    stale: int
    missing: int
    seconds: float
    bytes: int

    def share(self, kind: str) -> float:
        """The share of a kind among the clips."""
        return self.kinds[kind] / (sum(self.kinds.values()) or 1)


def standing(soundbank: Soundbank, tag: str) -> Standing:
    """How a language stands against what it must be able to say."""
    lines = soundbank.scripts[tag]
    pairs = [(line, soundbank.manifest.clip(tag, line.key, line.part)) for line in lines]
    clips = [clip for line, clip in pairs if clip and clip.says(line) and soundbank.path(clip).is_file()]
    kinds = Counter(clip.engine if clip.engine == HUMAN else kind(clip.engine) for clip in clips)
    stale = sum(1 for line in lines if soundbank.recordings.standing(tag, line) == "stale")
    size = sum(soundbank.path(clip).stat().st_size for clip in clips)
    counted = {kind: kinds[kind] for kind in RANKS}
    return Standing(tag, counted, stale, len(lines) - len(clips), round(sum(clip.seconds for clip in clips), 1), size)


def standings(soundbank: Soundbank) -> dict[str, Standing]:
    """All languages by their tags."""
    return {tag: standing(soundbank, tag) for tag in soundbank.scripts}


def verdict(every: Mapping[str, Standing]) -> Verdict:
    """Whether each language sounds as good as the others, sentence for sentence."""
    if any(one.missing for one in every.values()):
        return "incomplete"
    shares = [[one.share(kind) for one in every.values()] for kind in RANKS]
    return "unequal" if any(max(one) - min(one) > ENOUGH for one in shares) else "equal"


def figures(one: Standing) -> dict[str, int | float]:
    """The numbers of a language by their names."""
    size = {"minutes": round(one.seconds / 60, 1), "kilobytes": one.bytes // 1024}
    return {**one.kinds, "stale": one.stale, "missing": one.missing} | size


def main(argv: list[str]) -> int:
    """Print the report, or JSON. 0 when the languages are equal, else 1."""
    parser = argparse.ArgumentParser(prog="python -m llais speech report")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    try:
        soundbank, english = _soundbank()
        every = standings(soundbank)
    except ValueError as problem:
        print(f"speech: {problem}", file=sys.stderr)
        return 2
    said = verdict(every)
    if chosen.json:
        table = {"languages": [asdict(one) for one in every.values()], "verdict": said, "says": english(f"sound.{said}")}
        print(json.dumps(table, indent=2))
    else:
        _print(every)
        print(english(f"sound.{said}"))
    return int(said != "equal")


def _soundbank() -> tuple[Soundbank, Words]:
    soundbank, words = Soundbank.load(settings().recordings_dir)
    return soundbank, words[language.SOURCE]


def _print(every: Mapping[str, Standing]) -> None:
    names = list(figures(next(iter(every.values()))))
    print(f"{'':10}" + "".join(f"{name:>10}" for name in names))
    for one in every.values():
        print(f"{one.language:10}" + "".join(f"{number:>10}" for number in figures(one).values()))
