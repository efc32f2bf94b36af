"""Maps of the user's own, as files and from a server he consented to."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from app.errors import AppError
from app.ui.map.tile_address import check_template, host_of
from app.ui.map.tiles import MbtilesFile, PmtilesFile, open_tile_file

pytestmark = [
    pytest.mark.gui,
    pytest.mark.qt_log_ignore(
        "QRhi|RHI|Vulkan|GBM|GPUInfo|Sandboxing|context|This plugin does not support"
    ),
]
PATIENCE_MS = 90_000
PICTURE_TILES = "[...document.querySelectorAll('.leaflet-tile-pane img')].some(i => i.naturalWidth)"


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def png_tile(colour: tuple[int, int, int] = (200, 40, 40)) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(encoded, "PNG")
    return encoded.getvalue()


def vector_tile() -> bytes:
    """A Mapbox vector tile whose layer ``water`` covers everything."""

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


def test_mbtiles_rows_are_counted_from_the_south(tmp_path):
    path = write_mbtiles(tmp_path / "a.mbtiles", "png", png_tile(), attribution="<b>© Me</b>")
    tiles = open_tile_file(path)
    assert isinstance(tiles, MbtilesFile)
    tiles.close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "UPDATE tiles SET tile_data = ? WHERE zoom_level = 1 AND tile_row = 1", (b"north",)
        )
    connection.close()
    tiles = open_tile_file(path)
    assert isinstance(tiles, MbtilesFile)
    assert tiles.tile(1, 0, 0) == b"north"
    assert tiles.tile(1, 0, 1) == png_tile()
    assert tiles.tile(5, 0, 0) is None
    assert tiles.setup.attribution == "© Me"
    assert (tiles.setup.min_zoom, tiles.setup.max_zoom) == (0, 1)
    tiles.close()


def test_packed_vector_tiles_are_unpacked(tmp_path):
    packed = gzip.compress(vector_tile())
    tiles = open_tile_file(write_mbtiles(tmp_path / "v.mbtiles", "pbf", packed))
    assert isinstance(tiles, MbtilesFile)
    assert tiles.tile(0, 0, 0) == vector_tile()
    assert tiles.setup.form == "vector"
    tiles.close()


def test_a_damaged_tile_is_a_hole(tmp_path):
    tiles = open_tile_file(write_mbtiles(tmp_path / "d.mbtiles", "pbf", b"\x1f\x8b\x08damaged"))
    assert isinstance(tiles, MbtilesFile)
    assert tiles.tile(0, 0, 0) is None
    tiles.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "neither"),
        (b"<html>", "neither"),
        (b"SQLite format 3\x00" + b"x" * 200, "damaged"),
        (b"PMTiles", "header"),
        (b"PMTiles\x02" + b"\x00" * 200, "version 2"),
        (b"PMTiles\x03" + b"\x00" * 200, "kind"),
    ],
)
def test_what_is_no_map_is_refused_in_words(tmp_path, content, reason):
    path = tmp_path / "map.mbtiles"
    path.write_bytes(content)
    with pytest.raises(AppError, match=reason) as raised:
        open_tile_file(path)
    assert str(path) in raised.value.message
    assert raised.value.hint


def test_a_missing_or_empty_map_is_refused(tmp_path):
    with pytest.raises(AppError, match="No such file"):
        open_tile_file(tmp_path / "none.pmtiles")
    empty = write_mbtiles(tmp_path / "e.mbtiles", "png", b"")
    connection = sqlite3.connect(empty)
    with connection:
        connection.execute("DELETE FROM tiles")
    connection.close()
    with pytest.raises(AppError, match="no tiles"):
        open_tile_file(empty)
    with pytest.raises(AppError, match="format 'svg'"):
        open_tile_file(write_mbtiles(tmp_path / "s.mbtiles", "svg", b"<svg/>"))


def test_ranges_of_an_archive_stay_within_reason(tmp_path):
    tiles = open_tile_file(write_pmtiles(tmp_path / "a.pmtiles", 2, png_tile()))
    assert isinstance(tiles, PmtilesFile)
    assert tiles.range(0, 7) == b"PMTiles"
    assert tiles.range(10**9, 10) == b""
    assert tiles.range(-1, 10) is None
    assert tiles.range(0, 10**12) is None


@pytest.mark.parametrize("form", ["mbtiles", "pmtiles"])
def test_pictures_of_a_file_are_drawn(open_panel, tmp_path, form):
    visitor = open_panel()
    path = tmp_path / f"map.{form}"
    write = {
        "mbtiles": lambda: write_mbtiles(path, "png", png_tile()),
        "pmtiles": lambda: write_pmtiles(path, 2, png_tile()),
    }
    write[form]()
    visitor.panel.use_tile_file(path)
    visitor.wait_for(PICTURE_TILES)
    assert visitor.run("document.querySelector('.credit').textContent") == f"map.{form} · Leaflet"
    visitor.panel.use_tile_file(None)
    visitor.wait_for("!document.querySelector('.leaflet-tile-pane img')")
    assert "Natural Earth" in visitor.run("document.querySelector('.credit').textContent")


@pytest.mark.parametrize("form", ["mbtiles", "pmtiles"])
def test_vector_tiles_of_a_file_are_painted_in_our_colours(open_panel, tmp_path, form):
    visitor = open_panel()
    path = tmp_path / f"map.{form}"
    if form == "mbtiles":
        write_mbtiles(path, "pbf", gzip.compress(vector_tile()))
    else:
        write_pmtiles(path, 1, vector_tile())
    visitor.panel.use_tile_file(path)
    painted = """[...document.querySelectorAll('canvas:not(.basemap__tile)')].some((c) =>
        c.key && c.width && c.getContext('2d').getImageData(99, 99, 1, 1).data[3] === 255)"""
    visitor.wait_for(painted)


def test_a_file_that_is_no_map_is_told(open_panel, tmp_path, qtbot):
    visitor = open_panel()
    path = tmp_path / "notes.pmtiles"
    path.write_text("no map")
    with qtbot.waitSignal(visitor.panel.problem, timeout=PATIENCE_MS) as problem:
        visitor.panel.use_tile_file(path)
    assert "neither" in problem.args[0].message


class TileServer(ThreadingHTTPServer):
    """Serves one picture at every address, and remembers who asked for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def template(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{{z}}/{{x}}/{{y}}.png"


class _Handler(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("User-Agent", "")))
        body = png_tile()
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def tile_server() -> Iterator[TileServer]:
    server = TileServer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_online_tiles_come_only_after_consent(open_panel, tile_server):
    visitor = open_panel()
    visitor.look_at(0, 0, 2)
    assert tile_server.asked == []
    visitor.panel.allow_online_tiles(tile_server.template, "© the makers <script>")
    visitor.wait_for(PICTURE_TILES)
    assert tile_server.asked
    assert all(agent.startswith("Meridian") for _path, agent in tile_server.asked)
    credit = visitor.run("document.querySelector('.credit').textContent")
    assert credit == "© the makers <script> · Leaflet"
    # The page itself stays as closed as before.
    own = ("meridian:", "blob:")
    assert all(text.startswith(own) for text in visitor.browser.interceptor.requests)


@pytest.mark.parametrize(
    "template",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/tile.png",
        "https://{z}.example.org/{x}/{y}.png",
        "file:///{z}/{x}/{y}.png",
        "no address",
    ],
)
def test_addresses_that_are_none_are_refused(template):
    with pytest.raises(AppError, match="https"):
        check_template(template)


def test_the_host_to_consent_to_is_named():
    assert host_of("https://tiles.example.org/a/{z}/{x}/{y}.png?key=1") == "tiles.example.org"
