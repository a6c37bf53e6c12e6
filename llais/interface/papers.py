"""The papers the law asks for, as they stand today: a sentence that is true only sometimes is shown only then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from llais.content import Leaflet, Section, Sentence
from llais.interface.kit import Kit
from llais.service import FACTS
from llais.speech import report
from llais.speech.manifest import Manifest
from llais.speech.report import COMPUTERS
from llais.speech.soundbank import Soundbank


def states(kit: Kit) -> Mapping[str, bool]:
    """What a sentence can depend on: how the sound stands, and what the Board has confirmed."""
    service = kit.content.service
    return {**_sound(kit.soundbank, kit.manifest), **{fact: service.confirmed(fact) for fact in ("names", *FACTS)}}


def sections(kit: Kit, paper: Leaflet, form: str) -> list[Section]:
    """The sections of a paper in a form, with the sentences that are true today."""
    true = states(kit)
    found = (replace(one, sentences=tuple(_shown(one.sentences, true))) for one in paper.sections(form))
    return [one for one in found if one.sentences]


def _shown(sentences: tuple[Sentence, ...], true: Mapping[str, bool]) -> list[Sentence]:
    return [one for one in sentences if (not one.when or true[one.when]) and not (one.until and true[one.until])]


@lru_cache(maxsize=1)
def _sound(soundbank: Soundbank, manifest: Manifest) -> Mapping[str, bool]:
    """Asked again only when other clips are heard: it looks at every file."""
    every = report.standings(soundbank)
    verdict = report.verdict(every)
    spoken = any(one.kinds[kind] for one in every.values() for kind in COMPUTERS)
    return {"unequal": verdict != "equal", "incomplete": verdict == "incomplete", "computer": spoken}
