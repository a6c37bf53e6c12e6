"""The product as a folder that is looked at: its words, catalogs and sounds, each read once."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from llais import content, language
from llais.content import Content
from llais.language import SOURCE, Language
from llais.paths import ROOT
from llais.speech.manifest import Manifest


class Product:
    """A folder like this one. Raises ContentError, LanguageError or ValueError where a file cannot be read."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.locales, self.audio = root / "locales", root / "audio"

    @cached_property
    def source(self) -> Content:
        """What is said, in English."""
        return content.load(self.root / "content")

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Every language, English among them."""
        return language.languages(self.locales)

    @property
    def translations(self) -> tuple[str, ...]:
        """The tags of all languages but English."""
        return tuple(one.tag for one in self.languages if one.tag != SOURCE)

    @cached_property
    def manifest(self) -> Manifest:
        """Which clip says what."""
        return Manifest.load(self.audio / "manifest.json")

    def path(self, tag: str, domain: str) -> Path:
        """A catalog's file."""
        return self.root / language.catalog_file(tag, domain)

    def catalog(self, tag: str, domain: str) -> Catalog:
        """A catalog as it is."""
        return language.read(self.path(tag, domain), tag)

    def data(self, tag: str, name: str) -> dict[str, Any]:
        """locales/<tag>/<name>.toml; empty when there is none. Raises ValueError that names the file."""
        file = self.locales / tag / f"{name}.toml"
        try:
            return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            raise ValueError(f"locales/{tag}/{name}.toml: cannot be read: {problem}") from None
