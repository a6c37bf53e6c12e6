"""`python -m llais speech build`: makes the sound of every sentence that is new or has changed."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from pydantic import ValidationError

from llais import content, language, paths
from llais.language import Language, Words
from llais.settings import faults, settings
from llais.speech import engines
from llais.speech.build import build
from llais.speech.engine import EngineError
from llais.speech.engines import Cast
from llais.speech.manifest import Manifest

FAILED = 2


def main(argv: list[str]) -> int:
    """0, or 2 with what is wrong and what to do. What was made before is kept."""
    chosen = _parser().parse_args(argv)
    try:
        _build(chosen)
    except ValidationError as problem:
        print("speech:", *faults(problem), sep="\n  ", file=sys.stderr)
    except KeyboardInterrupt:
        print("speech: stopped. What was made is kept: the same command goes on from there.", file=sys.stderr)
    except (EngineError, ImportError, OSError, ValueError) as problem:  # content, catalogs and the manifest, too
        print(f"speech: {problem}", file=sys.stderr)
    else:
        return 0
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m llais speech build")
    parser.add_argument("--language", action="append", help="only this language; may be given again")
    parser.add_argument("--engine", choices=tuple(engines.ENGINES), help="who speaks; else whom LLAIS_SPEECH_ENGINES names")
    parser.add_argument("--voice", help="the engine's voice: kokoro's name of one, piper's file")
    parser.add_argument("--speed", type=float, help="a share of the voice's own pace, 0.5 to 2")
    return parser


def _build(chosen: argparse.Namespace) -> None:
    """Everybody is cast before anything is made: what cannot be done changes nothing."""
    source = content.load(paths.CONTENT)
    every = {one.tag: Words.load(one, source, paths.LOCALES) for one in _languages(chosen.language)}
    casts = {tag: _cast(tag, chosen) for tag in every}
    made = build(source, every, paths.AUDIO, casts)
    spoken = Counter((clip.language, clip.engine) for clip in Manifest.load(paths.AUDIO / "manifest.json"))
    for tag, cast in casts.items():
        print(f"{tag}: {made[tag]} clips made")
        if cast.lacking and spoken[tag, cast.speaker.name]:
            print(_standing_in(cast, spoken[tag, cast.speaker.name]))
        if not _same(cast, engines.by_settings(tag, settings())):
            print(_for_good(tag, cast, chosen))


def _languages(tags: list[str] | None) -> list[Language]:
    known = language.languages(paths.LOCALES)
    unknown = set(tags or ()) - {one.tag for one in known}
    if unknown:
        raise ValueError(f"there is no language {', '.join(unknown)}: choose from {', '.join(one.tag for one in known)}")
    return [one for one in known if not tags or one.tag in tags]


def _cast(tag: str, chosen: argparse.Namespace) -> Cast:
    """Whom the command names, else whom the settings do."""
    options = {name: value for name, value in (("voice", chosen.voice), ("speed", chosen.speed)) if value is not None}
    if not chosen.engine and not options:
        return engines.by_settings(tag, settings())
    return engines.by_name(chosen.engine or engines.by_settings(tag, settings()).chosen.name, tag, **options)


def _same(cast: Cast, usual: Cast) -> bool:
    return (cast.chosen.name, cast.chosen.settings) == (usual.chosen.name, usual.chosen.settings)


def _for_good(tag: str, cast: Cast, chosen: argparse.Namespace) -> str:
    """That the next make speech takes the usual voice again, and how to keep this one."""
    wanted = {"ENGINES": cast.chosen.name, "VOICES": chosen.voice, "SPEEDS": chosen.speed}
    exports = [f'export LLAIS_SPEECH_{name}="{tag}={value}"' for name, value in wanted.items() if value is not None]
    return "\n    ".join(("  The next make speech takes the usual voice again, unless this is set (docs/settings.md):", *exports))


def _standing_in(cast: Cast, sentences: int) -> str:
    """That the standby is heard, and how to get the better voice."""
    told = f"{sentences} sentences have the voice of {cast.speaker.name}: {cast.chosen.name} cannot speak here."
    return "\n    ".join((f"  {told}", *cast.lacking, "Then make speech again: it replaces them."))
