"""The second promise, on every photo of the corpus, with ExifTool as the witness.

All JPEGs are tagged as `tag --at` does it, every other tag, pixel and byte is compared, and undo
has to bring every file back.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.jpeg_structure import JpegStructure
from app.metadata.position import CannotWrite, PlaceNames, Position, Provenance
from app.metadata.tiff import TAG_MAKER_NOTE, TiffBlock
from app.tagging import disk
from app.tagging.plan import WritePolicy
from app.tagging.tagger import Tagger, TagOutcome, TagRequest
from app.tagging.undo import UndoOutcome

POSITION = Position(
    Coordinate(48.85837009, -2.29448125),
    1234.0,
    PlaceNames("France", "FR", "Île-de-France", "Paris"),
    Provenance("user", review_state="confirmed"),
)
LONG_AGO_NS = 1_234_567_890_123_456_789
# Tags that may differ: the position itself, and what ExifTool says about the file as a whole.
OURS = ("GPS:", "XMP-exif:GPS", "XMP-iptcExt:LocationCreated", "XMP-meridian:", "Composite:GPS")
ABOUT_THE_FILE = ("SourceFile", "System:", "ExifTool:ExifToolVersion")
# What Exif requires of a JPEG is added where a photo had no EXIF at all.
REQUIRED = {
    "File:ExifByteOrder",
    "IFD0:XResolution",
    "IFD0:YResolution",
    "IFD0:ResolutionUnit",
    "IFD0:YCbCrPositioning",
}
EXIFTOOL_BATCH = 200

Tags = dict[str, Any]


def exiftool(paths: list[Path], *options: str) -> dict[Path, Tags]:
    """What ExifTool reads of ``paths``, a few processes for all of them."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("ExifTool is not installed")
    found: dict[Path, Tags] = {}
    for start in range(0, len(paths), EXIFTOOL_BATCH):
        batch = paths[start : start + EXIFTOOL_BATCH]
        result = subprocess.run(
            [program, "-j", "-a", "-u", *options, "-@", "-"],
            input="\n".join(map(str, batch)).encode(),
            capture_output=True,
            check=False,
        )
        for tags in json.loads(result.stdout.decode("utf-8", "replace") or "[]"):
            found[Path(tags["SourceFile"])] = tags
    return found


def all_tags(paths: list[Path]) -> dict[Path, Tags]:
    return exiftool(paths, "-G1", "-struct", "-c", "%.12f")


@dataclass
class TaggedCorpus:
    """Copies of the corpus before and after tagging and undoing; bytes are kept in memory."""

    paths: list[Path]
    writable_by_exiftool: set[Path]
    original: dict[Path, bytes]
    tagged: dict[Path, bytes]
    tags_before: dict[Path, Tags]
    tags_after: dict[Path, Tags]
    outcomes: dict[Path, TagOutcome]
    times_after: dict[Path, int]
    undone: list[UndoOutcome]
    restored: dict[Path, str]
    times_restored: dict[Path, int]
    left_over: list[str]

    @property
    def written(self) -> list[Path]:
        return [path for path in self.paths if self.outcomes[path].action == "written"]


def copy_corpus(shared_data: Path, folder: Path, *, jpeg: bool) -> tuple[list[Path], set[Path]]:
    """Copies of all JPEGs, or of all other photos; and which of them ExifTool can write."""
    paths: list[Path] = []
    writable: set[Path] = set()
    for name in ("metadata-corpus", "photos"):
        with (shared_data / name / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            source = shared_data / name / row["file"]
            with source.open("rb") as photo:
                is_jpeg = photo.read(2) == b"\xff\xd8"
            if (is_jpeg or row.get("file_type", "JPEG") == "JPEG") is not jpeg:
                continue
            copy = folder / f"{len(paths):03}{source.suffix}"
            shutil.copyfile(source, copy)
            os.utime(copy, ns=(LONG_AGO_NS, LONG_AGO_NS))
            paths.append(copy)
            if row.get("exiftool_gps_write", "ok") == "ok":
                writable.add(copy)
    return paths, writable


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(tmp_path_factory.mktemp("library") / "library.sqlite")
    yield database
    database.close()


@pytest.fixture(scope="module")
def corpus(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, library: Database
) -> TaggedCorpus:
    folder = tmp_path_factory.mktemp("jpegs")
    paths, writable = copy_corpus(shared_data, folder, jpeg=True)
    original = {path: path.read_bytes() for path in paths}
    tags_before = all_tags(paths)
    for path in paths:
        os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    tagger = Tagger(JournalRepository(library))
    requests = [TagRequest(path, POSITION) for path in paths]
    outcomes = {
        outcome.path: outcome
        for outcome in tagger.tag(requests, batch_label="tag", policy=WritePolicy(replace=True))
    }
    times_after = {path: path.stat().st_mtime_ns for path in paths}
    tagged = {path: path.read_bytes() for path in paths}
    tags_after = all_tags(paths)
    undone = list(tagger.undo())
    return TaggedCorpus(
        paths,
        writable,
        original,
        tagged,
        tags_before,
        tags_after,
        outcomes,
        times_after,
        undone,
        {path: disk.sha256_of(path.read_bytes()) for path in paths},
        {path: path.stat().st_mtime_ns for path in paths},
        sorted(path.name for path in folder.iterdir() if path not in original),
    )


def test_at_least_97_of_100_that_exiftool_can_write_are_written(corpus: TaggedCorpus) -> None:
    written = corpus.writable_by_exiftool & set(corpus.written)
    refused = {
        path.name: corpus.outcomes[path].reason for path in corpus.writable_by_exiftool - written
    }
    assert len(written) >= 0.97 * len(corpus.writable_by_exiftool), refused


def test_what_is_not_written_is_untouched_and_says_why(corpus: TaggedCorpus) -> None:
    others = set(corpus.paths) - set(corpus.written)
    assert others
    for path in others:
        outcome = corpus.outcomes[path]
        assert outcome.action == "skipped", path
        assert outcome.reason, path
        assert corpus.tagged[path] == corpus.original[path], path


def test_exiftool_reads_the_position_back(corpus: TaggedCorpus) -> None:
    for path in corpus.written:
        tags = corpus.tags_after[path]
        wanted = POSITION.coordinate
        assert abs(float(tags["GPS:GPSLatitude"]) - wanted.lat_deg) < 1e-9, path
        assert abs(float(tags["GPS:GPSLongitude"]) + wanted.lon_deg) < 1e-9, path
        assert (tags["GPS:GPSLatitudeRef"], tags["GPS:GPSLongitudeRef"]) == ("North", "West"), path
        assert tags["GPS:GPSHPositioningError"] == "1234 m", path
        assert tags["GPS:GPSProcessingMethod"] == "MANUAL", path
        assert tags["GPS:GPSMapDatum"] == "WGS-84", path
        for name, degrees, letter in (
            ("Latitude", 48.85837009, "N"),
            ("Longitude", 2.29448125, "W"),
        ):
            number, ending = tags[f"XMP-exif:GPS{name}"].split()
            assert abs(float(number) - degrees) < 1e-8, path
            assert ending == letter, path


def test_place_names_and_provenance_are_there(corpus: TaggedCorpus) -> None:
    for path in corpus.written:
        tags = corpus.tags_after[path]
        assert tags["XMP-iptcExt:LocationCreated"] == [
            {
                "City": "Paris",
                "CountryCode": "FR",
                "CountryName": "France",
                "ProvinceState": "Île-de-France",
            }
        ], path
        assert tags["XMP-meridian:LocationSource"] == "user", path
        assert tags["XMP-meridian:ReviewState"] == "confirmed", path


def test_every_other_tag_is_unchanged(corpus: TaggedCorpus) -> None:
    for path in corpus.written:
        before = {
            name: value
            for name, value in corpus.tags_before[path].items()
            if not name.startswith(OURS + ABOUT_THE_FILE)
        }
        after = {
            name: value
            for name, value in corpus.tags_after[path].items()
            if not name.startswith(OURS + ABOUT_THE_FILE)
        }
        added = set(after) - set(before)
        assert not added or (added <= REQUIRED and "ExifByteOrder" not in str(before)), (
            path,
            added,
        )
        assert {name: after.get(name) for name in before} == before, path


def test_picture_data_maker_notes_and_colour_profiles_keep_their_bytes(
    corpus: TaggedCorpus,
) -> None:
    maker_notes = 0
    for path in corpus.written:
        before, after = JpegStructure(corpus.original[path]), JpegStructure(corpus.tagged[path])
        assert before.scan_start is not None
        assert after.scan_start is not None
        assert before.data[before.scan_start :] == after.data[after.scan_start :], path
        for marker, header in ((0xE2, b""), (0xED, b""), (0xFE, b""), (0xDB, b""), (0xC4, b"")):
            assert [before.payload(part) for part in before.with_header(marker, header)] == [
                after.payload(part) for part in after.with_header(marker, header)
            ], path
        note = maker_note(before.exif_block())
        assert note == maker_note(after.exif_block()), path
        maker_notes += note is not None
    assert maker_notes >= 80


def maker_note(block: bytes | None) -> tuple[int, bytes | None] | None:
    """A block's MakerNote and its place, which the offsets inside it rely on."""
    if block is None:
        return None
    tiff = TiffBlock(block)
    try:
        for directory in tiff.directories():
            entry = directory.find(TAG_MAKER_NOTE)
            if entry is not None:
                return tiff.number(entry), tiff.value(entry)
    except CannotWrite:
        return None
    return None


def test_every_pixel_is_unchanged(corpus: TaggedCorpus, tmp_path: Path) -> None:
    decoded = 0
    for path in corpus.written:
        if path.suffix.lower() not in (".jpg", ".jpeg") or len(corpus.original[path]) > 2_000_000:
            continue
        old, new = tmp_path / "old.jpg", tmp_path / "new.jpg"
        old.write_bytes(corpus.original[path])
        new.write_bytes(corpus.tagged[path])
        try:
            with Image.open(old) as picture:
                pixels = picture.tobytes()
        except (OSError, SyntaxError, ValueError):
            continue  # no picture before, so none to harm
        with Image.open(new) as picture:
            assert picture.tobytes() == pixels, path
        decoded += 1
    assert decoded >= 150


def test_file_times_are_kept(corpus: TaggedCorpus) -> None:
    assert set(corpus.times_after.values()) == {LONG_AGO_NS}
    assert set(corpus.times_restored.values()) == {LONG_AGO_NS}


def test_undo_brings_every_byte_back(corpus: TaggedCorpus) -> None:
    assert {outcome.action for outcome in corpus.undone} == {"restored"}
    assert {outcome.path for outcome in corpus.undone} == set(corpus.written)
    for path in corpus.paths:
        assert corpus.restored[path] == disk.sha256_of(corpus.original[path]), path
    assert corpus.left_over == []


def test_an_existing_position_stays(shared_data: Path, tmp_path: Path, library: Database) -> None:
    paths, _ = copy_corpus(shared_data, tmp_path, jpeg=True)
    with_position = {
        path
        for path, tags in exiftool(
            paths, "-n", "-GPSLatitude", "-GPSLongitude", "-GPSLatitudeRef", "-GPSLongitudeRef"
        ).items()
        if tags.get("GPSLatitude") and tags.get("GPSLatitudeRef")
    }
    before = {path: path.read_bytes() for path in with_position}
    tagger = Tagger(JournalRepository(library))
    outcomes = list(
        tagger.tag(
            [TagRequest(path, POSITION) for path in sorted(with_position)],
            batch_label="tag",
            policy=WritePolicy(),
        )
    )
    assert len(outcomes) >= 60
    assert {outcome.action for outcome in outcomes} == {"skipped"}
    assert {path: path.read_bytes() for path in with_position} == before


def test_every_other_format_gets_a_sidecar_and_keeps_its_bytes(
    shared_data: Path, tmp_path: Path, library: Database
) -> None:
    paths, _ = copy_corpus(shared_data, tmp_path, jpeg=False)
    before = {path: path.read_bytes() for path in paths}
    tagger = Tagger(JournalRepository(library))
    outcomes = list(
        tagger.tag(
            [TagRequest(path, POSITION) for path in paths],
            batch_label="tag",
            policy=WritePolicy(replace=True),
        )
    )
    assert {path: path.read_bytes() for path in paths} == before
    sidecars = [
        outcome.path.with_name(outcome.path.name + ".xmp")
        for outcome in outcomes
        if outcome.action == "sidecar"
    ]
    assert len(sidecars) >= 90
    for tags in exiftool(sidecars, "-n", "-G1").values():
        assert abs(tags["XMP-exif:GPSLatitude"] - POSITION.coordinate.lat_deg) < 1e-8
        assert abs(tags["XMP-exif:GPSLongitude"] - POSITION.coordinate.lon_deg) < 1e-8
        assert tags["XMP-meridian:RadiusMeters"] == 1234
    assert all(outcome.reason for outcome in outcomes if outcome.action == "skipped")
    assert {outcome.action for outcome in tagger.undo()} == {"removed"}
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_multi_picture_file_stays_whole_for_exiftool(tmp_path: Path, library: Database) -> None:
    photo = tmp_path / "both.jpg"
    first, second = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (32, 24), "blue")
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    first.save(photo, "MPO", save_all=True, append_images=[second], exif=exif)
    options = ("-G1", "-b", "-MPF0:all", "-MPImage2:MPImage2", "-MPImage2:MPImageLength")
    before = exiftool([photo], *options)[photo]
    assert "MPImage2:MPImage2" in before
    tagger = Tagger(JournalRepository(library))
    policy = WritePolicy()
    (outcome,) = tagger.tag([TagRequest(photo, POSITION)], batch_label="tag", policy=policy)
    assert outcome.action == "written"
    assert exiftool([photo], *options)[photo] == before
