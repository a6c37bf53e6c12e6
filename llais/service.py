"""The facts of content/service.toml, and what of them is confirmed, prepared and signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FACTS = ("contact", "controller", "process", "fetched")
"""What only the Board can confirm, beside its names."""


@dataclass(frozen=True)
class Name:
    """A name of the Board's, and whether the Board has confirmed it."""

    english: str
    welsh: str
    confirmed: bool


@dataclass(frozen=True)
class Fact:
    """Something the Board has or has not confirmed: by whom, a role, and on which day."""

    confirmed: bool
    by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Prepared:
    """When a paper was prepared, whether the languages sounded equal then, and the digest of what it said in each language."""

    on: date
    equal: bool
    digests: Mapping[str, str]


@dataclass(frozen=True)
class Signature:
    """Who has signed off a language, a role, when, and the digest of the list of texts that were signed."""

    by: str
    on: date
    texts: str


@dataclass(frozen=True)
class Service:
    """Facts of content/service.toml."""

    phone: str
    phone_link: str
    email: str
    words_checked: date
    exit_page: str
    names: Mapping[str, Name]
    facts: Mapping[str, Fact]
    papers: Mapping[str, Prepared]
    signed: Mapping[str, Signature]
    """By language."""

    def confirmed(self, fact: str) -> bool:
        """Whether the Board has confirmed a fact; "names" stands for all its names."""
        return all(one.confirmed for one in self.names.values()) if fact == "names" else self.facts[fact].confirmed
