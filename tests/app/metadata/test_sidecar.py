import codecs
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.geo.coordinate import Coordinate
from app.metadata import sidecar
from app.metadata.position import CannotWrite, PlaceNames, Position

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
POSITION = Position(Coordinate(-33.8567844, 151.2152967), 250.0, PlaceNames("Australia", "AU"))
DARKTABLE = """<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:darktable="http://darktable.sf.net/"
   darktable:xmp_version="5"
   darktable:auto_presets_applied="1">
   <darktable:history>
    <rdf:Seq>
     <rdf:li
      darktable:operation="exposure"
      darktable:params="0000000000004842Ünïcode"/>
    </rdf:Seq>
   </darktable:history>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


def write(data: bytes | None) -> bytes:
    return sidecar.with_position(data, POSITION, written_at=NOW, replace_names=False)


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).touch()
    return folder / names[0]


@pytest.mark.parametrize(
    ("names", "chosen", "exists", "note"),
    [
        (["a.CR2"], "a.CR2.xmp", False, ""),
        (["a.CR2", "a.CR2.xmp"], "a.CR2.xmp", True, ""),
        (["a.CR2", "a.CR2.XMP"], "a.CR2.XMP", True, ""),
        (["a.CR2", "a.xmp"], "a.xmp", True, ""),
        (["a.CR2", "a.XMP"], "a.XMP", True, ""),
        (["a.CR2", "a.xmp", "a.CR2.xmp"], "a.CR2.xmp", True, "a.xmp exists too"),
        # Two photos, one stem: the short name could be the other one's.
        (["a.CR2", "a.jpg", "a.xmp"], "a.CR2.xmp", False, "may belong to a.jpg"),
        (["a.CR2", "a.jpg"], "a.CR2.xmp", False, ""),
        (["a"], "a.xmp", False, ""),
        (["a.b.heic", "a.b.xmp"], "a.b.xmp", True, ""),
    ],
)
def test_which_sidecar(
    tmp_path: Path, names: list[str], chosen: str, exists: bool, note: str
) -> None:
    choice = sidecar.choose_sidecar(touch(tmp_path, *names))
    assert (choice.path.name, choice.exists) == (chosen, exists)
    assert note in choice.note
    assert bool(note) == bool(choice.note)


@pytest.mark.parametrize(
    ("names", "chosen", "exists", "note"),
    [
        (["a.CR2"], "a.xmp", False, ""),
        (["a.CR2", "a.CR2.xmp"], "a.CR2.xmp", True, ""),
        (["a.CR2", "a.XMP"], "a.XMP", True, ""),
        (["a.CR2", "a.jpg"], "a.CR2.xmp", False, "a.xmp may belong to a.jpg and was not made"),
        (["a.CR2", "a.jpg", "a.xmp"], "a.CR2.xmp", False, "was left alone"),
        (["a"], "a.xmp", False, ""),
    ],
)
def test_which_sidecar_where_short_names_are_wanted(
    tmp_path: Path, names: list[str], chosen: str, exists: bool, note: str
) -> None:
    choice = sidecar.choose_sidecar(touch(tmp_path, *names), is_short=True)
    assert (choice.path.name, choice.exists) == (chosen, exists)
    assert note in choice.note
    assert bool(note) == bool(choice.note)


def test_a_new_sidecar_reads_back() -> None:
    new = write(None)
    assert new.startswith(b"<?xml")
    found = sidecar.read_position(new)
    assert found.coordinate is not None
    assert found.coordinate.lat_deg == pytest.approx(POSITION.coordinate.lat_deg, abs=1e-8)
    assert found.radius_m == 250


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_settings_of_other_programs_keep_their_bytes(mark: bytes, encoding: str) -> None:
    data = mark + DARKTABLE.encode(encoding)
    new = write(data)
    assert new.startswith(mark)
    before = DARKTABLE.index("\n </rdf:RDF>")
    text = new[len(mark) :].decode(encoding)
    assert text.startswith(DARKTABLE[:before])
    assert text.endswith(DARKTABLE[before:])
    assert sidecar.read_position(new).coordinate is not None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (DARKTABLE.encode("latin-1"), "not valid UTF-8"),
        (codecs.BOM_UTF16_LE + b"odd", "not valid UTF-16"),
        (b"", "not well-formed"),
        (b"binary \0\1\2", "not well-formed"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "document type"),
    ],
)
def test_what_is_no_sidecar_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CannotWrite, match=reason):
        write(data)


def test_an_endless_sidecar_is_refused() -> None:
    with pytest.raises(CannotWrite, match="too large"):
        write(b" " * (sidecar.MAX_SIDECAR_BYTES + 1))
