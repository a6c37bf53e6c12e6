"""A translation is whole: nothing missing, stale, left over or still English; its plurals are its language's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from llais import language
from llais.content import DOMAINS
from llais.fault import Fault
from llais.language import LanguageError
from llais.translation.product import Product


def faults(product: Product, tag: str) -> Iterator[Fault]:
    """What is not whole in a language's catalogs."""
    same = set(product.data(tag, "proofing").get("same", ()))
    for domain in DOMAINS:
        file = language.catalog_file(tag, domain)
        try:
            catalog = product.catalog(tag, domain)
        except LanguageError as problem:
            yield Fault(file, "", f"{str(problem).partition(': ')[2]}: run make catalogs, or bring it back")
            continue
        yield from language.faults(product.source, domain, catalog, tag)
        yield from _plural_forms(file, catalog)
        yield from _left_over(product, domain, file, catalog)
        yield from _still_english(file, catalog, same)


def _plural_forms(file: str, catalog: Catalog) -> Iterator[Fault]:
    """Tools for translators write other ones: then a form is shown for the wrong numbers."""
    right = Catalog(catalog.locale).plural_forms
    if _plain(catalog.plural_forms) != _plain(right):
        yield Fault(file, "", f"its Plural-Forms are not this language's: write {right}")
    for message in catalog:
        if isinstance(message.id, tuple) and len(message.string) != Catalog(catalog.locale).num_plurals:
            yield Fault(file, _key(message), "it has not its language's plural forms: run make catalogs, then fill them in")


def _key(message: Message) -> str:
    return message.context or f"“{message.id}” has no msgctxt"


def _plain(forms: str) -> str:
    return re.sub(r"[\s();]", "", forms)


def _left_over(product: Product, domain: str, file: str, catalog: Catalog) -> Iterator[Fault]:
    texts = (text for text in product.source.texts.values() if text.domain == domain)
    wanted = {context for text in texts for context, _ in language.expected(text)}
    for message in catalog:
        if message.id and message.context not in wanted:
            yield Fault(file, _key(message), "nothing in content/ has this key: run make catalogs")


def _still_english(file: str, catalog: Catalog, same: set[str]) -> Iterator[Fault]:
    """A text with words in it that is the same in both languages was not translated."""
    for message in catalog:
        words = re.search(r"[^\W\d_]", str(message.id))
        if message.id and words and message.string == message.id and message.context not in same:
            known = f"locales/{catalog.locale}/proofing.toml"
            yield Fault(file, _key(message), f"it is the English: translate it, or name it under `same` in {known}")
