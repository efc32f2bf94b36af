"""What a photo file says about itself, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.geo.coordinate import Coordinate
from app.metadata.formats import PhotoFormat

GpsSource = Literal["exif", "xmp", "sidecar"]


@dataclass(frozen=True)
class PhotoMetadata:
    """What a photo file says; None where it says nothing usable.

    Attributes:
        file_format: by content, not by ending; None where it is no photo.
        gps: the position: of the sidecar if it has one, else of EXIF, else of the XMP packet.
        gps_radius_m: GPSHPositioningError beside it.
        gps_source: where ``gps`` was found.
        gps_note: why a position that is present is not usable, in plain words; else empty.
        location_source: Meridian's own record of who placed the photo (``user``, ``model`` ...);
            None where another program or the camera did.
        taken_at: aware where the file gives the offset from UTC, else naive local time.
        orientation: EXIF orientation 1..8; 1 where the file says nothing or nonsense.
        width_px: of the picture as stored, before orientation is applied.
        height_px: likewise.
        serial_number: of the camera's body.
        owner: the camera's owner, as set in it.
        software: the program or firmware that wrote the file.
        caption: the image description, also where a camera fills it with words of its own.
        gps_time: when the position was fixed, by the clock of the satellites; aware, in UTC.
        problem: why nothing or not everything could be read, in plain words; else empty.
    """

    file_format: PhotoFormat | None = None
    gps: Coordinate | None = None
    gps_radius_m: float | None = None
    gps_source: GpsSource | None = None
    gps_note: str = ""
    location_source: str | None = None
    altitude_m: float | None = None
    taken_at: datetime | None = None
    orientation: int = 1
    width_px: int | None = None
    height_px: int | None = None
    make: str | None = None
    model: str | None = None
    serial_number: str | None = None
    owner: str | None = None
    software: str | None = None
    caption: str | None = None
    gps_time: datetime | None = None
    problem: str = ""
