"""What is known of a place, in words: how sure, how wide, who says so."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState, PhotoSummary
from app.metadata import gps
from app.metadata.position import PlaceNames
from app.reporting.rows import round_up_km
from app.ui.plain_text import one_line

translate = QCoreApplication.translate
_DIGITS = 5  # about a metre


def place_title(names: PlaceNames) -> str:
    """The place by name: "Lisbon, Portugal", "Somewhere in Portugal"; empty without any name."""
    city, country = one_line(names.city), one_line(names.country)
    if city and country:
        return translate("Words", "{city}, {country}").format(city=city, country=country)
    if city:
        return city
    return translate("Words", "Somewhere in {country}").format(country=country) if country else ""


def headline(summary: PhotoSummary, names: PlaceNames) -> str:
    """The panel's first line: the place, or why there is none."""
    if summary.coordinate is not None:
        return place_title(names) or translate("Words", "A place without a name")
    return {
        PhotoState.NEW: translate("Words", "Not located yet"),
        PhotoState.QUEUED: translate("Words", "Waiting for its turn"),
        PhotoState.RUNNING: translate("Words", "Looking at the photo…"),
        PhotoState.FAILED: translate("Words", "It could not be located"),
        PhotoState.NOT_LOCALIZABLE: translate("Words", "Cannot be placed"),
    }.get(summary.state, translate("Words", "No position"))


def sureness(summary: PhotoSummary) -> str:
    """How sure the position is, in words and as a number; empty where there is none."""
    if summary.coordinate is None:
        return ""
    if not summary.is_estimate:
        return translate("Words", "Known, not estimated")
    if summary.confidence is None:
        return translate("Words", "Estimated; how sure is not calibrated")
    template = {
        4: translate("Words", "Very sure: {share} within 25 km"),
        3: translate("Words", "Fairly sure: {share} within 25 km"),
        2: translate("Words", "More likely than not: {share} within 25 km"),
        1: translate("Words", "Not sure: {share} within 25 km"),
        0: translate("Words", "Hardly more than a guess: {share} within 25 km"),
    }[sum(summary.confidence >= bar for bar in (0.2, 0.5, 0.75, 0.9))]
    return template.format(share=percent(summary.confidence))


def extent(summary: PhotoSummary) -> str:
    """How far the true place may lie from the point."""
    if summary.coordinate is None:
        return ""
    if summary.radius_km is None:
        return translate("Words", "Nobody stated how exact it is.") if summary.is_estimate else ""
    if summary.is_estimate:
        return translate("Words", "Nine times in ten the place lies within {distance}.").format(
            distance=distance(summary.radius_km)
        )
    return translate("Words", "Exact to {distance}.").format(distance=distance(summary.radius_km))


def source(summary: PhotoSummary, model: str | None) -> str:
    """Who gave the position."""
    if summary.source is None:
        return ""
    if summary.source == "model":
        if model:
            return translate("Words", "Estimated by {model}").format(model=one_line(model))
        return translate("Words", "Estimated by a model")
    return {
        "user": translate("Words", "Given by you"),
        "exif_gps": translate("Words", "Measured by the camera"),
        "takeout": translate("Words", "From Google Takeout"),
        "gpx": translate("Words", "From a GPS track"),
        "saved_place": translate("Words", "From a saved place"),
        "album": translate("Words", "From other photos of the album"),
        "neighbour": translate("Words", "From photos taken close in time"),
        "name": translate("Words", "From the name of the file or folder"),
    }.get(summary.source, one_line(summary.source))


def source_icon(summary: PhotoSummary) -> str:
    """The icon that goes with `source`."""
    return {"user": "person", "exif_gps": "camera", "model": "spark"}.get(
        summary.source or "", "pin"
    )


def percent(share: float) -> str:
    """0.874 -> "87 %", in the user's digits."""
    return translate("Words", "{number} %").format(number=QLocale().toString(round(share * 100)))


def distance(km: float) -> str:
    """Kilometres with two digits, rounded up: no uncertainty may look smaller than it is."""
    rounded, locale = round_up_km(km), QLocale()
    if rounded < 1:
        return translate("Words", "{number} m").format(
            number=locale.toString(round(rounded * 1000))
        )
    number = locale.toString(rounded, "f", 1 if rounded < 10 else 0)
    return translate("Words", "{number} km").format(number=number)


def coordinates(coordinate: Coordinate, radius_km: float | None, *, is_estimate: bool) -> str:
    """For reading: "38.72° N, 9.13° W", an estimate without digits that its radius cannot carry."""
    if is_estimate and radius_km:
        coordinate = gps.round_to_radius(coordinate, radius_km * 1000)  # as it would be written
    return translate("Words", "{latitude}, {longitude}").format(
        latitude=latitude(coordinate), longitude=longitude(coordinate)
    )


def latitude(coordinate: Coordinate) -> str:
    """Degrees north or south, without zeros at the end."""
    south = round(coordinate.lat_deg, _DIGITS) < 0
    template = translate("Words", "{degrees}° S") if south else translate("Words", "{degrees}° N")
    return template.format(degrees=_degrees(coordinate.lat_deg))


def longitude(coordinate: Coordinate) -> str:
    """Degrees east or west, without zeros at the end."""
    west = round(coordinate.lon_deg, _DIGITS) < 0
    template = translate("Words", "{degrees}° W") if west else translate("Words", "{degrees}° E")
    return template.format(degrees=_degrees(coordinate.lon_deg))


def _degrees(value: float) -> str:
    shortest = QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
    return QLocale().toString(abs(round(float(value), _DIGITS)), "f", shortest)


def coordinates_to_copy(coordinate: Coordinate) -> str:
    """For other programs: decimal degrees with a point, whatever the language."""
    return f"{coordinate.lat_deg:.6f}, {coordinate.lon_deg:.6f}"


def taken(taken_at: str | None) -> str:
    """ISO 8601 as a date for people, in the photo's own time; other text as it stands."""
    if not taken_at:
        return ""
    try:
        moment = datetime.fromisoformat(taken_at)
    except ValueError:
        return one_line(taken_at)
    return moment_words(moment, QLocale.FormatType.LongFormat)


def moment_words(moment: datetime, date_format: QLocale.FormatType) -> str:
    """Date and time as they stand, whatever the zone."""
    locale = QLocale()
    date = QDate(moment.year, moment.month, moment.day)
    time = QTime(moment.hour, moment.minute)
    return translate("Words", "{date}, {time}").format(
        date=locale.toString(date, date_format),
        time=locale.toString(time, QLocale.FormatType.ShortFormat),
    )
