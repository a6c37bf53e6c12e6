"""What must be true before real families use Llais, each thing done or not, and how it is done.

The command `python -m llais check` and a page of the desk show the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from llais import signing
from llais.answers import audit, drill, recipients, trial
from llais.answers.post import Post, PostError
from llais.answers.recipients import RecipientError, Recipients
from llais.answers.vault import Vault, VaultUnavailable
from llais.content import Content
from llais.language import SOURCE, Words
from llais.paths import LOCALES
from llais.service import FACTS
from llais.settings import Settings
from llais.speech import report
from llais.speech.soundbank import Soundbank

SPACE = 1 << 30
"""Bytes that must be free beside the data folder."""
SHOWN = 5
"""Keys of changed texts that are named; of the others only the number."""

CANNOT = "desk.no_key"
"""The key of what is said where the settings or the vault say themselves what is wrong."""

TYPED = {
    "check": "python -m llais check",
    "new": "python -m llais keys new --to identity.age",
    "drill_to": "python -m llais keys drill --to drill.age",
    "drill_open": "python -m llais keys drill --open drill.age --identity recovery.age",
    "drill_word": 'python -m llais keys drill --word "…"',
    "backup": "python -m llais backup --to backups",
    "try": "python -m llais restore --try --from backups/….llais",
    "sign_language": 'python -m llais sign language cy --by "…"',
    "sign_papers": "python -m llais sign papers",
    "test": "make test",
    "recipients": "LLAIS_RECIPIENTS",
    "reviewers": "LLAIS_REVIEWERS",
    "recovery": "LLAIS_RECOVERY",
    "public_url": "LLAIS_PUBLIC_URL",
    "mail": "LLAIS_SMTP_URL, LLAIS_MAIL_FROM, LLAIS_MAIL_UNIT",
    "times": "LLAIS_TEST_TIMES, LLAIS_IDLE=false",
    "https": "https://…",
    "pepper": "pepper",
    "service": "content/service.toml",
    "papers_file": "content/papers.toml",
    "confirmed": "confirmed = true",
    "when": 'when = "controller"',
    **{fact: f"[facts.{fact}]" for fact in FACTS},
}
"""What is typed, or stands in a file: the same in every language."""


@dataclass(frozen=True)
class Check:
    """One thing. `way` is the key of how it is done, with its values."""

    key: str
    done: bool
    way: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def what(self, words: Words) -> str:
        """What it is."""
        return words(f"ready.{self.key}.what")

    def how(self, words: Words) -> str:
        """How it is done."""
        return words(self.way or f"ready.{self.key}.how", **TYPED, **self.values)


@dataclass
class Readiness:
    """The product as it is set up here, at a moment (UTC). `vault` may raise VaultUnavailable or OSError."""

    settings: Settings
    source: Content
    words: Mapping[str, Words]
    soundbank: Soundbank
    vault: Callable[[], Vault]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def checks(self) -> Iterator[Check]:
        """Everything, in the order in which it is best done. Raises nothing: what cannot be asked is not done."""
        yield from self._of_keys()
        yield from self._of_vault()
        yield from self._of_board()
        yield self._signed()
        yield self._sound()
        yield self._papers()
        yield Check("https", self._https())
        yield self._mail()
        yield Check("times", not self.settings.test_times and (self.settings.idle or self.settings.place != "kiosk"))

    @cached_property
    def recipients(self) -> Recipients | str:
        """Whom answers are sealed to, or why they cannot be."""
        chosen = self.settings
        try:
            return recipients.load(chosen.recipients, chosen.data_dir, chosen.recovery, chosen.reviewers)
        except (RecipientError, OSError) as problem:
            return str(problem)

    def _of_keys(self) -> Iterator[Check]:
        found = self.recipients
        if isinstance(found, str):
            yield Check("keys", False, CANNOT, {"reason": found})
            return
        yield Check("keys", True)
        yield Check("practice", not found.practice)
        yield Check("reviewers", bool(found.known))
        yield Check("recovery", bool(found.recovery))

    def _of_vault(self) -> Iterator[Check]:
        try:
            vault = self.vault()
            problem = self._wrong_with(vault)
            trail = audit.lines(vault.store)
        except (VaultUnavailable, OSError) as reason:
            problem, trail = str(reason), []
        yield Check("vault", not problem, CANNOT, {"reason": problem})
        yield Check("drilled", self._drilled(trail))
        yield Check("backup", self._fresh(drill.last(trail, trial.EVENT)))

    def _wrong_with(self, vault: Vault) -> str:
        folder = self.settings.data_dir
        vault.check()
        if vault.entries() and not (folder / "pepper").exists():
            return f"{folder / 'pepper'} is missing: restore it, or no family's code works."
        if folder.exists() and shutil.disk_usage(folder).free < SPACE:
            return f"less than 1 GB is free beside {folder}."
        return ""

    def _drilled(self, trail: list[audit.Line]) -> bool:
        found = self.recipients
        if isinstance(found, str) or not found.recovery:
            return False
        return self._fresh(drill.last(trail, drill.EVENT, drill.keys(found.recovery)))

    def _fresh(self, moment: datetime | None) -> bool:
        return moment is not None and self.now - moment <= signing.GOOD_FOR

    def _of_board(self) -> Iterator[Check]:
        service = self.source.service
        unsure = [f"{one.english} / {one.welsh}" for one in service.names.values() if not one.confirmed]
        yield Check("names", not unsure, values={"names": "; ".join(unsure)})
        yield Check("contact", service.confirmed("contact"))
        sentences = (one for section in self.source.papers["privacy"].full for one in section.sentences)
        named = any(one.when == "controller" for one in sentences)
        yield Check("controller", service.confirmed("controller") and named)
        yield Check("process", service.confirmed("process"))

    def _signed(self) -> Check:
        left = [told for tag, words in self.words.items() if tag != SOURCE and (told := self._unsigned(tag, words))]
        return Check("signed", not left, values={"left": "; ".join(left)})

    def _unsigned(self, tag: str, words: Words) -> str:
        signature = self.source.service.signed.get(tag)
        if signature is None:
            return f"{tag}: {self.words[SOURCE]('ready.signed.all_texts')}"
        changed = signing.changed(self.source, words, signature, LOCALES)
        more = f" (+ {len(changed) - SHOWN})" if len(changed) > SHOWN else ""
        return f"{tag}: {', '.join(changed[:SHOWN])}{more}" if changed else ""

    @cached_property
    def _verdict(self) -> str:
        return report.verdict(report.standings(self.soundbank))

    def _sound(self) -> Check:
        return Check("sound", self._verdict == "equal", f"sound.{self._verdict}")

    def _papers(self) -> Check:
        prepared, equal = self.source.service.papers, self._verdict == "equal"
        void = [
            self.source.papers[name].title.english
            for name in signing.DATED
            if signing.holds(prepared.get(name), self.source.papers[name], self.words, equal, self.now)
        ]
        return Check("papers", not void, values={"papers": ", ".join(void)})

    def _https(self) -> bool:
        """A kiosk that serves itself on this machine needs none."""
        url = self.settings.public_url
        return url.startswith("https://") if url else self.settings.place == "kiosk"

    def _mail(self) -> Check:
        chosen, fetched = self.settings, self.source.service.confirmed("fetched")
        if not chosen.smtp_url or not chosen.mail_unit.strip():
            return Check("mail", fetched and not chosen.smtp_url)
        try:
            Post.parse(chosen.smtp_url, chosen.mail_from)
        except PostError as problem:
            return Check("mail", False, CANNOT, {"reason": problem})
        return Check("mail", True)
