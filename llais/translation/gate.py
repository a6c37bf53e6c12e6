"""The one gate for languages: everything that is wrong with the words, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from llais.fault import Fault
from llais.language import SOURCE, LanguageError, Words
from llais.speech.script import script
from llais.translation import completeness, extraction, glossary, keys, literals, sounds, welsh, yes_no
from llais.translation.product import Product


def faults(product: Product) -> list[Fault]:
    """Every fault of a product's words, each once. Raises ContentError, NoDictionary, and ValueError for a file of data."""
    return list(dict.fromkeys(_all(product)))


def _all(product: Product) -> Iterator[Fault]:
    for tag in product.translations:
        yield from completeness.faults(product, tag)
        yield from yes_no.faults(product, tag)
        yield from glossary.faults(product, tag)
    if welsh.TAG in product.translations:
        yield from welsh.faults(product)
    found = literals.literals(product.root)
    yield from keys.faults(product.source, found)
    yield from extraction.faults(product.root, found)
    yield from sounds.pictures(product.source)
    for words in usable(product).values():
        yield from sounds.faults(product, words)


def usable(product: Product) -> dict[str, Words]:
    """The languages whose catalogs are whole. What the others lack is a fault already."""
    found = {}
    for one in product.languages:
        try:
            found[one.tag] = Words.load(one, product.source, product.locales)
        except LanguageError:
            continue
    return found


def counted(product: Product) -> str:
    """What was looked at, in short."""
    texts, every = len(product.source.texts), usable(product)
    lines = sum(len(script(product.source, words)) for words in every.values())
    terms = sum(len(glossary.of(product, tag).terms) for tag in every if tag != SOURCE)
    return f"{texts} texts in {', '.join(every)}; {lines} sounds; {terms} terms of the glossary"
