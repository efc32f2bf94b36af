"""From the journal's raw words to what the filters decide on, and to a curated row."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from typing import Any, Final

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.matching import match_place
from trainer.curation.entities import named_entities
from trainer.curation.journal import Journal
from trainer.curation.opinions import Garbage, read_opinion
from trainer.curation.settings import Rules, TeacherSettings
from trainer.curation.teachers import witness_of
from trainer.curation.verify import (
    Evidence,
    GpsOpinion,
    PlacedOpinion,
    Truth,
    best_confirmed,
)
from trainer.data.rows import Row

GPS_WITNESS: Final = "geoclip"
_SAME_POINT_KM: Final = 1.0


class Court:
    """Reads the journal. Keeps nothing but a cache of places. One thread."""

    def __init__(
        self,
        journal: Journal,
        gazetteer: Gazetteer,
        *,
        teachers: Sequence[TeacherSettings],
        with_gps: bool,
        segmentation: str | None,
    ) -> None:
        self._journal, self._gazetteer = journal, gazetteer
        self._with_gps, self._segmentation = with_gps, segmentation
        self._teachers = {witness_of(settings): settings for settings in teachers}
        self._place = functools.lru_cache(maxsize=100_000)(self._matched)

    def missing(self, row: Row) -> list[str]:
        """Witnesses that have not been heard about a row; segmentation is none of them."""
        witnesses = list(self._teachers)
        if self._with_gps:
            witnesses.append(GPS_WITNESS)
        return [name for name in witnesses if self._journal.said(row.id, name) is None]

    def is_segmented(self, row: Row) -> bool:
        """Whether segmentation has been heard, or is not wanted."""
        witness = self._segmentation
        return witness is None or self._journal.said(row.id, witness) is not None

    def evidence(self, row: Row) -> Evidence:
        """All that the journal holds about a row."""
        opinions = [
            self._opinion(settings, said)
            for witness, settings in self._teachers.items()
            if (said := self._journal.said(row.id, witness)) is not None
        ]
        position = self._journal.said(row.id, GPS_WITNESS) if self._with_gps else None
        seen = self._journal.said(row.id, self._segmentation) if self._segmentation else None
        return Evidence(
            truth=self._truth(row),
            opinions=tuple(opinions),
            gps=None if position is None else gps_opinion(position),
            seen=seen,
        )

    def curated(self, row: Row, evidence: Evidence, rules: Rules) -> Row:
        """A kept row: the truth's place, and the reasoning that holds best with its entities.

        Entities are those that segmentation confirms and those that it cannot judge but that
        another teacher names too; without segmentation all that the reasoning names.
        """
        opinion, confirmation = best_confirmed(evidence, rules)
        names = named_entities(opinion.reasoning, opinion.listed)
        if evidence.seen is not None:
            others = " ".join(
                placed.opinion.reasoning.lower()
                for placed in evidence.opinions
                if isinstance(placed, PlacedOpinion) and placed.opinion is not opinion
            )
            dubious = {name for name in confirmation.unchecked if name.lower() not in others}
            names = tuple(name for name in names if name not in {*confirmation.refuted, *dubious})
        place = self._true_place(row)
        return dataclasses.replace(
            row,
            country=row.country or (place.country if place else ""),
            city=row.city
            or (place.name if place and place.level is Level.CITY and not row.country else ""),
            lat_deg=row.lat_deg
            if row.lat_deg is not None or place is None
            else place.coordinate.lat_deg,
            lon_deg=row.lon_deg
            if row.lon_deg is not None or place is None
            else place.coordinate.lon_deg,
            reasoning=opinion.reasoning,
            entities=names,
        )

    def _opinion(self, settings: TeacherSettings, said: dict[str, Any]) -> PlacedOpinion | Garbage:
        opinion = read_opinion(
            settings.name, said["text"], finish=said["finish"], is_scored=settings.is_scored
        )
        if isinstance(opinion, Garbage):
            return opinion
        place = self._place(opinion.country, opinion.city) if opinion.country else None
        return PlacedOpinion(opinion, place)

    def _truth(self, row: Row) -> Truth | None:
        place, coordinate = self._true_place(row), row.coordinate
        if place is None or not row.localizable:
            return None
        if coordinate is None:
            only_country = place.level is Level.COUNTRY
            return Truth(place.country_code, None if only_country else place.coordinate)
        # A country's representative point says no more than the country's name.
        country = self._gazetteer.country(place.country_code).coordinate
        is_country = not row.city and great_circle_km(country, coordinate) < _SAME_POINT_KM
        return Truth(place.country_code, None if is_country else coordinate)

    def _true_place(self, row: Row) -> Place | None:
        """The place that the data name, else the town at the position that they give."""
        if row.country:
            return self._place(row.country, row.city)
        return self._gazetteer.nearest_city(row.coordinate) if row.coordinate else None

    def _matched(self, country: str, city: str) -> Place | None:
        match = match_place(self._gazetteer, country=country, city=city)
        return match.place if match else None


def refused(row: Row, evidence: Evidence) -> Row:
    """A row that no teacher could place, with the first one's words on why."""
    first = next(one for one in evidence.opinions if isinstance(one, PlacedOpinion))
    return dataclasses.replace(
        row,
        country="",
        city="",
        lat_deg=None,
        lon_deg=None,
        localizable=False,
        reasoning=first.opinion.reasoning,
        entities=(),
    )


def gps_opinion(said: dict[str, Any]) -> GpsOpinion:
    """The GPS teacher's opinion as the journal keeps it."""
    return GpsOpinion(Coordinate(said["lat_deg"], said["lon_deg"]), said["confidence"])


def as_said(opinion: GpsOpinion) -> dict[str, float]:
    """Inverse of `gps_opinion`."""
    return {
        "lat_deg": opinion.coordinate.lat_deg,
        "lon_deg": opinion.coordinate.lon_deg,
        "confidence": opinion.confidence,
    }
