import csv
from pathlib import Path

import pytest

from app.metadata.formats import HEAD_BYTES, photo_format


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"", None),
        (b"This is a text, whatever its name says.", None),
        (b"\xff\xd8", None),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\0\0\0\x18ftypheic", "heif"),
        (b"\0\0\0\x18ftypmp42", None),  # a film
        (b"\0\0\0\x18ftypcrx ", "raw"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"RIFF\0\0\0\0WEBP", "webp"),
    ],
)
def test_known_starts(head: bytes, expected: str | None) -> None:
    assert photo_format(head) == expected


def test_the_corpus_is_recognised(shared_data: Path) -> None:
    corpus = shared_data / "metadata-corpus"
    expected = {
        "JPEG": "jpeg",
        "PNG": "png",
        "TIFF": "tiff",
        "BTF": "tiff",
        "DNG": "tiff",
        "NEF": "tiff",
        "CR2": "tiff",
        "RW2": "tiff",
        "WEBP": "webp",
        "Extended WEBP": "webp",
        "HEIC": "heif",
        "HEIF": "heif",
        "AVIF": "heif",
        "CR3": "raw",
        "RAF": "raw",
        "X3F": "raw",
        "JXL": "jxl",
        "JP2": "jp2",
        "GIF": "gif",
        "XMP": None,
    }
    with (corpus / "MANIFEST.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if row["file_type"] in expected and int(row["size"]) > 0:
                with (corpus / row["file"]).open("rb") as photo:
                    head = photo.read(HEAD_BYTES)
                assert photo_format(head) == expected[row["file_type"]], row["file"]
