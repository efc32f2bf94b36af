"""Which kind of photo file a file really is, by its first bytes: endings lie."""

from __future__ import annotations

from typing import Literal

PhotoFormat = Literal["jpeg", "png", "tiff", "webp", "heif", "jxl", "jp2", "gif", "bmp", "raw"]

HEAD_BYTES = 32

# Camera raw files that are no TIFF; those that are one (CR2, NEF, DNG, ARW ...) count as "tiff".
_RAW_STARTS = (
    b"FUJIFILMCCD-RAW",
    b"FOVb",  # Sigma X3F
    b"\0MRM",  # Minolta MRW
    b"II\x1a\0\0\0HEAPCCDR",  # Canon CRW
)
_TIFF_STARTS = (
    b"II*\0",
    b"MM\0*",
    b"II+\0",  # BigTIFF
    b"MM\0+",
    b"IIRO",  # Olympus ORF
    b"IIRS",
    b"MMOR",
    b"IIU\0",  # Panasonic RW2
)
_HEIF_BRANDS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
)


def photo_format(head: bytes) -> PhotoFormat | None:
    """The format of a file whose first HEAD_BYTES are ``head``; None where it is no photo."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        if head[8:12] in _HEIF_BRANDS:
            return "heif"
        return "raw" if head[8:12] == b"crx " else None  # Canon CR3
    return None


_STARTS: tuple[tuple[bytes, PhotoFormat], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    *((start, "raw") for start in _RAW_STARTS),
    *((start, "tiff") for start in _TIFF_STARTS),
)
