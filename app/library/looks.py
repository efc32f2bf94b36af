"""Where the library keeps what photos look like, and how it finds those that are alike.

Two looks whose coarse halves differ in few enough bits to be copies have, of its four bands of 16
bits, one that differs in one bit at most. So a photo's possible copies are found by an index, and
its burst by another on the time; whatever the size of the library, few photos are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.library.likeness import (
    BURST_GAP_S,
    COARSE_BITS,
    COPY_COARSE_DISTANCE,
    LOOK_BITS,
    Leader,
    Look,
    coarse,
    look_of,
)
from app.library.orm import LookBandRow, PhotoRow, PredictionRow
from app.library.records import Asking
from app.library.rows import to_photo

_BANDS: Final = 4
_BAND_BITS: Final = COARSE_BITS // _BANDS
_SIGN: Final = 1 << COARSE_BITS  # SQLite's numbers of 64 bits have a sign

assert COPY_COARSE_DISTANCE < 2 * _BANDS  # else a copy might differ in two bits of every band


def store_look(session: Session, photo_id: int, bits: int) -> None:
    """Keep what a photo looks like."""
    session.execute(
        update(PhotoRow).where(PhotoRow.id == photo_id).values(look=bits.to_bytes(LOOK_BITS // 8))
    )
    session.execute(delete(LookBandRow).where(LookBandRow.photo_id == photo_id))
    session.execute(insert(LookBandRow), band_rows(photo_id, bits))


def band_rows(photo_id: int, bits: int) -> list[dict[str, int]]:
    """A photo's rows in the table of bands, as column values."""
    low = coarse(bits)
    signed = low - _SIGN if low >> (COARSE_BITS - 1) else low
    return [{"band": band, "photo_id": photo_id, "coarse": signed} for band in _bands(low)]


def leaders_like(session: Session, look: Look, asking: Asking) -> list[Leader]:
    """Photos that may be like one that looks like ``look``, with a stored answer of their own.

    `app.library.likeness.nearest` decides which of them is.
    """
    candidates = {*_maybe_copies(session, look.coarse), *_maybe_burst(session, look.taken_at)}
    if not candidates:
        return []
    statement = (
        select(PhotoRow)
        .join(PredictionRow, PredictionRow.sha256 == PhotoRow.sha256)
        .where(
            PhotoRow.id.in_(candidates),
            PhotoRow.look.is_not(None),
            PhotoRow.is_separate.is_(False),
            PredictionRow.model_sha256 == asking.model_sha256,
            PredictionRow.contract_version == asking.contract_version,
            PredictionRow.mode == asking.mode,
            PredictionRow.shared_with.is_(None),
        )
    )
    return [
        Leader(photo.path, row.sha256, look_of(photo, int.from_bytes(row.look)))
        for row in session.scalars(statement)
        if row.sha256 is not None and row.look is not None
        for photo in (to_photo(row),)
    ]


def _maybe_copies(session: Session, low: int) -> Iterator[int]:
    statement = select(LookBandRow.photo_id, LookBandRow.coarse).where(
        LookBandRow.band.in_(list(_bands_near(low)))
    )
    for photo_id, other in session.execute(statement):
        if (low ^ other % _SIGN).bit_count() <= COPY_COARSE_DISTANCE:
            yield photo_id


def _maybe_burst(session: Session, taken_at: datetime | None) -> Iterator[int]:
    if taken_at is None or not MINYEAR < taken_at.year < MAXYEAR:
        return
    # As text: what a camera takes within seconds has the same offset from UTC, if it has any.
    wall_clock, gap = taken_at.replace(tzinfo=None), timedelta(seconds=BURST_GAP_S + 1)
    first, last = ((wall_clock + step).isoformat(timespec="seconds") for step in (-gap, gap))
    statement = select(PhotoRow.id).where(PhotoRow.taken_at.between(first, last))
    yield from session.scalars(statement)


def _bands(low: int) -> Iterator[int]:
    """The bands of a coarse half, each with its number before it, so that none is like another."""
    for number in range(_BANDS):
        value = low >> (number * _BAND_BITS) & ((1 << _BAND_BITS) - 1)
        yield number << _BAND_BITS | value


def _bands_near(low: int) -> Iterator[int]:
    for band in _bands(low):
        yield band
        for bit in range(_BAND_BITS):
            yield band ^ 1 << bit
