"""Rows from every table that a trainer may be given, and what is said of broken ones."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import AppError
from trainer.data.rows import Problem, Row, check_rows, open_image, read_rows, scan_rows, write_rows
from trainer.data.tables import read_records
from trainer.postcards.command import write_postcards


def jpeg(color: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG")
    return file.getvalue()


def row(name: str = "a", image: Path | bytes = b"", **changes: object) -> Row:
    values: dict[str, object] = {
        "id": name,
        "image": image or jpeg(),
        "country": "France",
        "city": "Paris",
        "lat_deg": 48.85,
        "lon_deg": 2.35,
        "localizable": True,
        "reasoning": "A tower.",
        "entities": ("tower",),
        "author": "ann",
        "source": "test",
    }
    return Row(**(values | changes))  # pyright: ignore[reportArgumentType]


def write_csv(path: Path, *records: dict[str, object]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return path


def test_the_released_training_table(tmp_path: Path) -> None:
    table = tmp_path / "mp16-reason-train.parquet"
    record = {
        "images": [{"bytes": jpeg(), "path": None}],
        "response": "Red roofs.\nA tower.",
        "solution": "<country> France </country>\n<city>Paris</city>",
        "entities": [{"text": "roof", "box": [1, 2]}, {"text": "tower", "box": [3, 4]}],
    }
    pq.write_table(pa.Table.from_pylist([record, record]), table)
    first, second = read_rows(table)
    assert (first.country, first.city, first.lat_deg) == ("France", "Paris", None)
    assert first.reasoning == "Red roofs.\nA tower."
    assert first.entities == ("roof", "tower")
    assert first.localizable and first.source == "mp16-reason-train"
    assert first.id != second.id
    assert open_image(first).size == (64, 48)


def test_the_released_training_table_as_csv(tmp_path: Path) -> None:
    table = write_csv(
        tmp_path / "train.csv",
        {
            "images": str([{"bytes": jpeg()}]),
            "response": "Roofs.",
            "solution": "<country>Italy</country><city>Rome</city>",
            "entities": str([{"text": "roof"}]),
        },
    )
    (only,) = read_rows(table)
    assert (only.country, only.city, only.entities) == ("Italy", "Rome", ("roof",))
    assert open_image(only).size == (64, 48)


@pytest.mark.parametrize(
    ("names", "file"),
    [
        (("IMG_ID", "LAT", "LON"), "7e_c3_8163912402.jpg"),
        (("id", "latitude", "longitude"), "7e_c3_8163912402"),
        (("image_id", "lat", "lng"), "7e_c3_8163912402"),
        (("path", "lat_deg", "lon_deg"), "7e_c3_8163912402.jpg"),
    ],
)
def test_test_tables_with_any_names_of_columns(
    tmp_path: Path, names: tuple[str, str, str], file: str
) -> None:
    values = (file, "-33.86", "151.2")
    table = write_csv(
        tmp_path / "test.csv", {**dict(zip(names, values, strict=True)), "AUTHOR": "bo@n1"}
    )
    (only,) = read_rows(table, images=tmp_path / "eval_images")
    assert only.image == tmp_path / "eval_images" / "7e_c3_8163912402.jpg"
    assert (only.lat_deg, only.lon_deg) == (-33.86, 151.2)
    assert only.id == file and only.author == "bo@n1"


def test_a_folder_of_postcards(tmp_path: Path) -> None:
    write_postcards(5, 12, tmp_path, None)
    rows = read_rows(tmp_path)
    assert rows == read_rows(tmp_path / "labels.csv")
    assert len(rows) == 12
    check_rows(rows, needs=("country", "reasoning", "entities"))
    assert any(row.entities for row in rows)
    for item in rows:
        assert item.localizable == bool(item.country) == bool(item.entities)
        assert isinstance(item.image, Path) and item.image.parent == tmp_path


REPORT = {
    "status": "located",
    "estimated": "false",
    "country": "Spain",
    "country_code": "ES",
    "city": "Granada",
    "lat": "37.18",
    "lon": "-3.6",
    "source": "user",
    "reasoning": "",
}


def test_corrections_are_the_positions_that_the_user_gave(tmp_path: Path) -> None:
    table = write_csv(
        tmp_path / "report.csv",
        {"path": "/photos/a.jpg", **REPORT},
        {"path": "/photos/b.jpg", **REPORT, "source": "model"},
        {"path": "/photos/c.jpg", **REPORT, "source": "exif_gps"},
        {"path": "'-d.jpg", **REPORT, "city": "'-"},
    )
    first, second = read_rows(table, images=tmp_path)
    assert first.image == Path("/photos/a.jpg")
    assert (first.country, first.city, first.source) == ("Spain", "Granada", "corrections")
    assert second.image == tmp_path / "-d.jpg"


def test_corrections_from_json_lines_and_geojson(tmp_path: Path) -> None:
    lines = tmp_path / "located.jsonl"
    located = {"path": "/a.jpg", **REPORT, "lat": 37.18, "lon": -3.6}
    guessed = {**located, "source": "model"}
    lines.write_text("\n".join(json.dumps(item) for item in (located, guessed)), "utf-8")
    features = tmp_path / "report.geojson"
    bare = {key: value for key, value in located.items() if key not in ("lat", "lon")}
    point = {"type": "Point", "coordinates": [-3.6, 37.18]}
    features.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "geometry": point, "properties": bare},
                    {"type": "Feature", "geometry": None, "properties": bare | {"source": None}},
                ],
            }
        ),
        "utf-8",
    )
    assert read_rows(lines) == read_rows(features)
    assert read_rows(lines)[0].coordinate is not None


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30).map(str.strip)


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(
            Row,
            id=TEXT.filter(bool),
            image=st.binary(min_size=1, max_size=50),
            country=TEXT.filter(bool),
            city=TEXT,
            lat_deg=st.floats(0.1, 90),
            lon_deg=st.floats(-180, 180),
            localizable=st.booleans(),
            reasoning=TEXT,
            entities=st.lists(TEXT.filter(bool), max_size=4, unique=True).map(tuple),
            author=TEXT,
            source=TEXT.filter(bool),
        ),
        max_size=6,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    table = tmp_path_factory.mktemp("rows") / "rows.parquet"
    write_rows(rows, table)
    assert read_rows(table) == rows
    assert [file.name for file in table.parent.iterdir()] == ["rows.parquet"]


def test_a_table_can_move_with_its_pictures(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    (home / "pictures").mkdir(parents=True)
    picture = home / "pictures" / "a.jpg"
    picture.write_bytes(jpeg())
    write_rows([row(image=picture)], home / "rows.parquet")
    home.rename(away)
    (moved,) = read_rows(away / "rows.parquet")
    assert open_image(moved).size == (64, 48)


def test_a_failed_write_leaves_the_old_table(tmp_path: Path) -> None:
    table = tmp_path / "rows.parquet"
    write_rows([row()], table)
    before = table.read_bytes()

    def broken():
        yield row("b")
        raise RuntimeError("the source of rows died")

    with pytest.raises(RuntimeError):
        write_rows(broken(), table)
    assert table.read_bytes() == before
    assert list(tmp_path.iterdir()) == [table]


def test_all_corrupt_rows_are_listed_at_once(tmp_path: Path) -> None:
    good = {"IMG_ID": "a.jpg", "LAT": "1", "LON": "2", "country": "France", "localizable": ""}
    table = write_csv(
        tmp_path / "data.csv",
        good,
        good | {"IMG_ID": "north.jpg", "LAT": "95"},
        good | {"IMG_ID": "word.jpg", "LON": "east"},
        good | {"IMG_ID": "half.jpg", "LON": ""},
        good | {"IMG_ID": "null.jpg", "LAT": "0", "LON": "0"},
        good | {"IMG_ID": ""},
        good | {"IMG_ID": "lost.jpg", "LAT": "", "LON": "", "country": ""},
        good | {"IMG_ID": "maybe.jpg", "localizable": "perhaps"},
    )
    with pytest.raises(AppError) as caught:
        read_rows(table)
    message = caught.value.message
    assert "7 problems in 8 rows" in message
    for clue in ("row 2 (north.jpg)", "'east'", "only one", "0, 0", "row 6", "neither", "perhaps"):
        assert clue in message
    items = list(scan_rows(table))
    assert [type(item) for item in items] == [Row, *[Problem] * 7]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.parquet", b"PAR1 and then nothing"),
        ("latin.csv", "id,country\ncaf\xe9,France".encode("latin-1")),
        ("cut.jsonl", b'{"id": "a"'),
        ("list.json", b'["a", "b"]'),
        ("rows.xlsx", b"PK"),
        ("missing.csv", None),
    ],
)
def test_damaged_tables_are_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    table = tmp_path / name
    if content is not None:
        table.write_bytes(content)
    with pytest.raises(AppError, match=name):
        read_rows(table)


NAMES = st.sampled_from(
    "id image images path bytes lat lon country solution entities text localizable features "
    "geometry properties coordinates source status".split()
)


@given(st.text(max_size=300))
def test_any_csv_gives_rows_or_a_plain_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    table = tmp_path_factory.mktemp("any") / "any.csv"
    table.write_bytes(("IMG_ID,LAT,LON,entities\n" + text).encode("utf-8", "surrogatepass"))
    try:
        items = list(scan_rows(table))
    except AppError:
        return
    assert all(isinstance(item, Row | Problem) for item in items)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["a.json", "a.jsonl", "a.geojson"]))
def test_any_json_gives_rows_or_a_plain_error(
    tmp_path_factory: pytest.TempPathFactory, value: object, name: str
) -> None:
    table = tmp_path_factory.mktemp("any") / name
    table.write_text(json.dumps(value), "utf-8")
    try:
        items = list(scan_rows(table))
    except AppError:
        return
    for item in items:
        if isinstance(item, Row):
            with pytest.raises(AppError):
                open_image(item)


def test_preflight_lists_everything_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "cut.jpg").write_bytes(jpeg(size=(640, 480))[:900])
    rows = [
        row("fine"),
        row("missing", tmp_path / "missing.jpg"),
        row("cut", tmp_path / "cut.jpg"),
        row("twice"),
        row("twice"),
        row("bare", reasoning=""),
        row("unknown", country="", reasoning="", localizable=False),
    ]
    done: list[int] = []
    with pytest.raises(AppError) as caught:
        check_rows(rows, needs=("country", "reasoning"), progress=done.append)
    message = caught.value.message
    assert "4 problems in 7 rows" in message
    assert "row missing" in message and "missing.jpg" in message
    assert "row cut" in message and "cut.jpg" in message
    assert "row twice: the id occurs twice" in message
    assert "row bare: reasoning not known" in message
    assert done == list(range(1, 8))


def test_preflight_refuses_no_rows() -> None:
    with pytest.raises(AppError, match="not a single row"):
        check_rows([])


def test_long_lists_of_problems_are_cut(tmp_path: Path) -> None:
    rows = [row(str(number), tmp_path / f"{number}.jpg") for number in range(50)]
    with pytest.raises(AppError) as caught:
        check_rows(rows)
    assert "50 problems" in caught.value.message and "and 30 more" in caught.value.message


def test_records_have_lower_case_names(tmp_path: Path) -> None:
    table = write_csv(tmp_path / "a.csv", {" IMG_ID ": "x", "LAT": 1})
    assert list(read_records(table)) == [{"img_id": "x", "lat": "1"}]
