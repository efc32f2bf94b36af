"""Which photos form a chain: those of one camera, in the order of time.

A serial number, or model and owner together, tie photos together; two cameras never do, as their
clocks differ. Without either, two photos come from one
camera only where it is the same model, in one folder, and the camera's own counter in their names
goes on from one to the other: a partner's telephone of the same model counts otherwise. A camera
that was in two places at once is two cameras, and ties nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.library.records import Photo
from app.locating.tracks.cameras import Camera, camera_of
from app.locating.tracks.timing import reading_of
from app.locating.tracks.track import MAX_SPEED_KM_H

Timed = tuple[float, Photo]
"""A photo and its time in seconds, as all photos of its chain count it."""

_MAX_STEP: Final = 25
_NEAR_ENOUGH_KM: Final = 2.0
_COUNTER = re.compile(r"^(?P<prefix>.*?)(?P<number>\d{3,5})$")


def chains_of(
    photos: Sequence[Photo], positions: Mapping[int, Coordinate]
) -> Iterator[tuple[str, list[Timed]]]:
    """Yield chains, each with a name of its own; photos that belong to none are left out.

    ``positions`` are those that are measured, by photo id.
    """
    groups: dict[Camera, list[Photo]] = {}
    for photo in photos:
        camera, reading = camera_of(photo), reading_of(photo)
        if camera is not None and reading is not None:
            groups.setdefault(camera, []).append(photo)
    for camera, members in groups.items():
        timed = _in_order(members)
        for number, part in enumerate([timed] if camera.is_certain else _runs(timed)):
            if len(part) > 1 and not _was_in_two_places(part, positions):
                yield f"{camera} {number}", part


def _in_order(photos: Iterable[Photo]) -> list[Timed]:
    """By true time where every file states its zone, else by what the camera's clock showed."""
    readings = [(reading, photo) for photo in photos if (reading := reading_of(photo))]
    all_stated = all(reading.is_stated for reading, _ in readings)
    timed = [
        (reading.seconds if all_stated else reading.shown_s, photo) for reading, photo in readings
    ]
    return sorted(timed, key=lambda pair: (pair[0], str(pair[1].path)))


def _runs(timed: Iterable[Timed]) -> Iterator[list[Timed]]:
    """Photos whose counters follow each other, one list for each camera that seems to count."""
    runs: list[list[Timed]] = []
    for pair in timed:
        run = next((run for run in runs if _goes_on(run[-1][1], pair[1])), None)
        if run is None:
            runs.append([pair])
        else:
            run.append(pair)
    yield from runs


def _goes_on(earlier: Photo, later: Photo) -> bool:
    one, other = _COUNTER.match(earlier.path.stem), _COUNTER.match(later.path.stem)
    if one is None or other is None or one["prefix"] != other["prefix"]:
        return False
    # IMG_20240501 is a date and no counter, and so is the 143000 behind it.
    if any(character.isdigit() for character in one["prefix"][-8:]):
        return False
    return 0 <= int(other["number"]) - int(one["number"]) <= _MAX_STEP


def _was_in_two_places(timed: Sequence[Timed], positions: Mapping[int, Coordinate]) -> bool:
    measured = [(time_s, positions[photo.id]) for time_s, photo in timed if photo.id in positions]
    for (before_s, here), (after_s, there) in pairwise(measured):
        apart_km = great_circle_km(here, there)
        possible_km = _NEAR_ENOUGH_KM + MAX_SPEED_KM_H * (after_s - before_s) / 3600.0
        if apart_km > possible_km:
            return True
    return False
