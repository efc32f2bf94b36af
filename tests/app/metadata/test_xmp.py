from collections import Counter
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.metadata import xmp
from app.metadata.position import CannotWrite, PlaceNames, Position, Provenance
from app.metadata.xmp_document import XmpDocument

NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
PARIS = Position(
    Coordinate(48.8583701, -2.2944813),
    25_000.0,
    PlaceNames("France", "FR", "Île-de-France", "Paris"),
    Provenance("model", "globe-7b", "ab" * 32, 0.8125),
)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def packet(inner: str, head: str = "", tail: str = "") -> bytes:
    return (
        f'{head}<x:xmpmeta xmlns:x="adobe:ns:meta/">\n <rdf:RDF xmlns:rdf="{RDF}">\n{inner}\n'
        f" </rdf:RDF>\n</x:xmpmeta>{tail}"
    ).encode()


def write(data: bytes | None, position: Position = PARIS, *, replace_names: bool = False) -> bytes:
    return xmp.with_position(data, position, written_at=NOW, replace_names=replace_names)


def test_a_new_packet_says_everything() -> None:
    properties = XmpDocument(write(None)).properties()
    assert {local: text for (uri, local), text in properties.items() if uri == xmp.NS_EXIF} == {
        "GPSVersionID": "2.3.0.0",
        "GPSLatitude": "48,51.502206N",
        "GPSLongitude": "2,17.668878W",
        "GPSMapDatum": "WGS-84",
        "GPSProcessingMethod": "MANUAL",
        "GPSHPositioningError": "25000/1",
    }
    assert {local: text for (uri, local), text in properties.items() if uri == xmp.NS_MERIDIAN} == {
        "LocationSource": "model",
        "ReviewState": "estimated",
        "Model": "globe-7b",
        "ModelSHA256": "ab" * 32,
        "Confidence": "0.8125",
        "RadiusMeters": "25000",
        "WrittenAt": "2026-05-04T03:02:01Z",
    }
    created = ElementTree.fromstring(write(None).partition(b"?>")[2].rpartition(b"<?")[0]).find(
        f".//{{{xmp.NS_IPTC_EXT}}}LocationCreated/{{{RDF}}}Bag/{{{RDF}}}li"
    )
    assert created is not None
    assert {field.tag.rpartition("}")[2]: field.text for field in created} == {
        "City": "Paris",
        "ProvinceState": "Île-de-France",
        "CountryName": "France",
        "CountryCode": "FR",
    }


def test_what_is_not_known_is_not_written() -> None:
    text = write(None, Position(Coordinate(1, 2))).decode()
    for name in ("LocationCreated", "Model>", "Confidence", "RadiusMeters", "PositioningError"):
        assert name not in text


def test_reading_back() -> None:
    found = xmp.read_position(write(None))
    assert found.coordinate is not None
    assert found.coordinate.lat_deg == pytest.approx(48.8583701, abs=1e-8)
    assert found.coordinate.lon_deg == pytest.approx(-2.2944813, abs=1e-8)
    assert (found.radius_m, found.location_source, found.note) == (25_000, "model", "")


OLD_GPS = {
    "as attributes": (
        '<rdf:Description rdf:about="" xmlns:e="http://ns.adobe.com/exif/1.0/" '
        "xmlns:dc='http://purl.org/dc/elements/1.1/'\n e:GPSLatitude='1,2.0S'\n"
        ' e:GPSLongitude="3,4.0E"\n e:GPSImgDirection="271/1" dc:format="a&#10;b > c"/>'
    ),
    "as elements": (
        '<rdf:Description rdf:about="" xmlns:e="http://ns.adobe.com/exif/1.0/">'
        "<e:GPSLatitude>1,2.0S</e:GPSLatitude><e:GPSLongitude>3,4.0E</e:GPSLongitude>"
        "<e:GPSAltitude>35/1</e:GPSAltitude><e:GPSImgDirection>271/1</e:GPSImgDirection>"
        "</rdf:Description>"
    ),
    "in a description of its own": (
        '<rdf:Description rdf:about="" xmlns:e="http://ns.adobe.com/exif/1.0/">'
        "<e:GPSLatitude>1,2.0S</e:GPSLatitude><e:GPSLongitude>3,4.0E</e:GPSLongitude>"
        "</rdf:Description>\n<rdf:Description rdf:about='' "
        'xmlns:e="http://ns.adobe.com/exif/1.0/" e:GPSImgDirection="271/1"/>'
    ),
}


@pytest.mark.parametrize("form", OLD_GPS)
def test_an_old_position_is_replaced_in_every_form(form: str) -> None:
    data = packet(OLD_GPS[form])
    assert xmp.read_position(data).coordinate == Coordinate(-1 - 2 / 60, 3 + 4 / 60)
    new = write(data)
    found = xmp.read_position(new)
    assert found.coordinate is not None
    assert found.coordinate.lat_deg == pytest.approx(48.8583701, abs=1e-8)
    text = new.decode()
    assert text.count("GPSLatitude>") == 2  # one start tag, one end tag
    assert "1,2.0S" not in text
    assert "GPSAltitude" not in text
    assert "271/1" in text


def test_everything_else_keeps_its_bytes() -> None:
    inner = (
        '  <rdf:Description rdf:about="uuid:1"\n'
        '    xmlns:darktable="http://darktable.sf.net/"\n'
        '    darktable:xmp_version="5"   darktable:history_end = "3">\n'
        "   <darktable:history><rdf:Seq><rdf:li darktable:params='gz12eJx' /></rdf:Seq>"
        "</darktable:history>\n   <!-- kept -->\n  </rdf:Description>"
    )
    data = packet(inner, head="\ufeff<?xpacket begin='\ufeff'?>", tail="\n   <?xpacket end='w'?>")
    new = write(data)
    # Exactly one insertion, nothing removed.
    shared = next(index for index, byte in enumerate(data) if new[index] != byte)
    assert data[shared:] == new[len(new) - (len(data) - shared) :]
    assert b'rdf:about="uuid:1"\n    xmlns:exif' in new


def test_writing_again_does_not_grow() -> None:
    for data in (None, *(packet(inner) for inner in OLD_GPS.values()), packet("")):
        once = write(data)
        assert len(write(once)) == len(once)


def test_an_empty_rdf_tag_is_opened() -> None:
    data = f'<q:RDF xmlns:q="{RDF}" />'.encode()
    new = write(data)
    assert xmp.read_position(new).coordinate is not None
    assert new.endswith(b"</q:RDF>")


FOREIGN_NAMES = (
    '<rdf:Description rdf:about="" xmlns:I="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    "<I:LocationCreated><rdf:Bag><rdf:li I:City='Somewhere'/></rdf:Bag></I:LocationCreated>"
    "</rdf:Description>"
)


@pytest.mark.parametrize("replace_names", [False, True])
def test_names_that_others_wrote_stay_unless_replaced(replace_names: bool) -> None:
    new = write(packet(FOREIGN_NAMES), replace_names=replace_names)
    assert (b"Somewhere" in new) is not replace_names
    assert (b"Paris" in new) is replace_names
    assert new.count(b"LocationCreated>") == 2


def test_foreign_names_stay_where_there_are_none_to_write() -> None:
    new = write(packet(FOREIGN_NAMES), Position(Coordinate(1, 2)), replace_names=True)
    assert b"Somewhere" in new


def test_own_names_go_with_the_position_they_belong_to() -> None:
    new = write(write(None), Position(Coordinate(1, 2)))
    assert b"Paris" not in new
    assert b"LocationCreated" not in new


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not well-formed"),
        (b"no xml", "not well-formed"),
        (packet("")[:-4], "not well-formed"),
        (packet("<a:b/>"), "not well-formed"),  # prefix without a namespace
        (b"<x/>", "no RDF"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + packet("&a;"), "document type"),
        (
            b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + packet(""),
            "document type",
        ),
        (packet("<rdf:Description>" + "<rdf:li>" * 600), "nested too deeply"),
    ],
)
def test_what_is_no_xmp_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CannotWrite, match=reason):
        write(data)


def test_an_entity_bomb_is_refused_at_once() -> None:
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'.encode() + packet("&e11;")
    with pytest.raises(CannotWrite, match="document type"):
        xmp.read_position(bomb)


@pytest.mark.parametrize(
    ("attributes", "note"),
    [
        ('e:GPSLatitude="0,0.0N" e:GPSLongitude="0,0.0E"', "unset"),
        ('e:GPSLatitude="48,51.5N"', "incomplete"),
        ('e:GPSLatitude="99,0.0N" e:GPSLongitude="0,1.0E"', "outside"),
        ('e:GPSLatitude="28.5" e:GPSLongitude="81.4"', "incomplete"),  # no letter at all
    ],
)
def test_positions_that_are_none(attributes: str, note: str) -> None:
    data = packet(
        f'<rdf:Description rdf:about="" xmlns:e="http://ns.adobe.com/exif/1.0/" {attributes}/>'
    )
    found = xmp.read_position(data)
    assert found.coordinate is None
    assert note in found.note


names = st.builds(PlaceNames, *(st.text(max_size=20),) * 4)
provenances = st.builds(
    Provenance,
    st.sampled_from(["user", "model", "gpx"]),
    st.text(max_size=20),
    st.text("0123456789abcdef", max_size=64),
    st.none() | st.floats(0, 1),
    st.sampled_from(["estimated", "confirmed"]),
)
positions = st.builds(
    Position,
    st.builds(Coordinate, st.floats(-90, 90), st.floats(-180, 180)),
    st.none() | st.floats(0.01, 2e7),
    names,
    provenances,
)


@st.composite
def packets(draw: st.DrawFn) -> bytes:
    """Packets of several descriptions, with and without positions, in varied spelling."""
    pieces = []
    for number in range(draw(st.integers(0, 4))):
        space = draw(st.sampled_from([" ", "\n   ", "\t"]))
        properties = draw(
            st.lists(
                st.sampled_from(
                    ["e:GPSLatitude", "e:GPSStatus", "e:Flash", "m:Model", "q:one", "q:two"]
                ),
                unique=True,
            )
        )
        as_attribute = {name: draw(st.booleans()) for name in properties}
        quote = draw(st.sampled_from("\"'"))
        attributes = "".join(
            f"{space}{name}={quote}v{number} &lt; &amp;{quote}"
            for name in properties
            if as_attribute[name]
        )
        elements = "".join(
            f"{space}<{name}>{draw(st.sampled_from(['', 'text', '<rdf:Bag><rdf:li/></rdf:Bag>']))}"
            f"</{name}>"
            for name in properties
            if not as_attribute[name]
        )
        pieces.append(
            f"{space}<rdf:Description rdf:about=''{space}xmlns:e='{xmp.NS_EXIF}'"
            f" xmlns:m='{xmp.NS_MERIDIAN}' xmlns:q='urn:q'{attributes}>{elements}"
            f"{space}</rdf:Description>"
        )
    return packet("".join(pieces))


def foreign_items(data: bytes) -> Counter[str]:
    root = ElementTree.fromstring(data[data.find(b"<x:") : data.rfind(b"</x:xmpmeta>") + 12])
    items: Counter[str] = Counter()
    for node in root.iter(f"{{{RDF}}}Description"):
        for name, text in node.attrib.items():
            items[f"{name}={text}"] += name != f"{{{RDF}}}about"
        for child in node:
            items[ElementTree.tostring(child).decode().strip()] += 1
    return Counter(
        {
            item: count
            for item, count in items.items()
            if count
            and "GPSLatitude" not in item
            and "GPSStatus" not in item
            and "meridian" not in item
        }
    )


@given(packets(), positions)
def test_any_packet_keeps_what_is_not_ours(data: bytes, position: Position) -> None:
    new = write(data, position, replace_names=True)
    ours = write(packet(""), position, replace_names=True)
    assert foreign_items(new) == foreign_items(data) + foreign_items(ours)
    once_more = write(new, position, replace_names=True)
    assert once_more == new


@given(st.binary(max_size=200))
def test_random_bytes_never_raise_anything_else(data: bytes) -> None:
    for candidate in (data, packet("") + data, packet("<rdf:Description>")[:-30] + data):
        try:
            write(candidate)
        except CannotWrite as refusal:
            assert refusal.reason
