"""The sentences of the map page, translated: the same keys as in resources/map/words.js."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_ENGLISH = {
    # How sure a position is.
    "high": QT_TRANSLATE_NOOP("Map", "High"),
    "medium": QT_TRANSLATE_NOOP("Map", "Medium"),
    "low": QT_TRANSLATE_NOOP("Map", "Low"),
    "uncalibrated": QT_TRANSLATE_NOOP("Map", "Not calibrated"),
    "fact": QT_TRANSLATE_NOOP("Map", "Known"),
    "countryOnly": QT_TRANSLATE_NOOP("Map", "Country only"),
    "isKnown": QT_TRANSLATE_NOOP("Map", "Known position, not an estimate"),
    "isUncalibrated": QT_TRANSLATE_NOOP("Map", "Estimated, confidence not calibrated"),
    "isHigh": QT_TRANSLATE_NOOP("Map", "Estimated, high confidence, {percent}"),
    "isMedium": QT_TRANSLATE_NOOP("Map", "Estimated, medium confidence, {percent}"),
    "isLow": QT_TRANSLATE_NOOP("Map", "Estimated, low confidence, {percent}"),
    "within": QT_TRANSLATE_NOOP("Map", "within {distance}"),
    "metres": QT_TRANSLATE_NOOP("Map", "{number}\u202fm"),
    "kilometres": QT_TRANSLATE_NOOP("Map", "{number}\u202fkm"),
    # Where a photo is.
    "cityInCountry": QT_TRANSLATE_NOOP("Map", "{city}, {country}"),
    "somewhereIn": QT_TRANSLATE_NOOP("Map", "Somewhere in {country}"),
    "knownPosition": QT_TRANSLATE_NOOP("Map", "Known position"),
    "estimatedPosition": QT_TRANSLATE_NOOP("Map", "Estimated position"),
    # The legend.
    "legend": QT_TRANSLATE_NOOP("Map", "Confidence"),
    "legendMeans": QT_TRANSLATE_NOOP("Map", "Legend: confidence that the place is within 25 km"),
    "rangeKnown": QT_TRANSLATE_NOOP("Map", "Recorded in the photo, or set by its owner"),
    "rangeHigh": QT_TRANSLATE_NOOP("Map", "{high} and more"),
    "rangeMedium": QT_TRANSLATE_NOOP("Map", "{medium} to {high}"),
    "rangeLow": QT_TRANSLATE_NOOP("Map", "below {medium}"),
    # Pins, clusters and tools.
    "map": QT_TRANSLATE_NOOP("Map", "Map"),
    "photosHere": QT_TRANSLATE_NOOP("Map", "Photos: {count}"),
    "showPhotos": QT_TRANSLATE_NOOP("Map", "Photos: {count}. Show them."),
    "photosAt": QT_TRANSLATE_NOOP("Map", "Photos here: {count}"),
    "closeTogether": QT_TRANSLATE_NOOP("Map", "Close together"),
    "morePhotos": QT_TRANSLATE_NOOP("Map", "{count} more that are not shown here"),
    "zoomIn": QT_TRANSLATE_NOOP("Map", "Zoom in"),
    "zoomOut": QT_TRANSLATE_NOOP("Map", "Zoom out"),
    "showAll": QT_TRANSLATE_NOOP("Map", "Show all photos"),
    "showSelection": QT_TRANSLATE_NOOP("Map", "Show the selection"),
    # The window only.
    "searchPlaces": QT_TRANSLATE_NOOP("Map", "Search a place"),
    "places": QT_TRANSLATE_NOOP("Map", "Places"),
    "noPlace": QT_TRANSLATE_NOOP("Map", "No place of that name is known."),
    "setHere": QT_TRANSLATE_NOOP("Map", "Set location here"),
    "selectFirst": QT_TRANSLATE_NOOP("Map", "Select photos first, then give them this place."),
    "close": QT_TRANSLATE_NOOP("Map", "Close"),
    "dragToCorrect": QT_TRANSLATE_NOOP("Map", "Drag to correct"),
    "movedBy": QT_TRANSLATE_NOOP("Map", "{distance} from where it was"),
    "unplacedSelection": QT_TRANSLATE_NOOP(
        "Map", "No position yet. Right-click the map or search a place to give one."
    ),
    "emptyTitle": QT_TRANSLATE_NOOP("Map", "Nothing on the map yet"),
    "emptyText": QT_TRANSLATE_NOOP("Map", "Photos appear here as soon as they have a position."),
    "mapData": QT_TRANSLATE_NOOP("Map", "Map data"),
}


def map_words() -> dict[str, str]:
    """Every sentence in the language of the window, by its key."""
    return {key: QCoreApplication.translate("Map", str(text)) for key, text in _ENGLISH.items()}
