"""`python -m llais speech report`: where the sound of each language stands, in words a manager understands."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from llais import content, language, paths
from llais.content import Content
from llais.language import Words
from llais.speech.engines import kind
from llais.speech.manifest import HUMAN, Clip, Manifest
from llais.speech.script import script

RANKS = (HUMAN, "neural", "online", "robotic")
"""Best first."""


@dataclass(frozen=True)
class Standing:
    """One language: clips by kind, sentences whose clip is stale or missing, seconds and bytes of sound."""

    language: str
    kinds: dict[str, int]
    stale: int
    missing: int
    seconds: float
    bytes: int

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each kind, best first."""
        clips = sum(self.kinds.values()) or 1
        return tuple(round(self.kinds[kind] / clips, 2) for kind in RANKS)


def standing(source: Content, words: Words, manifest: Manifest, audio: Path = paths.AUDIO) -> Standing:
    """How a language stands against what it must be able to say."""
    tag = words.language.tag
    pairs = [(line, manifest.clip(tag, line.key, line.part)) for line in script(source, words)]
    clips: list[Clip] = [clip for _, clip in pairs if clip and (audio / clip.file).exists()]
    stale = sum(1 for line, clip in pairs if clip and (clip.text, clip.spoken) != (line.text, line.spoken))
    kinds = Counter(clip.engine if clip.engine == HUMAN else kind(clip.engine) for clip in clips)
    size = sum((audio / clip.file).stat().st_size for clip in clips)
    counted = {kind: kinds[kind] for kind in RANKS}
    return Standing(tag, counted, stale, len(pairs) - len(clips), round(sum(clip.seconds for clip in clips), 1), size)


def verdict(standings: Mapping[str, Standing]) -> str:
    """Whether all languages are equal in sound, in one sentence."""
    if any(one.missing or one.stale for one in standings.values()):
        return "Not equal: some sentences cannot be heard, or say other words than the screen. Run make speech."
    if len({one.shares for one in standings.values()}) > 1:
        return "Not equal: one language has better voices than another. Record or build the other before families use it."
    return "Equal: every language has the same kinds of voice for the same share of its sentences."


def main(argv: list[str]) -> int:
    """Print the report, or JSON. 0 when the languages are equal, else 1."""
    parser = argparse.ArgumentParser(prog="python -m llais speech report")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(argv)
    try:
        standings = _standings()
    except ValueError as problem:
        print(f"speech: {problem}", file=sys.stderr)
        return 2
    said = verdict(standings)
    if chosen.json:
        print(json.dumps({"languages": [asdict(one) for one in standings.values()], "verdict": said}, indent=2))
    else:
        _print(standings, said)
    return int(not said.startswith("Equal"))


def _standings() -> dict[str, Standing]:
    source, manifest = content.load(paths.CONTENT), Manifest.load(paths.AUDIO / "manifest.json")
    languages = language.languages(paths.LOCALES)
    return {one.tag: standing(source, Words.load(one, source, paths.LOCALES), manifest) for one in languages}


def _print(standings: Mapping[str, Standing], said: str) -> None:
    print(f"{'':10}" + "".join(f"{name:>10}" for name in (*RANKS, "stale", "missing", "minutes", "KB")))
    for one in standings.values():
        numbers = (*one.kinds.values(), one.stale, one.missing, round(one.seconds / 60, 1), one.bytes // 1024)
        print(f"{one.language:10}" + "".join(f"{number:>10}" for number in numbers))
    print(said)
