import json
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.errors import AppError
from app.locating.tracks.reading import read_track
from app.locating.tracks.track import Track

NOON_S = datetime(2024, 5, 1, 12, tzinfo=UTC).timestamp()
GPX = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk>{}</trk></gpx>'


def point(lat: float, lon: float, time: str) -> str:
    return f'<trkpt lat="{lat}" lon="{lon}"><ele>3</ele><time>{time}</time></trkpt>'


def read(tmp_path: Path, text: str, name: str = "track", zone: timezone | None = None) -> Track:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_track(path, zone)


def places(track: Track) -> list[tuple[float, float]]:
    return [
        (round(float(a), 4), round(float(b), 4))
        for a, b in zip(track.lat_deg, track.lon_deg, strict=True)
    ]


# The way that well-known programs write, each with its own namespaces, extensions and times.
GPX_OF_PROGRAMS = {
    "GPSBabel": """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.0" creator="GPSBabel - http://www.gpsbabel.org"
 xmlns="http://www.topografix.com/GPX/1/0"><time>2024-05-02T08:00:00Z</time>
<bounds minlat="38.7" minlon="-9.2" maxlat="38.8" maxlon="-9.1"/>
<wpt lat="1" lon="1"><time>2024-05-01T12:00:00Z</time></wpt>
<trk><trkseg><trkpt lat="38.7100" lon="-9.1400"><ele>3.0</ele><time>2024-05-01T12:00:00Z</time>
<speed>2.65</speed></trkpt></trkseg><trkseg><trkpt lat="38.7200" lon="-9.1500">
<time>2024-05-01T12:10:00Z</time></trkpt></trkseg></trk></gpx>""",
    "Garmin Connect": """<?xml version="1.0" encoding="UTF-8"?>
<gpx creator="Garmin Connect" version="1.1" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:ns3="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"><metadata>
<link href="connect.garmin.com"><text>Garmin Connect</text></link>
<time>2024-05-01T11:59:00.000Z</time></metadata><trk><name>Run</name><trkseg>
<trkpt lat="38.70999999344348907470703125" lon="-9.1400000080466270446777343750"><ele>5.19</ele>
<time>2024-05-01T12:00:00.000Z</time><extensions><ns3:TrackPointExtension><ns3:hr>61</ns3:hr>
</ns3:TrackPointExtension></extensions></trkpt><trkpt lat="38.72" lon="-9.15"><ele>6</ele>
<time>2024-05-01T12:10:00Z</time></trkpt></trkseg></trk></gpx>""",
    "Strava": """<?xml version="1.0" encoding="UTF-8"?>
<gpx creator="StravaGPX Android" version="1.1" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><metadata><time>2024-05-01T12:00:00Z</time>
</metadata><trk><name>Ride</name><type>1</type><trkseg><trkpt lat="38.7100000" lon="-9.1400000">
<ele>10.2</ele><time>2024-05-01T12:00:00Z</time></trkpt><trkpt lat="38.7200000" lon="-9.1500000">
<ele>10</ele><time>2024-05-01T12:10:00Z</time></trkpt></trkseg></trk></gpx>""",
    "OsmAnd": """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<gpx version="1.1" creator="OsmAnd~ 5.0.0" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:osmand="https://osmand.net"><trk><trkseg><trkpt lat="38.7100000" lon="-9.1400000">
<ele>3.7</ele><time>2024-05-01T12:00:00Z</time><hdop>4.3</hdop><extensions>
<osmand:speed>1.1</osmand:speed></extensions></trkpt><trkpt lat="38.72" lon="-9.15">
<time>2024-05-01T12:10:00Z</time></trkpt></trkseg></trk><extensions><osmand:width>7</osmand:width>
</extensions></gpx>""",
    "GPSLogger": """<?xml version="1.0" encoding="UTF-8" ?><gpx version="1.0" creator="GPSLogger"
 xmlns="http://www.topografix.com/GPX/1/0"><time>2024-05-01T12:00:00.189Z</time><trk><trkseg>
<trkpt lat="38.71" lon="-9.14"><ele>175.5</ele><time>2024-05-01T14:00:00.000+02:00</time>
<geoidheight>49.5</geoidheight><src>gps</src><sat>4</sat></trkpt>
<trkpt lat="38.72" lon="-9.15"><time>2024-05-01T12:10:00Z</time></trkpt></trkseg></trk></gpx>""",
    "TCX": """<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase
 xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
<Activity Sport="Running"><Id>2024-05-01T11:00:00Z</Id><Lap StartTime="2024-05-01T11:00:00Z"><Track>
<Trackpoint><Time>2024-05-01T12:00:00Z</Time><Position><LatitudeDegrees>38.71</LatitudeDegrees>
<LongitudeDegrees>-9.14</LongitudeDegrees></Position><AltitudeMeters>3</AltitudeMeters></Trackpoint>
<Trackpoint><Time>2024-05-01T12:05:00Z</Time></Trackpoint>
<Trackpoint><Time>2024-05-01T12:10:00Z</Time><Position><LatitudeDegrees>38.72</LatitudeDegrees>
<LongitudeDegrees>-9.15</LongitudeDegrees></Position></Trackpoint></Track></Lap></Activity>
</Activities></TrainingCenterDatabase>""",
    "KML track": """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"
 xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Placemark><gx:Track>
<when>2024-05-01T12:00:00Z</when><when>2024-05-01T12:10:00Z</when>
<gx:coord>-9.14 38.71 3</gx:coord><gx:coord>-9.15 38.72 3</gx:coord></gx:Track></Placemark>
<Placemark><LineString><coordinates>1,1 2,2 3,3</coordinates></LineString></Placemark>
</Document></kml>""",
    "KML points": """<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><TimeStamp>
<when>2024-05-01T12:00:00Z</when></TimeStamp><Point><coordinates>-9.14,38.71,3</coordinates></Point>
</Placemark><Placemark><TimeStamp><when>2024-05-01T12:10:00Z</when></TimeStamp><Point>
<coordinates>-9.15,38.72</coordinates></Point></Placemark></kml>""",
    "NMEA": """$GPGGA,115959,3842.600,N,00908.400,W,1,08,1.2,3.0,M,50.0,M,,*00
$GPRMC,120000.00,A,3842.6000,N,00908.4000,W,000.5,054.7,010524,,,A
garbage
$GPRMC,120100.00,V,,,,,,,010524,,,N
$GPGGA,121000.00,3843.2000,N,00909.0000,W,1,08,1.2,3.0,M,50.0,M,,""",
    "Records.json": json.dumps(
        {
            "locations": [
                {
                    "latitudeE7": 387100000,
                    "longitudeE7": -91400000,
                    "timestamp": "2024-05-01T12:00:00Z",
                },
                {
                    "latitudeE7": 387200000,
                    "longitudeE7": -91500000,
                    "timestampMs": str(int(NOON_S + 600) * 1000),
                },
                {"wifiScan": {}},
            ]
        }
    ),
    "semantic history": json.dumps(
        {
            "timelineObjects": [
                {
                    "activitySegment": {
                        "startLocation": {"latitudeE7": 387100000, "longitudeE7": -91400000},
                        "endLocation": {"latitudeE7": 387200000, "longitudeE7": -91500000},
                        "duration": {
                            "startTimestamp": "2024-05-01T12:00:00Z",
                            "endTimestamp": "2024-05-01T12:10:00Z",
                        },
                    }
                }
            ]
        }
    ),
    "Android timeline": json.dumps(
        {
            "semanticSegments": [
                {
                    "startTime": "2024-05-01T13:00:00.000+01:00",
                    "endTime": "2024-05-01T14:00:00.000+01:00",
                    "timelinePath": [
                        {"point": "38.71°, -9.14°", "time": "2024-05-01T13:00:00.000+01:00"}
                    ],
                }
            ],
            "rawSignals": [
                {
                    "position": {
                        "LatLng": "38.72°, -9.15°",
                        "accuracyMeters": 20,
                        "timestamp": "2024-05-01T13:10:00.000+01:00",
                    }
                }
            ],
        },
        ensure_ascii=False,
    ),
    "iOS timeline": json.dumps(
        [
            {
                "startTime": "2024-05-01T12:00:00Z",
                "endTime": "2024-05-01T13:00:00Z",
                "timelinePath": [
                    {"point": "geo:38.71,-9.14", "durationMinutesOffsetFromStartTime": "0"},
                    {"point": "geo:38.72,-9.15", "durationMinutesOffsetFromStartTime": "10"},
                ],
            }
        ]
    ),
}


@pytest.mark.parametrize("program", GPX_OF_PROGRAMS)
def test_every_kind_gives_the_same_two_points(tmp_path: Path, program: str) -> None:
    track = read(tmp_path, GPX_OF_PROGRAMS[program])
    assert places(track) == [(38.71, -9.14), (38.72, -9.15)]
    assert [round(float(time) - NOON_S) for time in track.time_s] == [0, 600]


def test_a_kmz_is_read_like_its_document(tmp_path: Path) -> None:
    path = tmp_path / "trip.kmz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("doc.kml", GPX_OF_PROGRAMS["KML track"])
    assert len(read_track(path)) == 2


def test_times_without_a_zone_are_not_guessed(tmp_path: Path) -> None:
    text = GPX.format("<trkseg>" + point(38.7, -9.1, "2024-05-01T13:00:00") + "</trkseg>")
    with pytest.raises(AppError, match="time zone") as caught:
        read(tmp_path, text)
    assert "--track-zone" in caught.value.hint
    track = read(tmp_path, text, zone=timezone(timedelta(hours=1)))
    assert float(track.time_s[0]) == NOON_S


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no point"),
        ("hello", "no point"),
        ("<gpx></gpx>", "no point"),
        (GPX.format('<trkseg><trkpt lat="1" lon="2"/></trkseg>'), "no point"),
        ("<gpx><trk>", "damaged or cut off"),
        ('{"locations": [{"latitudeE7": 1', "damaged or cut off"),
        (
            '<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><gpx>&b;</gpx>',
            "declares a document type",
        ),
        ('<!DOCTYPE gpx SYSTEM "http://example.org/x.dtd"><gpx/>', "declares a document type"),
        ("<a>" * 100_000, "nested beyond reason"),
    ],
)
def test_what_is_no_track_is_refused_in_plain_words(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(AppError) as caught:
        read(tmp_path, text)
    assert why in caught.value.message
    assert str(tmp_path) in caught.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"nowhere\.gpx"):
        read_track(tmp_path / "nowhere.gpx")


def test_points_are_sorted_and_impossible_ones_left_out(tmp_path: Path) -> None:
    points = [
        point(38.72, -9.15, "2024-05-01T12:10:00Z"),
        point(38.71, -9.14, "2024-05-01T12:00:00Z"),
        point(38.71, -9.14, "2024-05-01T12:00:00Z"),
        point(48.80, 2.35, "2024-05-01T12:05:00Z"),  # a jump to Paris and back
        point(0, 0, "2024-05-01T12:06:00Z"),
        point(91, 0, "2024-05-01T12:07:00Z"),
        point(38.0, -9.0, "1970-01-01T00:00:00Z"),
        point(38.0, -9.0, "not a time"),
    ]
    track = read(tmp_path, GPX.format("<trkseg>" + "".join(points) + "</trkseg>"))
    assert places(track) == [(38.71, -9.14), (38.72, -9.15)]


@pytest.mark.slow
def test_a_million_points_are_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.gpx"
    start = datetime(2024, 1, 1, tzinfo=UTC)
    with path.open("w") as stream:
        stream.write('<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>')
        for second in range(1_000_000):
            moment = (start + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
            stream.write(point(40 + second * 1e-6, 3, moment))
        stream.write("</trkseg></trk></gpx>")
    tracemalloc.start()
    try:
        track = read_track(path)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(track) == 1_000_000
    assert peak_bytes < 400e6
