"""How far people get between two photos: the album's model of movement.

Displacements have the heavy tail that Gonzalez, Hidalgo and Barabasi found in the traces of 100,000
telephones ("Understanding individual human mobility patterns", Nature 453, 2008): mostly nearby,
sometimes a day's trip, rarely a flight. Each of the three is a component here, whose weight grows
with time; the near ones fall off as a power of the distance, a flight may end anywhere that a
plane reaches. A small constant stands for clocks and cameras that are not what they seem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.geo.distance import EARTH_RADIUS_KM

Floats = NDArray[np.float64]

CELL_SCALES: Final = 3.0
"""A cell reaches this many scales: nine tenths of a plane power law lie within."""
_HELD: Final = CELL_SCALES**2 / (CELL_SCALES**2 + 1)
DISC_KM: Final = 25.0
DISC_PRIOR: Final = 1 / 1500
"""The chance that a photo of unknown place lies in a given disc of 25 km that somebody names."""
FORGOTTEN_H: Final = 14 * 24.0
"""After so long a photo tells nothing of the next."""
_TOWN_KM: Final = 12.0
_MISTAKE: Final = 1e-5
_PLANE_KM_H: Final = 900.0
_BOARDING_H: Final = 0.7
_LEAVING_H: Final = 0.4


@dataclass(frozen=True, slots=True)
class Cells:
    """Places that photos may have been taken at, as arrays of shape (photos, cells).

    ``unit`` are positions as unit vectors, shape (photos, cells, 3). ``scale_km`` is how quickly a
    cell thins out; ``is_wide`` marks excursions, which day trips alone lead into. Cells that are
    not there are not ``exists``.
    """

    unit: Floats
    scale_km: Floats
    is_wide: NDArray[np.bool_]
    exists: NDArray[np.bool_]

    @property
    def reach_km(self) -> Floats:
        """The radius of each cell."""
        return CELL_SCALES * self.scale_km

    @property
    def prior(self) -> Floats:
        """The chance of each cell when nothing is known; that of a town stands for its disc."""
        small = np.minimum(1.0, (self.reach_km / _TOWN_KM) ** 2)
        large = np.maximum(1.0, (self.reach_km / DISC_KM) ** 2)
        return np.where(self.exists, np.minimum(DISC_PRIOR * small * large, 0.1), 0.0)

    def part(self, which: slice) -> Cells:
        """The cells of some of the photos."""
        return Cells(
            self.unit[which], self.scale_km[which], self.is_wide[which], self.exists[which]
        )


def near_scale_km(hours: Floats) -> Floats:
    """How far one strays without leaving the place: from 20 m at once to 7 km in some hours."""
    return np.minimum(7.0, 0.02 + np.maximum(hours, 0.0) ** 0.9)


def trip_scale_km(hours: Floats) -> Floats:
    """How far a trip within the time leads: a quarter of a car's speed, a day's drive at most."""
    return 0.5 + np.minimum(70.0, 25.0 * np.maximum(hours, 0.0))


def component_weights(hours: Floats) -> tuple[Floats, Floats, Floats]:
    """The chances of having stayed about, of a trip by land, and of having gone far away."""
    trip = 0.02 * -np.expm1(-hours / 0.2) + 0.45 * -np.expm1(-hours / 8.0)
    flight = 0.4 * -np.expm1(-hours / 24.0)
    return 1.0 - trip - flight - _MISTAKE, trip, flight


def transitions(before: Cells, after: Cells, hours: Floats) -> Floats:
    """The chance of each cell given each cell of the photo before, and of "somewhere else".

    ``hours`` has shape (photos,). The result has shape (photos, cells + 1, cells + 1); the last row
    and column are "somewhere else"; rows add up to 1.
    """
    photos, count = before.scale_km.shape
    apart_km = distances_km(before.unit, after.unit)
    from_scale = before.scale_km[:, :, None]
    reach_km = after.reach_km[:, None, :]
    time_h = hours[:, None, None]
    stay, trip, flight = component_weights(time_h)
    # Divided by what a cell holds of its own law, so that at once nobody leaves it.
    near, land = (
        np.minimum(1.0, mass_within(apart_km, np.hypot(scale_km, from_scale), reach_km) / _HELD)
        for scale_km in (near_scale_km(time_h), trip_scale_km(time_h))
    )
    # An excursion is not about town, though its cell holds the town: only a trip leads there.
    is_border = after.is_wide[:, None, :] != before.is_wide[:, :, None]
    near = np.where(is_border, 0.0, near) * after.exists[:, None, :]
    land = land * after.exists[:, None, :]
    is_reachable = apart_km <= _PLANE_KM_H * np.maximum(0.0, time_h - _BOARDING_H)
    chance = (
        stay * near + trip * land + (flight * is_reachable + _MISTAKE) * after.prior[:, None, :]
    )
    result = np.empty((photos, count + 1, count + 1))
    result[:, :count, :count] = chance
    result[:, :count, count] = _elsewhere(stay, trip, flight, near, land, time_h)[:, :, 0]
    # As many come from somewhere else as go there: excursions have a cell of their own.
    has_left = -np.expm1(-((time_h[:, 0] / _LEAVING_H) ** 2))
    result[:, count, :count] = (has_left * (trip + flight)[:, 0] + _MISTAKE) * after.prior
    result[:, count, count] = 1.0 - np.minimum(0.9, result[:, count, :count].sum(axis=1))
    return result / result.sum(axis=2, keepdims=True)


def _elsewhere(
    stay: Floats, trip: Floats, flight: Floats, near: Floats, land: Floats, time_h: Floats
) -> Floats:
    """The chance of a place that is not among the cells: one is far, or none of them is near."""
    # Cells overlap and leave gaps: what they hold half of they are taken to hold whole.
    no_town = np.clip(1.0 - 2 * near.sum(axis=2, keepdims=True), 0.0, 1.0)
    no_trip = np.clip(1.0 - 2 * land.sum(axis=2, keepdims=True), 0.0, 1.0)
    has_left = -np.expm1(-((time_h / _LEAVING_H) ** 2))
    return stay * no_town + has_left * (trip * no_trip + flight) + _MISTAKE


def distances_km(one: Floats, other: Floats) -> Floats:
    """Chords of all pairs of unit vectors, shape (photos, cells, cells).

    They are 1 % shorter than great circles at 3,000 km, where nothing depends on it.
    """
    return EARTH_RADIUS_KM * np.sqrt(np.maximum(0.0, 2.0 - 2.0 * (one @ other.swapaxes(1, 2))))


def unit_vectors(lat_deg: Floats, lon_deg: Floats) -> Floats:
    """Positions on the unit sphere; a last axis of 3 is added."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    across = np.cos(lat)
    return np.stack((across * np.cos(lon), across * np.sin(lon), np.sin(lat)), axis=-1)


def mass_within(apart_km: Floats, scale_km: Floats, radius_km: Floats) -> Floats:
    """The share of a plane power law that lies in a disc ``apart_km`` from its middle.

    The law has density s^2 / (pi (r^2 + s^2)^2) and a share r^2 / (r^2 + s^2) within r. Beside its
    middle the disc is taken to be as dense as at its near edge: good to a factor of two, where the
    chances themselves span ten powers of ten.
    """
    disc, law = radius_km * radius_km, scale_km * scale_km
    outside_km = np.maximum(0.0, apart_km - radius_km)
    edge = outside_km * outside_km + law
    return np.minimum(disc / (disc + law), disc * law / (edge * edge))
