"""The leaflet as one sound: whole, in order, with its chapters, for any player."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from scipy.signal import correlate

from llais.content import Content
from llais.language import Words
from llais.paths import AUDIO
from llais.speech import mp3
from llais.speech.album import album
from llais.speech.decode import decode
from llais.speech.recordings import Recordings
from llais.speech.script import script
from llais.speech.soundbank import Soundbank

CLIP = (AUDIO / "cy" / "button.listen.0.mp3").read_bytes()


@pytest.fixture(scope="module")
def soundbank(source: Content, words: dict[str, Words], tmp_path_factory: pytest.TempPathFactory) -> Soundbank:
    none = Recordings(tmp_path_factory.mktemp("none"))
    return Soundbank(AUDIO, none, {tag: script(source, one) for tag, one in words.items()})


@pytest.mark.parametrize("tag", ["cy", "en"])
@pytest.mark.parametrize("form", ["full", "easy"])
def test_every_sentence_is_in_it_in_order_with_a_chapter_for_each_section(
    soundbank: Soundbank, source: Content, words: dict[str, Words], tag: str, form: str
) -> None:
    data = album(soundbank, source.leaflet, words[tag], form)
    sections = source.leaflet.sections(form)
    keys = [one.text.key for section in sections for one in (section.heading, *section.sentences)]
    spoken = sum(clip.seconds for key in keys for clip in soundbank.manifest.clips(tag, key))
    heard = MP3(BytesIO(data))
    assert heard.info.length > spoken and heard.info.length < 1.35 * spoken + 2 * len(sections)
    tags = ID3(BytesIO(data))
    assert tags["TIT2"].text[0].startswith(words[tag](source.leaflet.title.key)) and tags["TLAN"].text == [{"cy": "wel", "en": "eng"}[tag]]
    chapters = sorted(tags.getall("CHAP"), key=lambda one: one.start_time)
    assert [str(one.sub_frames["TIT2"]) for one in chapters] == [words[tag](one.heading.text.key) for one in sections]
    assert list(tags["CTOC:toc"].child_element_ids) == [one.element_id for one in chapters]
    assert chapters[0].start_time == 0 and abs(chapters[-1].end_time / 1000 - heard.info.length) < 0.1
    assert all(one.end_time == other.start_time for one, other in zip(chapters, chapters[1:], strict=False))


def test_another_decoder_hears_the_same_length_and_the_clips_unchanged(soundbank: Soundbank, source: Content, words: dict[str, Words]) -> None:
    data = album(soundbank, source.leaflet, words["cy"], "easy")
    with av.open(BytesIO(data)) as file:
        told = file.duration / 1e6
        samples = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
    assert abs(told - len(samples) / 22050) < 0.2
    first = soundbank.manifest.clips("cy", source.leaflet.easy[0].heading.text.key)[0]
    alone = decode(soundbank.path(first).read_bytes()).samples
    begin = int(np.argmax(correlate(samples[: 2 * len(alone)], alone, mode="valid")))
    same = samples[begin : begin + len(alone)]
    assert float(np.corrcoef(same, alone)[0, 1]) > 0.999


def test_the_frames_of_a_clip_are_all_of_its_sound() -> None:
    found = list(mp3.frames(CLIP))
    assert abs(len(found) * mp3.FRAME_SECONDS - decode(CLIP).seconds) < 3 * mp3.FRAME_SECONDS
    assert CLIP.endswith(b"".join(found)) and b"Xing" not in b"".join(found)[:200]


def test_silence_is_silent_and_as_long_as_was_asked() -> None:
    heard = decode(mp3.whole(mp3.silence(0.5)))
    assert abs(heard.seconds - 0.5) < 3 * mp3.FRAME_SECONDS and np.abs(heard.samples).max() == 0


@given(st.binary(max_size=300))
def test_what_is_no_mp3_of_ours_is_refused_or_has_no_frames(data: bytes) -> None:
    with suppress(mp3.NotOurs):
        assert sum(map(len, mp3.frames(data))) <= len(data)


def test_an_mp3_with_a_tag_before_it_is_read_behind_the_tag(tmp_path: Path) -> None:
    tagged = tmp_path / "tagged.mp3"
    tagged.write_bytes(CLIP)
    made = MP3(tagged)
    made.add_tags()
    made.save()
    assert list(mp3.frames(tagged.read_bytes())) == list(mp3.frames(CLIP))
