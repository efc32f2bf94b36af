"""Positions in XMP: reading them, and editing them into a packet without disturbing the rest.

Written are ``exif:GPS*``, ``Iptc4xmpExt:LocationCreated`` and our own namespace, which says where a
position comes from. Source: XMP specification part 2 (exif namespace), IPTC Photo Metadata
Standard 2025.1 (LocationCreated).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from app.geo.coordinate import Coordinate
from app.metadata import gps
from app.metadata.edits import Edit, apply_edits
from app.metadata.exif_gps import radius_rational
from app.metadata.position import PlaceNames, Position
from app.metadata.xmp_document import NS_RDF, Name, XmpDocument

NS_EXIF = "http://ns.adobe.com/exif/1.0/"
NS_IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
NS_MERIDIAN = "urn:meridian:location:1.0"

LOCATION_CREATED: Name = (NS_IPTC_EXT, "LocationCreated")
LOCATION_SOURCE: Name = (NS_MERIDIAN, "LocationSource")

# What we write, what describes the old fix, and the reference letters that XMP does not have but
# some programs write. Time stamps, image direction and destination stay.
_REPLACED_GPS = frozenset(
    {
        "GPSVersionID",
        "GPSLatitude",
        "GPSLatitudeRef",
        "GPSLongitude",
        "GPSLongitudeRef",
        "GPSMapDatum",
        "GPSProcessingMethod",
        "GPSHPositioningError",
        "GPSAltitude",
        "GPSAltitudeRef",
        "GPSSatellites",
        "GPSStatus",
        "GPSMeasureMode",
        "GPSDOP",
        "GPSDifferential",
        "GPSAreaInformation",
    }
)
_PADDING = re.compile(rb"[ \t\r\n]*(<\?xpacket end=[^>]*\?>\s*)$")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EMPTY_PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    b' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    b" </rdf:RDF>\n</x:xmpmeta>\n"
    b'<?xpacket end="w"?>'
)


@dataclass(frozen=True)
class XmpPosition:
    """What a packet says about the place, as far as Meridian reads it."""

    coordinate: Coordinate | None
    note: str
    radius_m: float | None
    location_source: str | None


def read_position(packet: bytes) -> XmpPosition:
    """The position in ``packet``; ``note`` says why a present one is unset.

    Raises:
        CannotWrite: the packet cannot be parsed.
    """
    properties = XmpDocument(packet).properties()

    def text(name: str) -> str:
        return properties.get((NS_EXIF, name), "")

    coordinate, note = None, ""
    if text("GPSLatitude") or text("GPSLongitude"):
        latitude_deg = gps.parse_xmp_coordinate(
            text("GPSLatitude"), reference=text("GPSLatitudeRef"), letters="NS"
        )
        longitude_deg = gps.parse_xmp_coordinate(
            text("GPSLongitude"), reference=text("GPSLongitudeRef"), letters="EW"
        )
        coordinate, note = gps.position_or_note(latitude_deg, longitude_deg)
    return XmpPosition(
        coordinate,
        note,
        _fraction(text("GPSHPositioningError")) if coordinate else None,
        properties.get(LOCATION_SOURCE),
    )


def with_position(
    packet: bytes | None, position: Position, *, written_at: datetime, replace_names: bool
) -> bytes:
    """``packet`` (None: a new one) with ``position``, all else in it byte for byte as it was.

    A LocationCreated that another program wrote stays unless ``replace_names``.

    Raises:
        CannotWrite: the packet cannot be parsed.
    """
    packet = _EMPTY_PACKET if packet is None else packet
    document = XmpDocument(packet)
    own_names = LOCATION_SOURCE in document.properties()
    foreign_names = LOCATION_CREATED in document.properties() and not own_names
    replaced = {(NS_EXIF, local) for local in _REPLACED_GPS}
    names = position.names
    if own_names or (replace_names and names):
        replaced.add(LOCATION_CREATED)
    elif foreign_names:
        names = PlaceNames()
    edits = _removals(document, replaced)
    block = _description(document.about, position, names, written_at)
    if document.empty_rdf is not None:
        start, end = document.empty_rdf
        edits.append(Edit(start, end, b">" + block + b"\n</" + document.rdf_name + b">"))
    else:
        edits.append(Edit(document.insert_at, document.insert_at, block))
    return apply_edits(packet, edits)


def is_ours(name: Name) -> bool:
    """Whether a property is one that writing a position may change."""
    uri, local = name
    return (
        uri == NS_MERIDIAN
        or name == LOCATION_CREATED
        or (uri == NS_EXIF and local in _REPLACED_GPS)
    )


def without_padding(packet: bytes) -> bytes:
    """``packet`` without the white space that is kept before its end for later growth."""
    return _PADDING.sub(rb"\n\1", packet)


def _removals(document: XmpDocument, replaced: set[Name]) -> list[Edit]:
    edits: list[Edit] = []
    for node in document.nodes:
        old = [
            item for item in node.properties if item.name in replaced or item.name[0] == NS_MERIDIAN
        ]
        if old and len(old) == len(node.properties):
            edits.append(Edit(node.start, node.end, b""))
        else:
            edits += [Edit(item.start, item.end, b"") for item in old]
    return edits


def _description(
    about: bytes, position: Position, names: PlaceNames, written_at: datetime
) -> bytes:
    """One rdf:Description that declares its own prefixes, so it fits into any packet."""
    coordinate, provenance = position.coordinate, position.provenance
    items = {
        "exif:GPSVersionID": "2.3.0.0",
        "exif:GPSLatitude": gps.format_xmp_latitude(coordinate.lat_deg),
        "exif:GPSLongitude": gps.format_xmp_longitude(coordinate.lon_deg),
        "exif:GPSMapDatum": "WGS-84",
        "exif:GPSProcessingMethod": "MANUAL",
        "meridian:LocationSource": provenance.source,
        "meridian:ReviewState": provenance.review_state,
        "meridian:Model": provenance.model,
        "meridian:ModelSHA256": provenance.model_sha256,
        "meridian:WrittenAt": written_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if provenance.confidence is not None:
        items["meridian:Confidence"] = f"{provenance.confidence:.4f}"
    if position.radius_m is not None:
        numerator, denominator = radius_rational(position.radius_m)
        items["exif:GPSHPositioningError"] = f"{numerator}/{denominator}"
        items["meridian:RadiusMeters"] = f"{numerator / denominator:.10g}"
    head = f'\n  <rdf:Description xmlns:rdf="{NS_RDF}" rdf:about='
    lines = [
        f'\n    xmlns:exif="{NS_EXIF}"',
        f'    xmlns:Iptc4xmpExt="{NS_IPTC_EXT}"',
        f'    xmlns:meridian="{NS_MERIDIAN}">',
        *(f"   <{name}>{_escaped(text)}</{name}>" for name, text in items.items() if text),
        *_location_created(names),
        "  </rdf:Description>",
    ]
    return head.encode() + about + "\n".join(lines).encode()


def _location_created(names: PlaceNames) -> list[str]:
    fields = {
        "City": names.city,
        "ProvinceState": names.admin1,
        "CountryName": names.country,
        "CountryCode": names.country_code,
    }
    if not names:
        return []
    return [
        "   <Iptc4xmpExt:LocationCreated>",
        '    <rdf:Bag>\n     <rdf:li rdf:parseType="Resource">',
        *(
            f"      <Iptc4xmpExt:{field}>{_escaped(text)}</Iptc4xmpExt:{field}>"
            for field, text in fields.items()
            if text
        ),
        "     </rdf:li>\n    </rdf:Bag>",
        "   </Iptc4xmpExt:LocationCreated>",
    ]


def _escaped(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


def _fraction(text: str) -> float | None:
    match = re.fullmatch(r"(\d+)(?:/([1-9]\d*)|(\.\d+))?", text)
    if match is None:
        return None
    whole, denominator, decimals = match.groups()
    return float(whole + (decimals or "")) / int(denominator or 1)
