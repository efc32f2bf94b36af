"""Reading what a photo file and its sidecar say: position, time, orientation, camera.

Never decodes a picture and never trusts one: broken or hostile bytes leave fields None and set
``problem``.
"""

from __future__ import annotations

import io
import re
import stat
import struct
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from app.errors import AppError
from app.metadata import png, sidecar, tiff_file, webp, xmp
from app.metadata.exif_reader import read_exif
from app.metadata.formats import HEAD_BYTES, PhotoFormat, photo_format
from app.metadata.jpeg_structure import JpegStructure
from app.metadata.photo_metadata import GpsSource, PhotoMetadata
from app.metadata.position import CannotWrite

__all__ = ["PhotoMetadata", "read_bytes", "read_metadata"]

_CONTAINERS = ("heif", "jxl", "raw")
_PARTS = {"png": png.read_parts, "webp": webp.read_parts}
_PACKET = re.compile(rb"<x:xmpmeta[\s>].*?</x:xmpmeta\s*>", re.DOTALL)
_SEARCHED_BYTES = 1024 * 1024
_MAX_EMBEDDED_BYTES = 256 * 1024
_EXIF = re.compile(rb"(?:II\*\0\x08\0\0\0|MM\0\*\0\0\0\x08).{,%d}" % _MAX_EMBEDDED_BYTES, re.DOTALL)
_JPEG_HEADER_BYTES = (256 * 1024, 32 * 1024 * 1024)


def read_metadata(path: Path) -> PhotoMetadata:
    """Read what the photo at ``path`` and its sidecar say.

    Raises:
        AppError: the file cannot be read from disk. Nothing a readable file contains raises.
    """
    try:
        # Opening a named pipe would wait for its writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise _unreadable(path, "it is not a file")
        with path.open("rb") as stream:
            metadata = _read_file(stream)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    return _with_sidecar(metadata, path)


def _unreadable(path: Path, why: str) -> AppError:
    return AppError(
        title="Photo cannot be read",
        message=f"{path}: {why}.",
        hint="Check that the file exists and that you may read it.",
    )


def read_bytes(data: bytes) -> PhotoMetadata:
    """What the bytes of a photo file say; never raises."""
    return _read_file(io.BytesIO(data))


def _read_file(stream: BinaryIO) -> PhotoMetadata:
    head = stream.read(HEAD_BYTES)
    if not head:
        return PhotoMetadata(problem="the file is empty")
    found = photo_format(head)
    if found is None:
        return PhotoMetadata(problem="it is not a photo in a format Meridian knows")
    if found == "jpeg":
        return _read_jpeg(stream)
    metadata = _read_parts(stream, found) if found in _PARTS else read_exif(stream, found)
    if found in _CONTAINERS and metadata == PhotoMetadata(found, problem=metadata.problem):
        block = _embedded(stream, _EXIF)
        metadata = metadata if block is None else read_exif(io.BytesIO(block), found)
    if found in _CONTAINERS and metadata.gps is None:
        metadata = _with_packet(metadata, _embedded(stream, _PACKET))
    if found == "tiff":
        metadata = _with_packet(metadata, tiff_file.read_packet(stream))
    size = _picture_size_px(head, found)
    return replace(metadata, width_px=size[0], height_px=size[1]) if size else metadata


def _read_parts(stream: BinaryIO, found: PhotoFormat) -> PhotoMetadata:
    """What the EXIF block and the XMP packet of a file made of chunks say."""
    block, packet = _PARTS[found](stream)
    metadata = PhotoMetadata(found)
    if block is not None:
        metadata = read_exif(io.BytesIO(block), found)
    return _with_packet(metadata, packet)


def _embedded(stream: BinaryIO, pattern: re.Pattern[bytes]) -> bytes | None:
    """Metadata found by what they start with, near the start or the end of a container."""
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    for start in (0, max(size - _SEARCHED_BYTES, 0)):
        stream.seek(start)
        data = stream.read(_SEARCHED_BYTES)
        match = pattern.search(data)
        if match is not None:
            return match.group()
    return None


def _read_jpeg(stream: BinaryIO) -> PhotoMetadata:
    structure = None
    for limit in _JPEG_HEADER_BYTES:
        stream.seek(0)
        data = stream.read(limit)
        structure = JpegStructure(data)
        if structure.scan_start is not None or len(data) < limit:
            break
    assert structure is not None  # the loop has run
    block = structure.exif_block()
    metadata = PhotoMetadata("jpeg")
    if block is not None and block[:2] in (b"II", b"MM"):
        metadata = read_exif(io.BytesIO(block), "jpeg")
    elif block is not None:
        metadata = PhotoMetadata("jpeg", problem="its EXIF block is damaged")
    if structure.scan_start is None:
        metadata = replace(metadata, problem="it is damaged: it has no picture data")
    size = structure.picture_size_px()
    if size is not None:
        metadata = replace(metadata, width_px=size[0], height_px=size[1])
    return _with_packet(metadata, structure.xmp_packet())


def _with_packet(metadata: PhotoMetadata, packet: bytes | None) -> PhotoMetadata:
    """``metadata`` completed from an embedded XMP packet; EXIF goes first."""
    if packet is None:
        return metadata
    try:
        found = xmp.read_position(packet)
    except CannotWrite as error:
        return replace(metadata, problem=metadata.problem or error.reason)
    metadata = replace(metadata, location_source=found.location_source)
    return metadata if metadata.gps else _with_xmp(metadata, found, "xmp")


def _with_sidecar(metadata: PhotoMetadata, path: Path) -> PhotoMetadata:
    """``metadata`` overruled by the position of a sidecar, as other programs do it too."""
    if metadata.file_format is None:
        return metadata
    try:
        sidecar_path = sidecar.existing_sidecar(path)
        if sidecar_path is None:
            return metadata
        with sidecar_path.open("rb") as stream:
            found = sidecar.read_position(stream.read(sidecar.MAX_SIDECAR_BYTES + 1))
    except OSError as error:
        return replace(metadata, problem=f"its sidecar cannot be read: {error.strerror}")
    except CannotWrite as error:
        return replace(metadata, problem=metadata.problem or error.reason)
    if found.coordinate is None and metadata.gps is not None:
        return metadata
    return _with_xmp(metadata, found, "sidecar")


def _with_xmp(metadata: PhotoMetadata, found: xmp.XmpPosition, source: GpsSource) -> PhotoMetadata:
    if found.coordinate is None:
        return replace(metadata, gps_note=found.note or metadata.gps_note)
    return replace(
        metadata,
        gps=found.coordinate,
        gps_radius_m=found.radius_m,
        gps_source=source,
        gps_note="",
        location_source=found.location_source,
    )


def _picture_size_px(head: bytes, found: PhotoFormat) -> tuple[int, int] | None:
    """Width and height where the first bytes hold them: PNG, GIF and WebP."""
    if found == "png" and len(head) >= 24:
        return struct.unpack_from(">II", head, 16)
    if found == "gif" and len(head) >= 10:
        return struct.unpack_from("<HH", head, 6)
    if found != "webp" or len(head) < 30:
        return None
    if head[12:16] == b"VP8X":
        return (
            int.from_bytes(head[24:27], "little") + 1,
            int.from_bytes(head[27:30], "little") + 1,
        )
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF
