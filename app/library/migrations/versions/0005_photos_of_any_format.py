"""The journal calls a photo a photo, now that not only JPEGs are written.

Revision ID: 0005
Revises: 0004
"""

# pyright: basic

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Rename the kind; nothing else about the writes changes."""
    op.execute("UPDATE writes SET kind = 'photo' WHERE kind = 'jpeg'")
