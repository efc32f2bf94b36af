"""Photo files taken apart, one idea for every format.

A format finds its EXIF block and its XMP packet, builds what replaces them, and names everything
else, so that the rest can be proved unchanged. The formats are modules of their own; who writes or
checks a photo knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from app.metadata import xmp
from app.metadata.edits import Edit
from app.metadata.formats import HEAD_BYTES, PhotoFormat, photo_format
from app.metadata.jpeg import JpegFile
from app.metadata.png import PngFile
from app.metadata.position import CannotWrite, Position
from app.metadata.tiff_file import TiffFile
from app.metadata.webp import WebpFile


class PhotoFile(Protocol):
    """A photo file as Meridian writes it."""

    def refuse_unsafe(self) -> None:
        """Refuse a file in which it is not certain what a change would do.

        Raises:
            CannotWrite: with the reason.
        """
        ...

    def exif_block(self) -> bytes | None:
        """The EXIF block, from its TIFF header on; None where there is none."""
        ...

    def xmp_packet(self) -> bytes | None:
        """The XMP packet; None where there is none.

        Raises:
            CannotWrite: it cannot be read.
        """
        ...

    def edits(self, position: Position, packet: bytes) -> list[Edit]:
        """What to change so that the EXIF block carries ``position``, and XMP is ``packet``.

        Raises:
            CannotWrite: there is no room for it, or the EXIF block is not understood.
        """
        ...

    def rest(self) -> Iterator[bytes]:
        """Everything that no write may change, piece by piece and in order."""
        ...


_FORMATS: dict[PhotoFormat, Callable[[bytes], PhotoFile]] = {
    "jpeg": JpegFile,
    "png": PngFile,
    "webp": WebpFile,
    "tiff": TiffFile,
}

IN_PLACE_FORMATS = frozenset(_FORMATS)
"""What Meridian writes itself; all others get a sidecar."""


def open_photo(data: bytes) -> PhotoFile:
    """The photo file whose bytes are ``data``.

    Raises:
        CannotWrite: it is damaged, or of a format that Meridian does not write.
    """
    found = photo_format(data[:HEAD_BYTES])
    if found not in _FORMATS:
        raise CannotWrite("Meridian does not write into files of its format")
    return _FORMATS[found](data)


def position_edits(
    data: bytes, position: Position, *, written_at: datetime, replace_names: bool
) -> list[Edit]:
    """What to change in the photo file ``data`` so that it carries ``position``.

    Args:
        data: the whole file.
        position: what to write.
        written_at: aware time, recorded in the XMP.
        replace_names: whether place names that another program wrote may be replaced.

    Raises:
        CannotWrite: the file cannot be changed without risk; it says why.
    """
    photo = open_photo(data)
    photo.refuse_unsafe()
    packet = xmp.with_position(
        photo.xmp_packet(), position, written_at=written_at, replace_names=replace_names
    )
    return photo.edits(position, packet)
