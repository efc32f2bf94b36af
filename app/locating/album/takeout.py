"""Positions in the ``*.json`` files that Google Takeout lays beside photos.

Its ways of naming them, as seen in exports of many years: ``IMG_1.jpg.json`` and, since 2024,
``IMG_1.jpg.supplemental-metadata.json``; either cut off at 46 characters before ``.json``, in the
middle of a word; the number of a copy behind the ending (``IMG_1.jpg(2).json`` for
``IMG_1(2).jpg``); ``IMG_1-edited.jpg`` without a file of its own; a still whose file is named after
its moving twin's stem. Of ``geoData`` (set by hand or guessed by Google) and ``geoDataExif`` (of
the file that was uploaded) the latter is the measured one and goes first; zeros mean "none".
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from app.geo.coordinate import Coordinate
from app.library.records import Estimate, EstimateSource, Photo
from app.locating.tracks.cameras import Kind, kind_of

_CUT_AT: Final = 46
_SUFFIX: Final = ".supplemental-metadata"
_MAX_BYTES: Final = 1024 * 1024
_RADIUS_KM: Final = 0.1
_CONFIDENCE: Final = 0.98
_COPY_NUMBER = re.compile(r"^(?P<stem>.*?)\((?P<number>\d{1,3})\)$")
_EDITED = re.compile(
    r"(?i)-(?:edited|bearbeitet|modifié|editado|editada|modificato|bewerkt|effects|編集済み|已修改)$"
)


def takeout_estimates(photos: Sequence[Photo]) -> Iterator[Estimate]:
    """The positions that Takeout files give to photos which have none of their own.

    Files that are missing, cut off or of another kind give nothing; nothing raises.
    """
    listings: dict[Path, dict[str, Path]] = {}
    for photo in photos:
        if photo.gps is not None and not photo.gps_is_estimate:
            continue
        if kind_of(photo) is Kind.SCREENSHOT:
            continue
        folder = photo.path.parent
        if folder not in listings:
            listings[folder] = _listing(folder)
        companion = find_companion(photo.path.name, listings[folder])
        if companion is None:
            continue
        coordinate = read_position(companion, photo.path.name)
        if coordinate is not None:
            yield Estimate(
                photo.id,
                EstimateSource.TAKEOUT,
                coordinate,
                _RADIUS_KM,
                _CONFIDENCE,
                f"Google Takeout states the position, in {companion.name} beside the photo.",
            )


def find_companion(name: str, listing: Mapping[str, Path]) -> Path | None:
    """The Takeout file of a photo's name among those of its folder (lower-cased names)."""
    return next((listing[key] for each in _names(name) if (key := each.lower()) in listing), None)


def read_position(companion: Path, photo_name: str) -> Coordinate | None:
    """The position in a Takeout file; None where it is damaged, of another photo or has none."""
    try:
        if companion.stat().st_size > _MAX_BYTES:
            return None
        content: Any = json.loads(companion.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    values = cast("dict[str, Any]", content)
    if not _is_of(values.get("title"), photo_name):
        return None
    found = (_position(values.get(name)) for name in ("geoDataExif", "geoData"))
    return next(filter(None, found), None)


def _listing(folder: Path) -> dict[str, Path]:
    try:
        return {path.name.lower(): path for path in folder.iterdir() if path.suffix == ".json"}
    except OSError:
        return {}


def _names(name: str) -> Iterator[str]:
    """The names a companion may have, the most literal first."""
    path = Path(name)
    stem, ending = path.stem, path.suffix
    yield from _companions(name, "")
    match = _COPY_NUMBER.match(stem)
    if match:
        yield from _companions(f"{match['stem']}{ending}", f"({match['number']})")
    plain = _EDITED.sub("", match["stem"] if match else stem)
    if plain != (match["stem"] if match else stem):
        number = f"({match['number']})" if match else ""
        yield from _companions(f"{plain}{ending}", number)
        yield from (f"{plain}{other}.json" for other in (".heic", ".jpg", ".jpeg", ".png"))
    yield f"{stem}.json"


def _companions(name: str, number: str) -> Iterator[str]:
    """``name`` with each beginning of Takeout's suffix that the limit may have left of it."""
    yield f"{name}{number}.json"
    whole = name + _SUFFIX
    yield f"{whole}{number}.json"
    yield f"{whole[:_CUT_AT]}{number}.json"
    if len(name) > _CUT_AT:
        yield f"{name[:_CUT_AT]}{number}.json"


def _is_of(title: Any, photo_name: str) -> bool:
    """Whether a file's title is the photo's name, as far as copies and edits leave it alike."""
    if not isinstance(title, str) or not title:
        return True
    ours, theirs = _bare(photo_name), _bare(title)
    # Names are cut off too, and characters that a file system forbids are replaced.
    shared = min(len(ours), len(theirs), _CUT_AT - 10)
    return ours[:shared] == theirs[:shared]


def _bare(name: str) -> str:
    stem = re.sub(r"\(\d{1,3}\)$", "", Path(name).stem)
    return re.sub(r"\W", "", _EDITED.sub("", stem)).lower()


def _position(values: Any) -> Coordinate | None:
    if not isinstance(values, dict):
        return None
    stated = cast("dict[str, Any]", values)
    lat_deg, lon_deg = stated.get("latitude"), stated.get("longitude")
    if not isinstance(lat_deg, int | float) or not isinstance(lon_deg, int | float):
        return None
    if not (math.isfinite(lat_deg) and math.isfinite(lon_deg)) or lat_deg == lon_deg == 0:
        return None
    try:
        return Coordinate(float(lat_deg), float(lon_deg))
    except ValueError:
        return None
