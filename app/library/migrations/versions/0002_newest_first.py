"""Indexes that find a photo's newest prediction and newest job without sorting.

Revision ID: 0002
Revises: 0001
"""

# pyright: basic

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the two indexes."""
    op.create_index(
        "ix_predictions_sha256_created_at", "predictions", ["sha256", "created_at"], unique=False
    )
    op.create_index("ix_jobs_photo_id_updated_at", "jobs", ["photo_id", "updated_at"], unique=False)
