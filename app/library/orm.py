"""The tables of the library. ORM objects stay inside this package; records leave it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON, TypeDecorator


class Base(DeclarativeBase):
    """Base of all tables."""


class PathText(TypeDecorator[str]):
    """A file path. Names that are not valid UTF-8 are kept as their bytes, so nothing is lost."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Store text as text, and undecodable names as bytes, which SQLite keeps apart."""
        if value is None:
            return None
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return os.fsencode(value)
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Give names back as Python spells them."""
        return os.fsdecode(value) if isinstance(value, bytes) else value


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; SQLite keeps it in UTC without its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class PhotoRow(Base):
    """A photo file as it was when last scanned."""

    __tablename__ = "photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(PathText, unique=True)
    size_bytes: Mapped[int]
    mtime_ns: Mapped[int]
    fingerprint: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(index=True)
    width_px: Mapped[int | None]
    height_px: Mapped[int | None]
    taken_at: Mapped[str | None] = mapped_column(index=True)
    make: Mapped[str | None]
    model: Mapped[str | None]
    gps_lat_deg: Mapped[float | None]
    gps_lon_deg: Mapped[float | None]
    gps_radius_m: Mapped[float | None]
    gps_note: Mapped[str | None]
    location_source: Mapped[str | None]
    sidecar_mtime_ns: Mapped[int | None]
    problem: Mapped[str | None]
    serial_number: Mapped[str | None]
    owner: Mapped[str | None]
    software: Mapped[str | None]
    caption: Mapped[str | None]
    gps_time: Mapped[datetime | None] = mapped_column(UtcDateTime)
    look: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_separate: Mapped[bool] = mapped_column(server_default=false())
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LookBandRow(Base):
    """A quarter of the coarse half of a photo's look, by which those that are alike are found."""

    __tablename__ = "look_bands"
    __table_args__ = ({"sqlite_with_rowid": False},)

    band: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    coarse: Mapped[int] = mapped_column(BigInteger)


class ThumbnailRow(Base):
    """A small JPEG of a photo, keyed by content so that duplicates share it."""

    __tablename__ = "thumbnails"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


class PredictionRow(Base):
    """What a model said of a picture, and what was made of it. Keyed by content, not by path."""

    __tablename__ = "predictions"
    __table_args__ = (
        UniqueConstraint("sha256", "model_sha256", "contract_version", "mode"),
        Index("ix_predictions_sha256_created_at", "sha256", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    model: Mapped[str]
    model_sha256: Mapped[str]
    contract_version: Mapped[int]
    mode: Mapped[str]
    completions: Mapped[list[str]] = mapped_column(JSON)
    localizable: Mapped[bool]
    lat_deg: Mapped[float | None]
    lon_deg: Mapped[float | None]
    radius_km: Mapped[float | None]
    confidence: Mapped[float | None]
    localizability: Mapped[float | None]
    country: Mapped[str | None]
    country_code: Mapped[str | None]
    city: Mapped[str | None]
    reasoning: Mapped[str]
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    seconds: Mapped[float]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shared_with: Mapped[str | None] = mapped_column(PathText, index=True)


class JobRow(Base):
    """A photo waiting for, or done by, the model."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("photo_id", "model_sha256", "contract_version", "mode"),
        Index("ix_jobs_state", "state"),
        Index("ix_jobs_photo_id_updated_at", "photo_id", "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"))
    model_sha256: Mapped[str]
    contract_version: Mapped[int]
    mode: Mapped[str]
    state: Mapped[str]
    error_title: Mapped[str | None]
    error_message: Mapped[str | None]
    error_hint: Mapped[str | None]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OwnerPositionRow(Base):
    """A position the owner gave to a photo; it outranks everything else."""

    __tablename__ = "owner_positions"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True
    )
    lat_deg: Mapped[float]
    lon_deg: Mapped[float]
    radius_m: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EstimateRow(Base):
    """A position that context gives to a photo: a track, a Takeout file, the rest of the album."""

    __tablename__ = "estimates"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(primary_key=True)
    lat_deg: Mapped[float]
    lon_deg: Mapped[float]
    radius_km: Mapped[float]
    confidence: Mapped[float]
    reason: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
