"""The report of an evaluation: one page that needs nothing beside it and no network."""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from app.contract.confidence import CONFIDENT_WITHIN_KM
from app.geo.coordinate import Coordinate
from app.geo.scoring import ACCURACY_THRESHOLDS_KM
from app.geo.world_outline import WorldOutline, read_world_outline
from trainer.evaluation.metrics import accuracy_name
from trainer.evaluation.protocols import PROTOCOLS
from trainer.evaluation.report_template import SCRIPT, STYLE, TEMPLATE
from trainer.evaluation.results import Judged

_BANDS: Final = ("street", "city", "region", "country", "continent")
"""Names of `ACCURACY_THRESHOLDS_KM`, in the same order."""
_BEYOND, _REFUSED = "beyond", "refused"
_CHART_PX: Final = 300.0
_TICKS: Final = (0, 0.25, 0.5, 0.75, 1)
_STEP_KM: Final = 200.0
_MOST_STEPS: Final = 24
_MISTAKES: Final = 20
_WORDS: Final = 400


@dataclass(frozen=True, slots=True)
class MappedPhoto:
    """A photo on the map: its true place, and the way to the answer (an SVG path, or empty)."""

    x: float
    y: float
    way: str
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """Photos that are about equally far off."""

    name: str
    title: str
    photos: list[MappedPhoto] = field(default_factory=list[MappedPhoto])


def render_report(result: Mapping[str, Any], judged: Sequence[Judged], assets: Path) -> str:
    """The page of one run.

    Args:
        result: what result.json holds.
        judged: the answers it was measured on.
        assets: folder of the built map files.

    Raises:
        AppError: The map files are not built.
    """
    world = read_world_outline(assets)
    metrics, run = result["metrics"], result["run"]
    model = run["model"]
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(TEMPLATE)
    placeless = sum(one.subject.truth.coordinate is None for one in judged)
    return page.render(
        title=f"{model['name']} on {PROTOCOLS[run['protocol']].title}",
        subtitle=_subtitle(result),
        policy=f"default-src 'none'; style-src {_source(STYLE)}; script-src {_source(SCRIPT)}",
        style=Markup(STYLE),
        script=Markup(SCRIPT),
        figures=list(_figures(metrics)),
        world=world,
        bands=_bands(judged, world),
        unmapped=f"{placeless} photos without a position are not on the map." if placeless else "",
        reliability=[_bar(one) for one in metrics["reliability"] if one["n"]],
        ece=_number(metrics["ece"], 3),
        curve=" ".join(
            f"{x * _CHART_PX:.1f},{(1 - y) * _CHART_PX:.1f}" for x, y in metrics["risk_coverage"]
        ),
        aurc=_number(metrics["aurc"], 3),
        ticks=_TICKS,
        tables=list(_tables(metrics)),
        mistakes=_mistakes(judged),
        troubles=_troubles(result),
        pins=list(_pins(run | result["reading"])),
    )


def _subtitle(result: Mapping[str, Any]) -> str:
    counts, model = result["counts"], result["run"]["model"]
    expected = counts["expected"]
    of = f" of the protocol's {expected:,}" if expected and expected != counts["photos"] else ""
    said = f"{counts['answered']:,} answers about {counts['photos']:,} photos{of}"
    return (
        f"{said}; {counts['failed']:,} failed, {counts['unusable_rows']:,} rows not usable, "
        f"{counts['duplicates']:,} duplicates. {model['kind'].capitalize()}, "
        f"{model['quantization']}."
    )


def _figures(metrics: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for threshold in ACCURACY_THRESHOLDS_KM:
        value = _percent(metrics[accuracy_name(threshold)])
        yield {"name": f"within {threshold:,} km", "value": value}
    yield {"name": "median error", "value": _km(metrics["median_km"])}
    yield {"name": "mean error of answers", "value": _km(metrics["mean_km"])}
    yield {"name": "GeoScore", "value": _number(metrics["geoscore"], 0)}
    yield {"name": "refused", "value": _percent(metrics["refused"])}
    for name, key in (
        ("of unknown ones refused", "refused_unknown"),
        ("country, string match", "string_match_country"),
        ("country and city, string match", "string_match_country_and_city"),
        ("radius holds", "radius_holds"),
    ):
        if metrics[key] is not None:
            yield {"name": name, "value": _percent(metrics[key])}


def _bands(judged: Sequence[Judged], world: WorldOutline) -> list[Band]:
    titles = [f"within {threshold:,} km" for threshold in ACCURACY_THRESHOLDS_KM]
    names = (*_BANDS, _BEYOND, _REFUSED)
    bands = {
        name: Band(name, title)
        for name, title in zip(names, (*titles, "farther", "refused"), strict=True)
    }
    for one in judged:
        if one.subject.truth.coordinate is not None:
            photo = _mapped(one, one.subject.truth.coordinate, world)
            bands[_band(one.reading.error_km)].photos.append(photo)
    return list(bands.values())


def _band(error_km: float | None) -> str:
    if error_km is None:
        return _REFUSED
    reached = zip(_BANDS, ACCURACY_THRESHOLDS_KM, strict=True)
    return next((name for name, threshold in reached if error_km <= threshold), _BEYOND)


def _mapped(one: Judged, true: Coordinate, world: WorldOutline) -> MappedPhoto:
    x, y = world.position(true)
    place, error_km = one.reading.verdict.place, one.reading.error_km
    way = ""
    if place is not None and error_km is not None and error_km > CONFIDENT_WITHIN_KM:
        way = _way(true, place.coordinate, error_km, world)
    answer = f"{_answered(one)}, {_km(error_km)} off" if place else "refused"
    return MappedPhoto(
        round(x, 2), round(y, 2), way, f"{one.subject.key}: {_truth(one)}. {answer}."
    )


def _way(start: Coordinate, end: Coordinate, error_km: float, world: WorldOutline) -> str:
    """The great circle from one to the other as an SVG path, broken where it leaves the map."""
    steps = min(_MOST_STEPS, max(1, math.ceil(error_km / _STEP_KM)))
    path: list[str] = []
    before = None
    for step in range(steps + 1):
        x, y = world.position(_between(start, end, step / steps))
        jumps = before is None or abs(x - before) > world.width / 2
        path.append(f"{'M' if jumps else 'L'}{x:.1f} {y:.1f}")
        before = x
    return "".join(path)


def _between(start: Coordinate, end: Coordinate, share: float) -> Coordinate:
    """The point at a share (0..1) of the way along the great circle."""
    a, b = _vector(start), _vector(end)
    angle = math.acos(max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)))))
    if angle < 1e-6 or angle > math.pi - 1e-6:  # the same place, or opposite: any way will do
        return start if share < 0.5 else end
    near, far = math.sin((1 - share) * angle), math.sin(share * angle)
    x, y, z = ((near * p + far * q) / math.sin(angle) for p, q in zip(a, b, strict=True))
    return Coordinate(
        math.degrees(math.asin(max(-1.0, min(1.0, z)))), math.degrees(math.atan2(y, x))
    )


def _vector(at: Coordinate) -> tuple[float, float, float]:
    lat, lon = math.radians(at.lat_deg), math.radians(at.lon_deg)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _bar(one: Mapping[str, Any]) -> dict[str, Any]:
    """One bin of the reliability chart; the gap reaches from what came true to what was stated."""
    said, true = _CHART_PX * (1 - one["confidence"]), _CHART_PX * (1 - one["hits"])
    width = _CHART_PX * (one["high"] - one["low"])
    return {
        "x": round(_CHART_PX * one["low"], 1),
        "width": round(width, 1),
        "y": round(true - 1.5, 1),
        "gap_y": round(min(said, true), 1),
        "gap_height": round(abs(said - true), 1),
        "text_y": round(true - 6 if true > 16 else true + 16, 1),
        "n": one["n"],
        "label": f"{one['n']} answers, stated {one['confidence']:.2f}, true {one['hits']:.2f}",
    }


def _tables(metrics: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    names = [f"≤ {threshold:,} km" for threshold in ACCURACY_THRESHOLDS_KM]
    parts = sorted(metrics["by_continent"].items(), key=lambda item: -item[1]["n"])
    yield {
        "title": "By continent",
        "columns": ["", "photos", *names, "median", "GeoScore", "refused"],
        "rows": [
            [
                name,
                f"{part['n']:,}",
                *(_percent(part[accuracy_name(km)]) for km in ACCURACY_THRESHOLDS_KM),
                _km(part["median_km"]),
                _number(part["geoscore"], 0),
                _percent(part["refused"]),
            ]
            for name, part in parts
        ],
    }
    if len(metrics["by_group"]) > 1:
        columns = list(dict.fromkeys(key for row in metrics["by_group"].values() for key in row))
        yield {
            "title": "By group",
            "columns": ["", *(column.replace("_", " ") for column in columns)],
            "rows": [
                [name, *(_cell(column, row.get(column)) for column in columns)]
                for name, row in metrics["by_group"].items()
            ],
        }


def _cell(column: str, value: float | None) -> str:
    if column == "n":
        return _number(value, 0)
    return _km(value) if column.endswith("_km") else _percent(value)


def _mistakes(judged: Sequence[Judged]) -> list[dict[str, str]]:
    """The surest answers more than 25 km off, or about no place; doubtful ones are no mistakes."""
    wrong = [
        one
        for one in judged
        if one.reading.verdict.place is not None
        and (one.reading.confidently_wrong or one.reading.verdict.confidence is None)
        and (one.reading.error_km is None or one.reading.error_km > CONFIDENT_WITHIN_KM)
    ]
    wrong.sort(key=lambda one: -one.reading.sureness)
    return [
        {
            "key": one.subject.key,
            "error": _km(one.reading.error_km),
            "confidence": _percent(one.reading.verdict.confidence),
            "truth": _truth(one),
            "answer": _answered(one),
            "words": one.words[:_WORDS],
        }
        for one in wrong[:_MISTAKES]
    ]


def _troubles(result: Mapping[str, Any]) -> list[dict[str, str]]:
    failed = [
        {"where": one["key"], "why": f"{one['title']}: {one['message']}"}
        for one in result["failed"]
    ]
    return failed + [{"where": one["where"], "why": one["reason"]} for one in result["unusable"]]


def _pins(fields: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Nested fields as lines."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from _pins(value, f"{prefix}{name} ")  # pyright: ignore[reportUnknownArgumentType]
        else:
            yield f"{prefix}{name}".replace("_", " "), value


def _truth(one: Judged) -> str:
    truth = one.subject.truth
    if truth.coordinate is None and not truth.country_code:
        return "no place can be told"
    words = [truth.city, truth.country or truth.country_code]
    return ", ".join(word for word in words if word) or "a position"


def _answered(one: Judged) -> str:
    place = one.reading.verdict.place
    if place is None:
        return "refused"
    return place.name if place.name == place.country else f"{place.name}, {place.country}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _km(distance_km: float | None) -> str:
    if distance_km is None:
        return "–"
    return f"{distance_km:,.1f} km" if distance_km < 100 else f"{distance_km:,.0f} km"


def _number(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:,.{decimals}f}"


def _source(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
