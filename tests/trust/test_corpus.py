"""The second promise, on every photo of the corpus in every format, with ExifTool as the witness.

All files are tagged as `tag --at --replace` does it, every other tag, pixel and byte is compared,
and undo has to bring every file back.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import struct
import subprocess
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageSequence

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.journal import JournalRepository
from app.metadata.formats import photo_format
from app.metadata.photo_file import IN_PLACE_FORMATS, open_photo
from app.metadata.position import CannotWrite, PlaceNames, Position, Provenance
from app.metadata.raw_preview import RAW_SUFFIXES
from app.metadata.reader import read_bytes
from app.metadata.tiff import TAG_MAKER_NOTE, TiffBlock
from app.metadata.tiff_file import TiffFile
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
# The first picture of several has grown, and its index says so.
GROWN = ("MPF0:MPImageLength", "MPImage1:MPImageLength")
# What a first EXIF block or the header of a WebP file brings with it.
BROUGHT = {
    "JPEG": {
        "File:ExifByteOrder",
        "IFD0:XResolution",
        "IFD0:YResolution",
        "IFD0:ResolutionUnit",
        "IFD0:YCbCrPositioning",
    },
    "PNG": {"File:ExifByteOrder"},
    "WEBP": {
        "File:ExifByteOrder",
        "RIFF:WebP_Flags",
        "RIFF:ImageWidth",
        "RIFF:ImageHeight",
    },
}
TABLE_ROWS = {
    **{kind: kind for kind in ("JPEG", "PNG", "DNG")},
    "WEBP": "WebP",
    "TIFF": "TIFF",
    "BTF": "TIFF",
    **dict.fromkeys(("HEIC", "HEIF", "AVIF"), "HEIC, AVIF"),
    **dict.fromkeys(("JXL", "JXL Codestream"), "JPEG XL"),
    **dict.fromkeys(("CR2", "CR3", "NEF", "RAF", "RAW", "RW2", "X3F"), "raw files"),
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


@dataclass(frozen=True)
class Sample:
    """A file of the corpus: its copy, its kind as ExifTool names it, what ExifTool could do."""

    path: Path
    kind: str
    exiftool_can: bool


@dataclass
class TaggedCorpus:
    """Copies of the corpus before and after tagging and undoing; bytes are kept in memory."""

    samples: list[Sample]
    original: dict[Path, bytes]
    tagged: dict[Path, bytes]
    tags_before: dict[Path, Tags]
    tags_after: dict[Path, Tags]
    outcomes: dict[Path, TagOutcome]
    times_after: dict[Path, int]
    sidecars: dict[Path, Tags]
    undone: list[UndoOutcome]
    restored: dict[Path, str]
    times_restored: dict[Path, int]
    left_over: list[str]

    @property
    def written(self) -> list[Sample]:
        return [sample for sample in self.samples if self.outcomes[sample.path].action == "written"]


def copy_corpus(shared_data: Path, folder: Path) -> list[Sample]:
    """Copies of all photos."""
    samples: list[Sample] = []
    for name in ("metadata-corpus", "photos"):
        with (shared_data / name / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            kind = row.get("file_type", "JPEG").removeprefix("Extended ")
            if kind == "XMP":
                continue
            source = shared_data / name / row["file"]
            copy = folder / f"{len(samples):03}{source.suffix}"
            shutil.copyfile(source, copy)
            os.utime(copy, ns=(LONG_AGO_NS, LONG_AGO_NS))
            samples.append(Sample(copy, kind, row.get("exiftool_gps_write", "ok") == "ok"))
    return samples


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(tmp_path_factory.mktemp("library") / "library.sqlite")
    yield database
    database.close()


@pytest.fixture(scope="module")
def corpus(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory, library: Database
) -> TaggedCorpus:
    folder = tmp_path_factory.mktemp("photos")
    samples = copy_corpus(shared_data, folder)
    paths = [sample.path for sample in samples]
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
    sidecars = exiftool(sorted(folder.glob("*.xmp")), "-n", "-G1")
    undone = list(tagger.undo())
    return TaggedCorpus(
        samples,
        original,
        tagged,
        tags_before,
        tags_after,
        outcomes,
        times_after,
        sidecars,
        undone,
        {path: disk.sha256_of(path.read_bytes()) for path in paths},
        {path: path.stat().st_mtime_ns for path in paths},
        sorted(path.name for path in folder.iterdir() if path not in original),
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "DNG"])
def test_at_least_97_of_100_that_exiftool_can_write_are_written(
    corpus: TaggedCorpus, kind: str
) -> None:
    writable = [sample for sample in corpus.samples if sample.exiftool_can and sample.kind == kind]
    refused = {
        sample.path.name: corpus.outcomes[sample.path].reason
        for sample in writable
        if sample not in corpus.written
    }
    assert writable
    assert len(refused) <= 0.03 * len(writable), refused


def test_what_is_not_written_is_untouched_and_says_why(corpus: TaggedCorpus) -> None:
    written = {sample.path for sample in corpus.written}
    others = [sample for sample in corpus.samples if sample.path not in written]
    assert others
    for sample in others:
        outcome = corpus.outcomes[sample.path]
        assert outcome.action in ("skipped", "sidecar"), sample
        by_rule = (
            photo_format(corpus.original[sample.path]) not in IN_PLACE_FORMATS
            or sample.path.suffix.lower() in RAW_SUFFIXES
        )
        assert outcome.reason or by_rule, sample
        assert corpus.tagged[sample.path] == corpus.original[sample.path], sample


def test_the_published_table_is_true(corpus: TaggedCorpus, repo_root: Path) -> None:
    """What docs/trust.md says of Meridian; no file is damaged or not restored, say other tests."""
    counted: dict[str, Counter[str]] = {}
    for sample in corpus.samples:
        kind = TABLE_ROWS.get(sample.kind, "others")
        counted.setdefault(kind, Counter())[corpus.outcomes[sample.path].action] += 1
    page = (repo_root / "docs" / "trust.md").read_text(encoding="utf-8")
    published = page.partition("<!-- table: corpus -->")[2].partition("<!-- end: corpus -->")[0]
    for kind, actions in counted.items():
        numbers = (actions["written"], actions["sidecar"], actions["skipped"])
        cells = " | ".join(map(str, (kind, sum(numbers), *numbers, 0, 0)))
        assert f"| {cells} |" in published


def test_sidecars_are_read_by_exiftool(corpus: TaggedCorpus) -> None:
    beside = [outcome for outcome in corpus.outcomes.values() if outcome.action == "sidecar"]
    assert len(beside) == len(corpus.sidecars) >= 30
    for tags in corpus.sidecars.values():
        assert abs(tags["XMP-exif:GPSLatitude"] - POSITION.coordinate.lat_deg) < 1e-8
        assert abs(tags["XMP-exif:GPSLongitude"] - POSITION.coordinate.lon_deg) < 1e-8
        assert tags["XMP-meridian:RadiusMeters"] == 1234


def test_exiftool_reads_the_position_back(corpus: TaggedCorpus) -> None:
    for path in (sample.path for sample in corpus.written):
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
    for path in (sample.path for sample in corpus.written):
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


def other_tags(tags: Tags) -> Tags:
    return {
        name: value
        for name, value in tags.items()
        if not name.startswith(OURS + ABOUT_THE_FILE) and name not in GROWN
    }


def test_every_other_tag_is_unchanged(corpus: TaggedCorpus) -> None:
    for sample in corpus.written:
        before = other_tags(corpus.tags_before[sample.path])
        after = other_tags(corpus.tags_after[sample.path])
        added = set(after) - set(before)
        assert added <= BROUGHT.get(sample.kind, set()), sample
        changed = {name for name in before if after.get(name) != before[name]}
        # The header of a WebP file announces what is in it, and ExifTool names the file after it.
        announced = {"RIFF:WebP_Flags", "File:FileType"} if sample.kind == "WEBP" else set[str]()
        assert changed <= announced, sample


def test_everything_but_the_metadata_keeps_its_bytes(corpus: TaggedCorpus) -> None:
    maker_notes = 0
    for sample in corpus.written:
        old, new = corpus.original[sample.path], corpus.tagged[sample.path]
        before, after = open_photo(old), open_photo(new)
        assert b"".join(before.rest()) == b"".join(after.rest()), sample
        if isinstance(before, TiffFile):
            # Four bytes in the header, or two entries of twelve: nothing else is touched.
            assert sum(byte != other for byte, other in zip(old, new, strict=False)) <= 24, sample
        note = maker_note(before.exif_block())
        assert note == maker_note(after.exif_block()), sample
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


def test_every_pixel_is_unchanged(corpus: TaggedCorpus) -> None:
    decoded: Counter[str] = Counter()
    for sample in corpus.written:
        if len(corpus.original[sample.path]) > 2_000_000:
            continue
        pixels = decode(corpus.original[sample.path])
        if pixels is not None:
            assert decode(corpus.tagged[sample.path]) == pixels, sample
            decoded[sample.kind] += 1
    assert decoded["JPEG"] >= 150
    assert decoded["PNG"] >= 15
    assert decoded["WEBP"] >= 10
    assert decoded["TIFF"] >= 10


def decode(data: bytes) -> list[bytes] | None:
    """The pixels of every frame; None where the file holds no picture that Pillow can read."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore")
            return [frame.tobytes() for frame in ImageSequence.Iterator(picture)]
    except (OSError, SyntaxError, ValueError, struct.error, KeyError, TypeError, EOFError):
        return None


def test_file_times_are_kept(corpus: TaggedCorpus) -> None:
    assert set(corpus.times_after.values()) == {LONG_AGO_NS}
    assert set(corpus.times_restored.values()) == {LONG_AGO_NS}


def test_undo_brings_every_byte_back(corpus: TaggedCorpus) -> None:
    assert {outcome.action for outcome in corpus.undone} == {"restored", "removed"}
    restored = {outcome.path for outcome in corpus.undone if outcome.action == "restored"}
    assert restored == {sample.path for sample in corpus.written}
    for path, original in corpus.original.items():
        assert corpus.restored[path] == disk.sha256_of(original), path
    assert corpus.left_over == []


def test_an_existing_position_stays(
    shared_data: Path, tmp_path: Path, library: Database, corpus: TaggedCorpus
) -> None:
    tags_of = {path.name: tags for path, tags in corpus.tags_before.items()}  # copies have one name
    before = {
        sample.path: sample.path.read_bytes()
        for sample in copy_corpus(shared_data, tmp_path)
        if sample.kind in ("JPEG", "PNG", "WEBP", "TIFF", "DNG")
        and usable_position(tags_of.get(sample.path.name, {}))
    }
    tagger = Tagger(JournalRepository(library))
    outcomes = list(
        tagger.tag(
            [TagRequest(path, POSITION) for path in sorted(before)],
            batch_label="tag",
            policy=WritePolicy(),
        )
    )
    assert len(outcomes) >= 60
    assert {outcome.action for outcome in outcomes} == {"skipped"}
    assert {path: path.read_bytes() for path in before} == before


def usable_position(tags: Tags) -> bool:
    names = ("GPS:GPSLatitude", "GPS:GPSLongitude", "GPS:GPSLatitudeRef", "GPS:GPSLongitudeRef")
    return all(tags.get(name) for name in names) and any(
        str(tags[name]).strip("0.") for name in names[:2]
    )


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


# One reader's reading is no truth: where we differ from the manifest, and why we are right.
READ_OTHERWISE = {
    "huge_tag_exif.jpg": "a damaged copy; its position is whole",
    "max_uint32_exif.jpg": "likewise",
    "geodegrees_as_string.jpg": "text with decimal commas: 52,00000,50,00000,34,01180",
    "Issue 473 (Java).webp": "EXIF behind a header that ExifTool's version does not expect",
}


def test_every_position_is_read_right_or_refused(shared_data: Path) -> None:
    folder = shared_data / "metadata-corpus"
    with (folder / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["file_type"] != "XMP"]
    read = 0
    for row in rows:
        if row["file"].endswith(tuple(READ_OTHERWISE)):
            continue
        found = read_bytes((folder / row["file"]).read_bytes())
        wanted = (
            (float(row["expected_lat"]), float(row["expected_lon"]))
            if row["expected_lat"] and row["expected_lon"]
            else None
        )
        if wanted == (0, 0):
            wanted = None  # what cameras write for "no fix"
        assert (found.gps is None) == (wanted is None), row["file"]
        if found.gps is not None and wanted is not None:
            assert abs(found.gps.lat_deg - wanted[0]) < 1e-4, row["file"]
            assert abs(found.gps.lon_deg - wanted[1]) < 1e-4, row["file"]
            read += 1
    assert read >= 25
