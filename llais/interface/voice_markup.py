"""Words as HTML that the browser can read aloud: each sentence carries the address of its sound."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from llais.content import MARKED
from llais.language import Words
from llais.speech.manifest import Manifest

_NUMBER = re.compile(r"\+?\d[\d ]{5,}\d")
"""A telephone number: among letters that run from the right its groups would change places."""


@dataclass(frozen=True)
class Marks:
    """What becomes of parts of a text: words that are links, by what they lead to; and of its hard word, if it has one."""

    links: Mapping[str, str] = field(default_factory=dict)
    hard: str = r"\1"
    """How a hard word is shown, as a replacement of MARKED."""


def sentences(words: Words, manifest: Manifest, key: str, marks: Marks) -> Markup:
    """Every sentence of a key in its own element. One without a clip is still shown."""
    shown = _split(words, key)
    tag = words.language.tag
    rtl = words.language.direction == "rtl"
    return Markup(" ").join(
        _span(_marked(text, marks, rtl), tag, (_url(manifest, tag, key, part),), _starts(manifest, tag, key, part))
        for part, text in enumerate(shown)
    )


def clips(text: str, manifest: Manifest, tag: str, keys: Sequence[str]) -> Markup:
    """One text that is spoken by several clips, one after the other."""
    return _span(escape(text), tag, tuple(_url(manifest, tag, key, 0) for key in keys))


def url(manifest: Manifest, tag: str, key: str) -> str:
    """The address of a key's first clip; empty when there is none."""
    return _url(manifest, tag, key, 0)


def urls(manifest: Manifest, tag: str, key: str) -> list[str]:
    """The addresses of all clips of a key."""
    return [_url(manifest, tag, key, clip.part) for clip in manifest.clips(tag, key)]


def _split(words: Words, key: str) -> list[str]:
    """The marked text, cut where the lines are cut, so that hard words keep their mark."""
    marked, texts = words.marked(key), []
    lines = words.lines(key)
    if len(lines) == 1:
        return [marked]
    for line in lines:
        end = _end_of(line.text, marked)
        texts.append(marked[:end].strip())
        marked = marked[end:].strip()
    return texts


def _end_of(text: str, marked: str) -> int:
    """Where a sentence ends in the marked text, which has ** that the sentence has not."""
    left = len(text)
    for index, char in enumerate(marked):
        if not left and char != "*":
            return index
        left -= char != "*"
    return len(marked)


def _url(manifest: Manifest, tag: str, key: str, part: int) -> str:
    clip = manifest.clip(tag, key, part)
    return f"/sound/{clip.file}?v={clip.source[:12]}" if clip else ""


def _starts(manifest: Manifest, tag: str, key: str, part: int) -> str:
    """When each word of a sentence begins, in milliseconds; empty where the sentence is lit whole."""
    clip = manifest.clip(tag, key, part)
    return " ".join(str(round(1000 * start)) for start, *_ in clip.words) if clip else ""


def _span(text: Markup, tag: str, urls: Sequence[str], starts: str = "") -> Markup:
    heard = [url for url in urls if url]
    if not heard:
        return text
    words = Markup(' data-words="{}"').format(starts) if starts else ""
    return Markup('<span class="say" lang="{}" data-say="{}"{}>{}</span>').format(tag, " ".join(heard), words, text)


def _marked(text: str, marks: Marks, rtl: bool) -> Markup:
    html = str(escape(text))
    if rtl:
        html = _NUMBER.sub(r'<bdi dir="ltr">\g<0></bdi>', html)
    html = MARKED.sub(marks.hard, html)
    for shown, target in marks.links.items():
        html = html.replace(str(escape(shown)), f'<a href="{escape(target)}">{escape(shown)}</a>')
    return Markup(html)
