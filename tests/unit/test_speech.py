"""Every sentence has its sound; the sound is even; building again does only what is needed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from llais import paths
from llais.content import Content
from llais.language import Words
from llais.speech import build as building
from llais.speech import numbers, sound
from llais.speech.build import missing
from llais.speech.espeak import Espeak, EspeakError
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Clip, Manifest
from llais.speech.recordings import Recordings
from llais.speech.report import standings, verdict
from llais.speech.script import script
from llais.speech.sound import Sound
from llais.speech.soundbank import Soundbank
from tests.unit.once import Once, line

COMMITTED = Manifest.load(paths.AUDIO / "manifest.json")


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_every_sentence_has_a_clip_of_todays_words(source: Content, words: dict[str, Words], tag: str) -> None:
    assert missing(source, words[tag], COMMITTED) == []


def test_a_changed_sentence_is_missed(source: Content, words: dict[str, Words]) -> None:
    clips = [Clip(**{**vars(clip), "text": "old"}) if clip.key == "button.listen" else clip for clip in COMMITTED]
    assert missing(source, words["cy"], Manifest(clips)) == ["button.listen.0"]


def test_there_is_no_clip_and_no_file_too_many(source: Content, words: dict[str, Words]) -> None:
    wanted = {(tag, line.key, line.part) for tag, one in words.items() for line in script(source, one)}
    assert {(clip.language, clip.key, clip.part) for clip in COMMITTED} == wanted
    files = {file.relative_to(paths.AUDIO).as_posix() for file in paths.AUDIO.rglob("*.mp3") if "human" not in file.parts}
    assert files == {clip.file for clip in COMMITTED}


def test_the_manifest_is_an_object_with_clips_that_say_what_they_are() -> None:
    document = json.loads((paths.AUDIO / "manifest.json").read_text("utf-8"))
    assert {"language", "key", "text", "spoken", "file", "engine", "seconds"} <= set(document["clips"][0])


def test_committed_clips_are_mono_mp3_of_even_loudness_without_clipping() -> None:
    for clip in list(COMMITTED)[::40]:
        info = soundfile.info(paths.AUDIO / clip.file)
        heard = sound.read(paths.AUDIO / clip.file)
        assert (info.format, info.channels) == ("MP3", 1)
        assert abs(info.duration - clip.seconds) < 0.2
        assert abs(sound.loudness(heard) - sound.LOUDNESS) < 2.5, clip
        assert sound.true_peak(heard) < 1.0, clip


def test_building_again_with_nothing_changed_makes_nothing(tmp_path: Path, words: dict[str, Words]) -> None:
    once = Once(tmp_path, words["cy"], line("Helo.", "a"), line("Sut mae?", "b"))
    assert (once.build(), once.build()) == (2, 0)


def test_a_changed_sentence_rebuilds_only_its_clip(tmp_path: Path, words: dict[str, Words]) -> None:
    Once(tmp_path, words["en"], line("Hello.", "a"), line("Good.", "b")).build()
    before = (tmp_path / "en" / "a.0.mp3").stat().st_mtime_ns
    time.sleep(0.02)
    assert Once(tmp_path, words["en"], line("Hello.", "a"), line("Better.", "b")).build() == 1
    assert (tmp_path / "en" / "a.0.mp3").stat().st_mtime_ns == before


def test_a_lost_file_is_made_again(tmp_path: Path, words: dict[str, Words]) -> None:
    once = Once(tmp_path, words["en"], line("Hello."))
    once.build()
    (tmp_path / "en" / "k.0.mp3").unlink()
    assert once.build() == 1


def test_an_orphan_is_removed_and_other_languages_are_left_alone(
    tmp_path: Path, words: dict[str, Words], source: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = {"now": (line("Hello.", "a"), line("Good.", "b"))}
    monkeypatch.setattr(building, "script", lambda _source, _words: lines["now"])
    building.build(source, words, tmp_path)
    lines["now"] = lines["now"][:1]
    building.build(source, {"en": words["en"]}, tmp_path)
    assert sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.mp3")) == ["cy/a.0.mp3", "cy/b.0.mp3", "en/a.0.mp3"]
    assert len(Manifest.load(tmp_path / "manifest.json")) == 3


@pytest.mark.parametrize(("tag", "text"), [("cy", "Mae’r adolygydd yn gwrando."), ("en", "The reviewer listens.")])
def test_both_voices_speak_and_a_longer_text_takes_longer(tag: str, text: str) -> None:
    short, long = Espeak(tag).say(text), Espeak(tag).say(f"{text} {text}")
    assert 0.8 < short.seconds < 4 and long.seconds > 1.6 * short.seconds


def test_a_language_without_a_voice_is_refused() -> None:
    with pytest.raises(EspeakError, match="add its voice"):
        Espeak("ar")


@given(st.floats(0.002, 1.0), st.floats(0.05, 0.5))
def test_any_loudness_comes_out_even_and_trimmed(level: float, silence: float) -> None:
    rate = 22050
    tone = level * np.sin(2 * np.pi * 300 * np.arange(rate) / rate)
    made = sound.finish(Sound(np.pad(tone, int(silence * rate)), rate))
    assert abs(made.seconds - 1 - sound.LEAD_SECONDS - sound.TAIL_SECONDS) < 0.02
    assert abs(sound.loudness(made) - sound.LOUDNESS) < 1 and sound.true_peak(made) <= 0.9


def test_silence_is_refused() -> None:
    with pytest.raises(ValueError, match="no sound"):
        sound.trim(Sound(np.zeros(1000), 22050))


def test_the_lexicon_changes_whole_words_only(tmp_path: Path) -> None:
    lexicon = Lexicon({"&": "and", "R": "arr"}, {"clywed": "kl'@wEd"})
    assert lexicon.spoken("Cardiff & Vale R Road") == "Cardiff and Vale arr Road"
    assert lexicon.for_espeak("clywed a clywedodd, sy’n") == "[[kl'@wEd]] a clywedodd, sy'n"


def test_numbers_are_said_in_words() -> None:
    assert [numbers.day("cy", n) for n in (1, 10, 12, 24, 31)] == ["un", "deg", "un deg dau", "dau ddeg pedwar", "tri deg un"]
    assert [numbers.day("en", n) for n in (1, 3, 12, 20, 24)] == ["first", "third", "twelfth", "twentieth", "twenty-fourth"]
    assert numbers.year("cy", 2026) == "dwy fil dau ddeg chwech" and numbers.year("en", 2026) == "twenty twenty-six"


def soundbank_of(tmp_path: Path, source: Content, words: dict[str, Words], engines: Manifest = COMMITTED) -> Soundbank:
    """The committed sound, or other clips in its place, with no recordings."""
    found = Soundbank(paths.AUDIO, Recordings(tmp_path), {tag: script(source, one) for tag, one in words.items()})
    found.manifest = found.engines = engines
    return found


def test_the_report_counts_every_sentence_once_and_none_is_missing(source: Content, words: dict[str, Words], tmp_path: Path) -> None:
    for tag, one in standings(soundbank_of(tmp_path, source, words)).items():
        assert sum(one.kinds.values()) == len(script(source, words[tag])) and one.missing == one.stale == 0 and one.bytes > 1_000_000


@pytest.mark.parametrize(("cy", "en", "said"), [("espeak-ng", "espeak-ng", "equal"), ("espeak-ng", "kokoro", "unequal"), ("kokoro", "piper", "equal")])
def test_a_better_voice_in_one_language_only_is_said_to_be_unequal(
    source: Content, words: dict[str, Words], tmp_path: Path, cy: str, en: str, said: str
) -> None:
    voices = {"cy": cy, "en": en}
    clips = Manifest(Clip(**{**vars(clip), "engine": voices[clip.language]}) for clip in COMMITTED)
    assert verdict(standings(soundbank_of(tmp_path, source, words, clips))) == said


def test_a_sentence_without_a_clip_of_its_words_is_counted_and_said(source: Content, words: dict[str, Words], tmp_path: Path) -> None:
    clips = [clip for clip in COMMITTED if clip.key != "button.listen"]
    clips = [Clip(**{**vars(clip), "text": "old"}) if clip.key == "button.back" else clip for clip in clips]
    found = standings(soundbank_of(tmp_path, source, words, Manifest(clips)))
    assert found["cy"].missing == 2 and verdict(found) == "incomplete"
