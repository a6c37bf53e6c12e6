"""What several processes share (wrong codes, whose turn it is), and how often the app is used, as monthly sums."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Three new tables; nothing else changes."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "turns",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
    )
    op.create_table(
        "usage",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("which", sa.String(40), nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
