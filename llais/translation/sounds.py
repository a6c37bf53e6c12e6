"""A sentence is heard as it stands, and in Easy Read it is seen: its clip and its picture."""

from __future__ import annotations

from collections.abc import Iterator

from llais.content import Content
from llais.fault import Fault
from llais.language import Line, Words
from llais.speech.script import script
from llais.translation.product import Product


def faults(product: Product, words: Words) -> Iterator[Fault]:
    """Every sentence that must be heard, and whose clip is not there or says other words."""
    for line in script(product.source, words):
        wrong = _wrong(product, words.language.tag, line)
        if wrong:
            yield Fault("audio/manifest.json", f"{words.language.tag} {line.key}.{line.part}", f"{wrong}: run make speech")


def _wrong(product: Product, tag: str, line: Line) -> str:
    clip = product.manifest.clip(tag, line.key, line.part)
    if clip is None:
        return "it has no clip"
    if not clip.says(line):
        return "its clip says other words"
    return "" if (product.audio / clip.file).exists() else f"audio/{clip.file} is not there"


def pictures(source: Content) -> Iterator[Fault]:
    """Every Easy Read sentence and heading without a picture. (An option without one is no content at all.)"""
    for section in source.leaflet.easy:
        for sentence in (section.heading, *section.sentences):
            if not sentence.picture:
                yield Fault("content/leaflet.toml", sentence.text.key, "in Easy Read it needs a picture: name one of pictures/")
