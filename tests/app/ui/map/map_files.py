"""Small map files as the tools of others write them."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import struct
from pathlib import Path

from PIL import Image

WATER = (20, 60, 200)


def png_tile(colour: tuple[int, int, int] = (200, 40, 40)) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(encoded, "PNG")
    return encoded.getvalue()


def vector_tile() -> bytes:
    """A Mapbox vector tile whose layer ``water`` covers everything."""

    def varint(value: int) -> bytes:
        out = b""
        while value > 0x7F:
            out += bytes([value & 0x7F | 0x80])
            value >>= 7
        return out + bytes([value])

    def field(number: int, payload: bytes) -> bytes:
        return varint(number << 3 | 2) + varint(len(payload)) + payload

    def zigzag(value: int) -> int:
        return value << 1 ^ value >> 31

    # MoveTo 0,0; LineTo right, down, left; ClosePath.
    commands = [1 | 1 << 3, 0, 0, 2 | 3 << 3]
    for step in ((4096, 0), (0, 4096), (-4096, 0)):
        commands += [zigzag(part) & 0xFFFFFFFF for part in step]
    commands.append(7 | 1 << 3)
    feature = varint(3 << 3) + varint(3) + field(4, b"".join(map(varint, commands)))
    layer = (
        varint(15 << 3) + varint(2) + field(1, b"water") + field(2, feature)
        + varint(5 << 3) + varint(4096)
    )  # fmt: skip
    return field(3, layer)


def write_mbtiles(path: Path, form: str, tile: bytes, **metadata: str) -> Path:
    """One tile at zoom 0 and the four of zoom 1, counted from the south."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        connection.execute(
            "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, "
            "tile_data BLOB)"
        )
        facts = {"name": "test", "format": form, **metadata}
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())
        spots = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1)]
        connection.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*spot, tile) for spot in spots]
        )
    connection.close()
    return path


def write_pmtiles(path: Path, kind: int, tile: bytes, version: int = 3) -> Path:
    """An archive whose zooms 0 and 1 all show one tile (PMTiles 3: one run of five entries)."""

    # Directory of one entry: count, tile ids (deltas), run lengths, lengths, offsets (plus one).
    def varint(value: int) -> bytes:
        out = b""
        while value > 0x7F:
            out += bytes([value & 0x7F | 0x80])
            value >>= 7
        return out + bytes([value])

    directory = gzip.compress(b"".join(map(varint, [1, 0, 5, len(tile), 1])))
    metadata = gzip.compress(json.dumps({}).encode())
    root = 127
    after_root = root + len(directory)
    data = after_root + len(metadata)
    header = struct.pack(
        "<7sB11QBBBBBBiiiiBii",
        b"PMTiles", version,
        root, len(directory), after_root, len(metadata), data, 0, data, len(tile), 5, 1, 1,
        1, 2, 1, kind, 0, 1,
        -1800000000, -850000000, 1800000000, 850000000, 0, 0, 0,
    )  # fmt: skip
    assert len(header) == root
    path.write_bytes(header + directory + metadata + tile)
    return path
