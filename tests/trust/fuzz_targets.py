"""What reads other people's bytes, each as a function of bytes that either returns or finds fault.

Any exception that is not one of the named findings is a fault of ours. `test_fuzz.py` runs them on
mutated seeds; `coverage_fuzz.py` lets a coverage-guided fuzzer loose on them.
"""

from __future__ import annotations

import io
import random
import tempfile
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from PIL import Image

from app.contract.answer import parse
from app.contract.cues import find_cues
from app.contract.gguf_header import DamagedError, read_header
from app.contract.gguf_rules import check_text, check_vision
from app.engine.protocol import Cancel, ProtocolError, Ready, encode, read_message
from app.errors import AppError
from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer
from app.geo.matching import match_text
from app.metadata import photo_file, sidecar
from app.metadata.edits import apply_edits
from app.metadata.position import CannotWrite, PlaceNames, Position
from app.metadata.reader import read_bytes
from app.tagging import selfcheck

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, tzinfo=UTC)
POSITION = Position(Coordinate(48.85837, -2.29448), 250.0, PlaceNames("France", "FR", "", "Paris"))
Target = Callable[[bytes], None]


def photo(data: bytes) -> None:
    """Read a photo's metadata and write a position into it, with all the checks before a write."""
    try:
        read_bytes(data)
        edits = photo_file.position_edits(data, POSITION, written_at=NOW, replace_names=True)
        selfcheck.check_photo(data, apply_edits(data, edits), POSITION)
    except (CannotWrite, AppError):
        pass


def xmp(data: bytes) -> None:
    try:
        sidecar.read_position(data)
        sidecar.with_position(data, POSITION, written_at=NOW, replace_names=True)
    except (CannotWrite, AppError):
        pass


def gguf(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".gguf") as file:
        file.write(data)
        file.flush()
        try:
            header = read_header(Path(file.name))
            (check_vision if b"clip" in data[:200] else check_text)(header)
        except (AppError, DamagedError):
            pass


def answer(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    find_cues(parse(text).reasoning)


def place(data: bytes) -> None:
    match_text(_gazetteer(), data.decode("utf-8", "surrogateescape"))


def protocol(data: bytes) -> None:
    stream = io.BytesIO(data)
    try:
        while read_message(stream) is not None:
            pass
    except ProtocolError:
        pass


def _gazetteer() -> Gazetteer:
    known = cast(Any, _gazetteer)
    if not hasattr(known, "open"):
        known.open = Gazetteer(ROOT / "resources" / "built" / "gazetteer.sqlite")
    return known.open


def _picture(kind: str, **options: Any) -> bytes:
    if kind != "TIFF":  # where Pillow writes no nested directory
        exif = Image.Exif()
        exif[0x010F] = "Maker"
        exif[0x8825] = {1: "S", 2: (33.0, 51.0, 30.0), 3: "E", 4: (151.0, 12.0, 0.0)}
        options["exif"] = exif
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((24, 16)).save(out, kind, **options)
    return out.getvalue()


def _tagged(data: bytes) -> bytes:
    edits = photo_file.position_edits(data, POSITION, written_at=NOW, replace_names=True)
    return apply_edits(data, edits)


def _gguf_head(name: str) -> bytes:
    return (ROOT / "resources" / "models" / "starter" / name).read_bytes()[:2_000]


def _sidecar() -> bytes:
    return sidecar.with_position(
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
        b'exif:GPSLatitude="33,51.5S" exif:GPSLongitude="151,12.0E"/></rdf:RDF></x:xmpmeta>',
        POSITION,
        written_at=NOW,
        replace_names=True,
    )


TARGETS: Mapping[str, tuple[Target, Callable[[], list[bytes]]]] = {
    "jpeg": (photo, lambda: [_picture("JPEG"), _tagged(_picture("JPEG"))]),
    "png": (photo, lambda: [_picture("PNG"), _tagged(_picture("PNG"))]),
    "webp": (photo, lambda: [_picture("WEBP"), _tagged(_picture("WEBP", lossless=True))]),
    "tiff": (photo, lambda: [_picture("TIFF"), _tagged(_picture("TIFF"))]),
    "xmp": (xmp, lambda: [_sidecar()]),
    "gguf": (gguf, lambda: [_gguf_head("model.gguf"), _gguf_head("mmproj.gguf")]),
    "answer": (
        answer,
        lambda: [
            b"<think>A sign says Lisboa.</think><answer>country: Portugal\ncity: Lisbon</answer>",
            "<think>Ein Schild.</think><answer>country: Österreich\ncity: Wien</answer>".encode(),
        ],
    ),
    "place": (
        place,
        lambda: [b"Lisbon, Portugal", "København, Danmark".encode(), "東京, 日本".encode()],
    ),
    "protocol": (protocol, lambda: [encode(Cancel(3)) + encode(Ready(4, 512))]),
}


def mutated(seeds: list[bytes], seed: int) -> bytes:
    """One of endlessly many damaged versions of the seeds; PNG checksums are mended at times."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(8):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1 if data:
                data[at % len(data)] = chance.choice(
                    (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
                )
            case 2:
                del data[at : at + chance.choice((1, 2, 4, 8, 64))]
            case 3:
                data[at:at] = chance.randbytes(chance.choice((1, 2, 4, 8, 64)))
            case 4:  # repeat a piece
                data[at:at] = data[at : at + chance.choice((2, 12, 64))] * chance.choice((1, 3, 50))
            case 5:
                number = chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))
                order = chance.choice(("little", "big"))
                data[at : at + 4] = number.to_bytes(4, cast(Any, order))
            case 6:
                other = chance.choice(seeds)
                start = chance.randrange(len(other))
                data[at : at + 16] = other[start : start + 16]
            case _:
                del data[at + chance.randrange(64) :]
    if data[:4] == b"\x89PNG" and chance.random() < 0.7:
        _mend_checksums(data)
    return bytes(data)


def _mend_checksums(data: bytearray) -> None:
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 8 + length
        if end + 4 > len(data):
            return
        data[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
