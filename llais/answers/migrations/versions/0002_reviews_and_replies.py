"""Reviews, replies, notes, what happened and what was destroyed; a code may have several letters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Letters of the first version go to the Business Unit's box."""
    op.create_table(
        "letters_new",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("lookup", sa.LargeBinary(32), nullable=True),
        sa.Column("code_recipient", sa.String(80), nullable=False),
        sa.Column("arrived_at", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("review", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("resealed_at", sa.String(32), nullable=False),
    )
    columns = "id, lookup, code_recipient, arrived_at, sealed"
    op.execute(
        f"INSERT INTO letters_new ({columns}, review, kind, resealed_at) SELECT {columns}, '', 'answers', '' FROM letters"
    )
    op.drop_table("letters")
    op.rename_table("letters_new", "letters")
    op.create_index("ix_letters_lookup", "letters", ["lookup"])
    op.create_index("ix_letters_review", "letters", ["review"])
    _reviews()
    _kept("replies", sa.Column("lookup", sa.LargeBinary(32), nullable=False, index=True))
    _kept("notes", sa.Column("letter", sa.String(64), nullable=False, index=True))
    _happened()


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("reference", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("keys", sa.Text, nullable=False),
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("opened_on", sa.String(10), nullable=False),
        sa.Column("closes_on", sa.String(10), nullable=False),
        sa.Column("retention_days", sa.Integer, nullable=False),
        sa.Column("hold", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
    )


def _kept(name: str, belongs_to: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(64), primary_key=True),
        belongs_to,
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _happened() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(64), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "deleted",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
    )
