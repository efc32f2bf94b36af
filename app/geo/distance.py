"""Distances on the sphere."""

from __future__ import annotations

import math

from app.geo.coordinate import Coordinate

EARTH_RADIUS_KM = 6371.0088
"""Mean earth radius of the IUGG; published geolocation accuracies are computed with it."""


def great_circle_km(a: Coordinate, b: Coordinate) -> float:
    """The great-circle distance in km, by the haversine formula on a sphere.

    Good to 0.5 % of the distance on the ellipsoid, and stable for near and antipodal points.
    """
    lat_a, lat_b = math.radians(a.lat_deg), math.radians(b.lat_deg)
    half_dlat = (lat_b - lat_a) / 2
    half_dlon = math.radians(b.lon_deg - a.lon_deg) / 2
    haversine = (
        math.sin(half_dlat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_dlon) ** 2
    )
    # Rounding can push the haversine of antipodes past 1.
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, haversine)))
