"""Positions that context gives to photos, and what tells one camera from another.

Revision ID: 0003
Revises: 0002
"""

# pyright: basic

import sqlalchemy as sa
from alembic import op

from app.library import orm

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table and the columns, and have every photo's metadata read again."""
    op.create_table(
        "estimates",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("lat_deg", sa.Double(), nullable=False),
        sa.Column("lon_deg", sa.Double(), nullable=False),
        sa.Column("radius_km", sa.Double(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", orm.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("photo_id", "source"),
    )
    for name in ("serial_number", "owner", "software", "caption"):
        op.add_column("photos", sa.Column(name, sa.String(), nullable=True))
    op.add_column("photos", sa.Column("gps_time", orm.UtcDateTime(), nullable=True))
    # The scanner reads files again whose time is not as stored.
    op.execute("UPDATE photos SET mtime_ns = 0")
