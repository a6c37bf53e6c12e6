"""What is made once when the app starts and shared by every visit."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from llais import content, language, paths
from llais.answers import code, recipients
from llais.answers.recipients import RecipientError, Recipients
from llais.answers.vault import Vault, VaultUnavailable
from llais.interface.limits import Limits
from llais.interface.metrics import Timings
from llais.interface.tally import Tally
from llais.interface.visit import Visits
from llais.settings import Settings
from llais.speech.manifest import Manifest
from llais.speech.recordings import Recordings
from llais.speech.script import script
from llais.speech.soundbank import Soundbank

PEPPER = "pepper"
"""The name under which the vault keeps the mark of its pepper."""
READINESS_SECONDS = 2.0
"""How long an answer to "can answers be accepted?" holds, so that asking is cheap."""


@dataclass
class Kit:
    """Words, sound and pictures; the vault and whom answers are sealed to; the visits."""

    settings: Settings
    content: content.Content
    words: dict[str, language.Words]
    languages: tuple[language.Language, ...]
    soundbank: Soundbank
    tally: Tally
    visits: Visits
    limits: Limits
    timings: Timings
    _asked: float = float("-inf")
    _closed: str = ""

    @classmethod
    def load(cls, settings: Settings) -> Kit:
        """Read and check everything. Raises ContentError or LanguageError: the app does not start half-right."""
        source = content.load(paths.CONTENT)
        languages = language.languages(paths.LOCALES)
        words = {one.tag: language.Words.load(one, source, paths.LOCALES) for one in languages}
        scripts = {tag: script(source, one) for tag, one in words.items()}
        return cls.of(settings, source, words, languages, Soundbank(paths.AUDIO, Recordings(settings.recordings_dir), scripts))

    @classmethod
    def of(cls, settings: Settings, *said: Any) -> Kit:
        """A kit of these words and sounds, with nobody there yet."""
        tally = Tally(said[0], settings.usage)
        return cls(settings, *said, tally, Visits(tally.over), Limits(settings.most_visits), Timings())

    @property
    def manifest(self) -> Manifest:
        """The clips that families hear."""
        return self.soundbank.manifest

    @property
    def tags(self) -> tuple[str, ...]:
        """The language tags, in the order they are offered."""
        return tuple(one.tag for one in self.languages)

    def language(self, tag: str) -> language.Language:
        """A language by its tag."""
        return next(one for one in self.languages if one.tag == tag)

    @cached_property
    def vault(self) -> Vault:
        """Where sealed answers are kept."""
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        return Vault(self.settings.vault_url)

    @cached_property
    def recipients(self) -> Recipients:
        """Whom answers are sealed to. Raises RecipientError."""
        chosen = self.settings
        return recipients.load(chosen.recipients, chosen.data_dir, chosen.recovery, chosen.reviewers)

    def sealed_to(self, review: str) -> tuple[str, ...]:
        """The keys that answers of a review are sealed to; the box's for "". Raises RecipientError, VaultUnavailable, OSError."""
        found = self.vault.reviews.find(review) if review else None
        if review and found is None:
            raise RecipientError(f"there is no review {review} any more")
        return self.recipients.of(found)

    @cached_property
    def deriver(self) -> code.Deriver:
        """Turns a family's code into its keys, a few at a time. Raises OSError when the pepper is not the vault's own."""
        file, known = self.settings.data_dir / "pepper", self.vault.known(PEPPER)
        if not file.exists() and (known or self.vault.entries()):
            raise OSError(f"{file} is missing, and every code given so far needs it: restore it from a backup")
        pepper = code.pepper(file)
        if self.vault.once(PEPPER, lambda: code.mark(pepper)) != code.mark(pepper):
            raise OSError(f"{file} is not the pepper of this vault: all machines need the same one. Copy it from the first one")
        return code.Deriver(self.vault.salt(), pepper)

    @property
    def practice(self) -> bool:
        """Whether no real recipient is set."""
        return not re.search(r"\S", self.settings.recipients)

    @property
    def beside_families(self) -> bool:
        """Whether a real families' app uses this data folder: its pepper is here. No private key may come near it."""
        return not self.practice and (self.settings.data_dir / "pepper").exists()

    def closed(self, review: str = "") -> str:
        """Why answers (of a review) cannot be accepted now, in words for staff; empty when they can."""
        return self._closed_to_all() or (self._why_closed_to(review) if review else "")

    def _closed_to_all(self) -> str:
        if time.monotonic() - self._asked > READINESS_SECONDS:
            self._closed, self._asked = self._why_closed(), time.monotonic()
        return self._closed

    def _why_closed_to(self, review: str) -> str:
        try:
            self.sealed_to(review)
        except (RecipientError, VaultUnavailable, OSError) as problem:
            return str(problem)
        return ""

    def _why_closed(self) -> str:
        try:
            _ = self.recipients.keys
            self.vault.check()
            _ = self.deriver
        except (RecipientError, VaultUnavailable, OSError) as problem:
            return str(problem)
        return ""

    def picture(self, name: str) -> str:
        """The SVG of a picture, to stand in a page."""
        return self._pictures[name]

    @cached_property
    def _pictures(self) -> dict[str, str]:
        return {file.stem: _inline(file) for file in paths.PICTURES.glob("*.svg")}


def _inline(file: Path) -> str:
    """Words stand beside every picture, so a screen reader passes it over."""
    head = f'<svg data-picture="{file.stem}" aria-hidden="true" focusable="false" '
    return file.read_text("utf-8").strip().replace("<svg ", head, 1)
