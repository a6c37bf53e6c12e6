"""The tables of the vault, and how an older vault becomes today's: Alembic, which carries the data along."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import BigInteger, Boolean, Column, Engine, Integer, LargeBinary, MetaData, String, Table, Text, inspect, select
from sqlalchemy.exc import DatabaseError

HEAD = "0004"
"""The newest revision in migrations/versions."""
_MIGRATIONS = Path(__file__).parent / "migrations"

tables = MetaData()

letters = Table(
    "letters",
    tables,
    Column("id", String(64), primary_key=True),
    Column("lookup", LargeBinary(32), nullable=True, index=True),
    Column("code_recipient", String(80), nullable=False),
    Column("arrived_at", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("review", String(40), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("resealed_at", String(32), nullable=False),
)
"""Sealed answers. `review` is empty in the Business Unit's box."""

reviews = Table(
    "reviews",
    tables,
    Column("reference", String(40), primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("keys", Text, nullable=False),
    Column("mail", Text, nullable=False),
    Column("opened_on", String(10), nullable=False),
    Column("closes_on", String(10), nullable=False),
    Column("retention_days", Integer, nullable=False),
    Column("hold", Boolean, nullable=False),
    Column("changed_at", String(32), nullable=False),
)

replies = Table(
    "replies",
    tables,
    Column("id", String(64), primary_key=True),
    Column("lookup", LargeBinary(32), nullable=False, index=True),
    Column("made_at", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

notes = Table(
    "notes",
    tables,
    Column("id", String(64), primary_key=True),
    Column("letter", String(64), nullable=False, index=True),
    Column("made_at", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""What a reviewer wrote down about a letter: sealed like the letter."""

events = Table(
    "events",
    tables,
    Column("id", String(64), primary_key=True),
    Column("subject", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("at", String(32), nullable=False),
)
"""What happened to a letter (its id) or to all that belongs to a code (its lookup in hex). Only ever added to."""

deleted = Table(
    "deleted",
    tables,
    Column("id", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("why", String(32), nullable=False),
)
"""The ids of what was destroyed, so that no backup or bundle brings it back."""

audit = Table(
    "audit",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("event", String(32), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("why", String(200), nullable=False),
    Column("mark", String(64), nullable=False),
)

drafts = Table(
    "drafts",
    tables,
    Column("draft", String(64), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
"""What a tab encrypted under a key of its own, in parts. `draft` is a hash of the id that only the tab knows."""

waiting = Table(
    "waiting",
    tables,
    Column("lookup", LargeBinary(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
"""Answers that were stopped half-way, sealed to the family's own code and to nobody else."""

attempts = Table(
    "attempts",
    tables,
    Column("id", String(32), primary_key=True),
    Column("device", String(64), nullable=False),
    Column("at", String(32), nullable=False, index=True),
)
"""Wrong codes of the last minutes: when, and a hash of the tab's random token. Nothing of the codes."""

turns = Table(
    "turns",
    tables,
    Column("name", String(32), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", String(32), nullable=False),
)
"""Whose turn it is to do what one process alone does for all of them."""

usage = Table(
    "usage",
    tables,
    Column("id", String(120), primary_key=True),
    Column("month", String(7), nullable=False),
    Column("what", String(32), nullable=False),
    Column("which", String(40), nullable=False),
    Column("count", BigInteger, nullable=False),
)
"""How often what was used in a month: sums and nothing else. `id` names the installation, the month and what is counted."""

installation = Table(
    "installation", tables, Column("name", String(32), primary_key=True), Column("value", LargeBinary, nullable=False)
)


class MadeByANewerLlais(RuntimeError):
    """The vault was brought up to date by a newer Llais than this one."""


def upgrade(engine: Engine) -> None:
    """Bring the store to HEAD; of several processes that start at once one does it. Raises MadeByANewerLlais."""
    if _revision(engine) == HEAD:
        return
    from alembic import command  # heavy, and needed once
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.execution_options(write=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1280066889)")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:  # Alembic does not know the revision that the vault is at
            raise MadeByANewerLlais from None


def _revision(engine: Engine) -> str:
    version = Table("alembic_version", MetaData(), Column("version_num", String(32)))
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        try:
            return connection.scalar(select(version.c.version_num)) or ""
        except DatabaseError:
            return ""
