"""What photos look like, and whose answer those that look alike have.

Revision ID: 0004
Revises: 0003
"""

# pyright: basic

import sqlalchemy as sa
from alembic import op

from app.library import orm

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table, the columns, and the indexes that find what is alike."""
    op.create_table(
        "look_bands",
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("coarse", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("band", "photo_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_look_bands_photo_id", "look_bands", ["photo_id"], unique=False)
    op.add_column("photos", sa.Column("look", sa.LargeBinary(), nullable=True))
    op.add_column(
        "photos", sa.Column("is_separate", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_photos_taken_at", "photos", ["taken_at"], unique=False)
    op.add_column("predictions", sa.Column("shared_with", orm.PathText(), nullable=True))
    op.create_index("ix_predictions_shared_with", "predictions", ["shared_with"], unique=False)
