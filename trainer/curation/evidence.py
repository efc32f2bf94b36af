"""From the journal's raw words to what the filters decide on, and to a curated row."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Sequence
from typing import Any, Final

from app.geo.coordinate import Coordinate
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
_FAR_OUT_KM: Final = 500.0


class EvidenceReader:
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

    def of(self, row: Row) -> Evidence:
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
        named = named_entities(opinion.reasoning, opinion.listed)
        left_out = set(confirmation.refuted) | _not_named_by_others(
            confirmation.unchecked, evidence
        )
        if evidence.seen is None:
            left_out = set()
        return dataclasses.replace(
            self._with_place(row),
            reasoning=opinion.reasoning,
            entities=tuple(name for name in named if name not in left_out),
        )

    def _with_place(self, row: Row) -> Row:
        """The row with names for its position, or a position for its names, where it has none."""
        place = self._true_place(row)
        if place is None:
            return row
        if not row.country:
            city = "" if place.level is Level.COUNTRY else place.name
            row = dataclasses.replace(row, country=place.country, city=city)
        if row.coordinate is None:
            at = place.coordinate
            row = dataclasses.replace(row, lat_deg=at.lat_deg, lon_deg=at.lon_deg)
        return row

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
        if coordinate is None and place.level is not Level.COUNTRY:
            coordinate = place.coordinate
        is_country_enough = bool(row.country) and not row.city
        return Truth(place.country_code, coordinate, is_country_enough)

    def _true_place(self, row: Row) -> Place | None:
        """The place that the data name, else the town at the position that they give."""
        if row.country:
            return self._place(row.country, row.city)
        if row.coordinate is None:
            return None
        if town := self._gazetteer.nearest_city(row.coordinate):
            return town
        # Far out only the country can be named.
        town = self._gazetteer.nearest_city(row.coordinate, _FAR_OUT_KM)
        return self._gazetteer.country(town.country_code) if town else None

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


def _not_named_by_others(names: Iterable[str], evidence: Evidence) -> set[str]:
    """Those of one teacher's entities that no other teacher's reasoning has, word for word."""
    reasonings = [
        placed.opinion.reasoning.lower()
        for placed in evidence.opinions
        if isinstance(placed, PlacedOpinion)
    ]
    return {name for name in names if sum(name.lower() in text for text in reasonings) < 2}


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
