"""A person's recording of one sentence: any file, judged, trimmed, made even, its words found."""

from __future__ import annotations

from io import BytesIO

import av
import numpy as np
import pytest
import soundfile

from llais.language import Line
from llais.paths import LOCALES
from llais.speech import sound
from llais.speech.decode import NotASound, decode
from llais.speech.espeak import Espeak
from llais.speech.lexicon import Lexicon
from llais.speech.sound import Sound
from llais.speech.take import Take, take
from tests.unit.once import line

TEXT = "Bydd yr adolygydd yn gwrando arnoch chi."
LINE = line(TEXT)
LEXICON = Lexicon.load(LOCALES / "cy" / "lexicon.toml")
RATE = 48000
FORMATS = {"wav": ("pcm_s16le", "wav"), "mp3": ("libmp3lame", "mp3"), "m4a": ("aac", "mp4"), "ogg": ("libopus", "ogg"), "webm": ("libopus", "webm")}


@pytest.fixture(scope="module")
def voice() -> Sound:
    """Somebody in a room: half a second of its noise, the sentence, a second of noise."""
    said = sound.resampled(Espeak("cy").say(TEXT), RATE).samples * 0.5
    padded = np.pad(said, (RATE // 2, RATE))
    return Sound(padded + np.random.default_rng(1).normal(0, 0.001, len(padded)), RATE)


def file(voice: Sound, kind: str = "wav") -> bytes:
    """The voice in a file of some kind, as browsers and telephones make them."""
    codec, container = FORMATS[kind]
    made = BytesIO()
    with av.open(made, "w", format=container) as out:
        stream = out.add_stream(codec, rate=voice.rate)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(voice.samples[None, :].astype(np.float32), format="fltp", layout="mono")
        frame.sample_rate = voice.rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return made.getvalue()


def taken(voice: Sound, usual: float = 2.4) -> Take:
    return take(file(voice), "cy", LINE, LEXICON, usual)


@pytest.mark.parametrize("kind", FORMATS)
def test_any_usual_file_becomes_a_clip_like_all_others_with_its_words(voice: Sound, kind: str) -> None:
    made = take(file(voice, kind), "cy", LINE, LEXICON, 2.4)
    heard = decode(made.mp3)
    assert made.faults == () and heard.rate == 22050
    spoken = len(voice.samples) / RATE - 1.5
    assert abs(heard.seconds - spoken) < 0.35, "the room before and after is cut off"
    assert abs(sound.loudness(heard) - sound.LOUDNESS) < 0.6 and sound.true_peak_decibels(heard) <= -0.75
    assert [TEXT[first:last] for *_, first, last in made.words] == TEXT.split()
    assert made.words[0][0] >= 0 and made.words[-1][1] <= made.seconds
    clip = made.clip("cy", LINE)
    assert (clip.engine, clip.file, clip.words) == ("human", "human/cy/k.0.mp3", made.words)


def test_a_whisper_from_afar_is_too_quiet(voice: Sound) -> None:
    assert taken(Sound(voice.samples * 0.01, RATE)).faults == ("studio.too_quiet",)


def test_a_voice_that_was_cut_off_at_the_top_is_distorted(voice: Sound) -> None:
    assert taken(Sound(np.clip(voice.samples * 12, -1, 1), RATE)).faults == ("studio.clipped",)


def test_a_loud_voice_that_just_fits_is_not_called_distorted(voice: Sound) -> None:
    assert taken(Sound(voice.samples / np.abs(voice.samples).max(), RATE)).faults == ()


def test_half_a_sentence_is_too_short_and_two_are_too_long(voice: Sound) -> None:
    half = np.concatenate([voice.samples[: RATE + RATE // 2], voice.samples[-RATE:]])
    assert taken(Sound(half, RATE)).faults == ("studio.too_short",)
    assert taken(Sound(np.tile(voice.samples, 3), RATE)).faults == ("studio.too_long",)


def test_where_no_engine_says_the_sentence_its_length_is_not_judged(voice: Sound) -> None:
    assert taken(Sound(np.tile(voice.samples, 3), RATE), usual=0).faults == ()


def test_silence_is_refused() -> None:
    with pytest.raises(ValueError, match="no sound"):
        taken(Sound(np.zeros(RATE), RATE))


@pytest.mark.parametrize("data", [b"", b"words", b"RIFF" + bytes(100), b"\x1a\x45\xdf\xa3" + b"x" * 500, b"ID3" + bytes(2000)])
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(NotASound):
        take(data, "cy", LINE, LEXICON, 2.4)


def test_an_hour_long_file_is_refused_before_it_fills_the_memory() -> None:
    made = BytesIO()
    soundfile.write(made, np.zeros(8000 * 130), 8000, format="WAV")
    with pytest.raises(NotASound, match="longer than 120"):
        decode(made.getvalue())


def test_where_other_words_are_spoken_than_are_shown_the_sentence_is_lit_whole(voice: Sound) -> None:
    made = take(file(voice), "cy", Line("k", 0, "999", TEXT), LEXICON, 2.4)
    assert made.words == ()
