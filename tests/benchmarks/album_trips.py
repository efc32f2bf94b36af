"""Generated trips whose truth is known: where people went, what their cameras and a model say.

Truths come from the gazetteer's towns; people walk, drive and fly; telephones lose their GPS
indoors, cameras never had one; a partner stays at home with a telephone of the same model;
screenshots and forwarded pictures lie among the photos. The model is simulated: it is calibrated by
construction (right with the probability it states), and makes the same mistake about all photos of
one scene in most cases. Nothing here shares code with the solver.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, Place
from app.locating.album.evidence import Guess, ModelView, PhotoEvidence

_KM_PER_DEG = 111.2


@dataclass(frozen=True)
class Shot:
    """A photo of a trip: what the solver is given, and the truth."""

    evidence: PhotoEvidence
    truth: Coordinate
    kind: str
    """``gps``, ``phone``, ``camera``, ``partner`` or ``screenshot``."""
    hidden: bool
    """Whether its place is to be found."""


@dataclass
class Trip:
    shots: list[Shot] = field(default_factory=list)


def towns(gazetteer: Gazetteer, most: int = 1500) -> list[Place]:
    """The largest towns of each country, as places that a model can name."""
    names = {first + second for first in "abcdefghijklmnopqrstuvwxyz" for second in "aeioulrnh"}
    found = {
        place
        for name in sorted(names)
        for place in gazetteer.starting_with(name, 40)
        if place.level is Level.CITY and place.population >= 50_000
    }
    return sorted(found, key=lambda place: (-place.population, place.name))[:most]


def moved(place: Coordinate, km: float, bearing: float) -> Coordinate:
    lat = place.lat_deg + km * math.cos(bearing) / _KM_PER_DEG
    lat = max(-85.0, min(85.0, lat))
    lon = place.lon_deg + km * math.sin(bearing) / (_KM_PER_DEG * math.cos(math.radians(lat)))
    return Coordinate(lat, (lon + 540) % 360 - 180)


class TripMaker:
    """Makes trips from a seed; the same seed makes the same trips."""

    def __init__(self, places: list[Place], seed: int) -> None:
        self._places = places
        self._random = random.Random(seed)
        self._next_id = 1
        self._by_country: dict[str, list[Place]] = {}
        for place in places:
            self._by_country.setdefault(place.country_code, []).append(place)

    def trip(self) -> Trip:
        """A traveller with a telephone and a camera, and a partner at home."""
        rng, trip = self._random, Trip()
        number = self._next_id
        skill = rng.choice(["starter", "strong", "weak"])
        # One traveller in five has no GPS at all, as with cameras before telephones.
        gps_share = rng.choice([0.0, 0.5, 0.85, 0.85, 0.95])
        home = rng.choice(self._places)
        clock_s = 1.7e9 + rng.random() * 5e7
        town = home
        for leg in range(rng.randint(2, 5)):
            days = rng.randint(1, 3)
            for day in range(days):
                self._day(trip, number, town, clock_s + day * 86_400, gps_share, skill)
            clock_s += days * 86_400
            town = self._next_town(town)
            if leg == 0 and rng.random() < 0.3:
                self._airport(trip, number, town, clock_s, skill)
        self._at_home(trip, number, home, trip.shots[0].evidence.time_s or 0.0, clock_s)
        return trip

    def _next_town(self, town: Place) -> Place:
        rng = self._random
        near = [
            other
            for other in self._by_country[town.country_code]
            if 20 < great_circle_km(other.coordinate, town.coordinate) < 400
        ]
        if near and rng.random() < 0.6:
            return rng.choice(near)
        return rng.choice(self._places)

    def _day(
        self, trip: Trip, number: int, town: Place, day_s: float, gps_share: float, skill: str
    ) -> None:
        rng = self._random
        spread_km = max(1.0, 0.5 * town.extent_km)
        spot = moved(town.coordinate, rng.expovariate(1 / spread_km), rng.random() * 7)
        bed = spot
        time_s = day_s + 8 * 3600 + rng.random() * 7200
        excursion = rng.random() < 0.2
        for scene in range(rng.randint(3, 9)):
            walk_h = rng.expovariate(1 / 0.8) + 0.05
            time_s += walk_h * 3600
            if excursion and scene == 1:
                time_s += 5400
                spot = moved(bed, rng.uniform(25, 90), rng.random() * 7)
            elif excursion and scene == 5:
                time_s += 5400
                spot = bed
            else:
                spot = moved(
                    spot, min(rng.expovariate(1 / (1.0 * walk_h + 0.05)), 6), rng.random() * 7
                )
            if (time_s - day_s) > 22 * 3600:
                break
            self._scene(trip, number, spot, time_s, gps_share, skill)

    def _scene(
        self, trip: Trip, number: int, spot: Coordinate, time_s: float, gps: float, skill: str
    ) -> None:
        """Some photos within minutes, indoors or outdoors, by telephone and camera."""
        rng = self._random
        indoors = rng.random() < 0.3
        shared = self._view(spot, skill)
        for _ in range(rng.choice([1, 1, 2, 3, 4, 6])):
            time_s += rng.expovariate(1 / 40)
            spot = moved(spot, rng.expovariate(1 / 0.03), rng.random() * 7)
            view = shared if rng.random() < 0.7 else self._view(spot, skill)
            if indoors and rng.random() < 0.5:
                view = None
            by_camera = rng.random() < 0.4
            has_gps = not by_camera and rng.random() < (0.3 * gps if indoors else gps)
            fix = moved(spot, abs(rng.gauss(0, 0.01)), rng.random() * 7) if has_gps else None
            kind = "gps" if has_gps else "camera" if by_camera else "phone"
            # Two cameras are two chains, whose clocks differ.
            chain, wrong_s = (f"camera {number}", 5000.0) if by_camera else (f"phone {number}", 0.0)
            self._add(trip, chain, time_s + wrong_s, spot, fix, view, kind)
        if rng.random() < 0.1:
            self._add(trip, None, time_s + 5, spot, None, None, "screenshot")

    def _airport(self, trip: Trip, number: int, town: Place, time_s: float, skill: str) -> None:
        """Just landed: the first photos of the next town, without GPS."""
        for step in range(3):
            spot = moved(town.coordinate, 5, 1.0)
            at_s = time_s + 6 * 3600 + 60 * step
            self._add(trip, f"phone {number}", at_s, spot, None, self._view(spot, skill), "phone")

    def _at_home(self, trip: Trip, number: int, home: Place, start_s: float, end_s: float) -> None:
        """A partner's telephone of the same model, without serial number, and without GPS."""
        rng = self._random
        for _ in range(rng.randint(3, 12)):
            at_s = rng.uniform(start_s, end_s)
            spot = moved(home.coordinate, 1.0, rng.random() * 7)
            self._add(trip, None, at_s, spot, None, None, "partner")

    def _view(self, spot: Coordinate, skill: str) -> ModelView | None:
        """What a model of that skill says: right as often as it states."""
        rng = self._random
        if rng.random() < {"starter": 0.2, "strong": 0.3, "weak": 0.4}[skill]:
            return None
        confidence = {
            "starter": rng.choice([0.77, 0.89, 0.93, 0.98]),
            "strong": rng.betavariate(2.0, 1.2),
            "weak": rng.betavariate(1.2, 2.5),
        }[skill]
        confidence = min(0.985, max(0.02, confidence))
        radius_km = 20.0 if confidence >= 0.9 else 300.0 if confidence > 0.5 else 3000.0
        town = min(self._nearby(spot), key=lambda place: great_circle_km(place.coordinate, spot))
        if rng.random() >= confidence:
            named = self._mistake(town, radius_km).coordinate
        elif great_circle_km(town.coordinate, spot) <= 20:
            named = town.coordinate
        else:  # a village that is not among the towns
            named = spot.rounded(0.1)
        return ModelView((Guess(named, 1.0),), confidence, radius_km)

    def _nearby(self, spot: Coordinate) -> list[Place]:
        near = [p for p in self._places if abs(p.coordinate.lat_deg - spot.lat_deg) < 1.5]
        return near or self._places

    def _mistake(self, town: Place, radius_km: float) -> Place:
        rng = self._random
        others = [
            place
            for place in self._by_country[town.country_code]
            if 60 < great_circle_km(place.coordinate, town.coordinate) <= max(300, radius_km)
        ]
        if others and rng.random() < 0.6:
            return rng.choice(others)
        return rng.choice([place for place in rng.sample(self._places, 5) if place != town])

    def _add(
        self,
        trip: Trip,
        chain: str | None,
        time_s: float,
        spot: Coordinate,
        fix: Coordinate | None,
        view: ModelView | None,
        kind: str,
    ) -> None:
        evidence = PhotoEvidence(self._next_id, chain, time_s, fix, view)
        trip.shots.append(Shot(evidence, spot, kind, hidden=fix is None))
        self._next_id += 1
