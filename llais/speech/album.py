"""The leaflet as one sound to take home: every sentence in order, a chapter for each section, tags that players show."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from babel.core import get_global
from mutagen.id3 import CHAP, CTOC, ID3, TALB, TIT2, TLAN, CTOCFlags

from llais.content import Leaflet, Section
from llais.language import Words
from llais.speech import mp3
from llais.speech.soundbank import Soundbank

SENTENCE_SECONDS, SECTION_SECONDS = 0.35, 1.0
"""Silence after each."""
ONLY_VERSION = 3
"""ID3v2.3: what old players know."""


def album(soundbank: Soundbank, leaflet: Leaflet, words: Words, form: str) -> bytes:
    """The leaflet in a language and form ("full", "easy"), as MP3. Sentences without a clip are left out."""
    sound: list[bytes] = []
    chapters: list[tuple[str, int, int]] = []
    for section in leaflet.sections(form):
        begin = len(sound)
        sound += _section(soundbank, words.language.tag, section)
        chapters.append((words(section.heading.text.key), begin, len(sound)))
    return _tags(words(leaflet.title.key), words, form, chapters) + mp3.whole(sound)


def _section(soundbank: Soundbank, tag: str, section: Section) -> list[bytes]:
    sound: list[bytes] = []
    for sentence in (section.heading, *section.sentences):
        for clip in soundbank.manifest.clips(tag, sentence.text.key):
            sound += mp3.frames(soundbank.path(clip).read_bytes())
            sound += mp3.silence(SENTENCE_SECONDS)
    return sound + mp3.silence(SECTION_SECONDS)


def _tags(name: str, words: Words, form: str, chapters: Sequence[tuple[str, int, int]]) -> bytes:
    title = f"{name} ({words(f'leaflet.{form}')})"
    tags = ID3()
    for frame in (TIT2, TALB):
        tags.add(frame(text=title if frame is TIT2 else words("service.name")))
    tags.add(TLAN(text=three_letters(words.language.tag)))
    names = [f"chapter{number}" for number in range(len(chapters))]
    for name, (heading, begin, end) in zip(names, chapters, strict=True):
        times = {"start_time": _milliseconds(begin), "end_time": _milliseconds(end)}
        tags.add(CHAP(element_id=name, **times, sub_frames=[TIT2(text=heading)]))
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[TIT2(text=title)]))
    written = BytesIO()
    tags.save(written, v2_version=ONLY_VERSION)
    return written.getvalue()


def _milliseconds(frames: int) -> int:
    return round(1000 * frames * mp3.FRAME_SECONDS)


def three_letters(tag: str) -> str:
    """A language's code as ID3 wants it (ISO 639-2): "wel", "eng"."""
    known = {two: three for three, two in get_global("language_aliases").items() if len(three) == 3 and len(two) == 2}
    return known.get(tag.split("-")[0], "und")
