"""`place`: resolve the name of a place, offline."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape

from app.bootstrap import open_gazetteer
from app.cli.output import JsonOption, print_json, printable, stdout
from app.geo.gazetteer import Place
from app.geo.matching import PlaceMatch, match_text


def place_command(
    text: Annotated[
        list[str],
        typer.Argument(
            help='Places as "city, region, country", each in quotes; - reads lines from stdin.',
            show_default=False,
        ),
    ],
    json_lines: JsonOption = False,
) -> int:
    """Find a place by its name.

    Prints the place's name, its level (city, landmark, admin1 or country) and its position in
    degrees. "No place" is an answer, too, and not an error.
    """
    gazetteer = open_gazetteer()
    for query in _queries(text):
        match = match_text(gazetteer, query)
        if json_lines:
            print_json(_as_dict(query, match))
        else:
            _print(query, match)
    return 0


def _queries(text: Sequence[str]) -> Iterator[str]:
    if list(text) == ["-"]:
        for line in sys.stdin:
            yield line.rstrip("\r\n")
    else:
        yield from text


def _print(query: str, match: PlaceMatch | None) -> None:
    if match is None:
        stdout.print(f"{escape(printable(query))}: no place")
        return
    place = match.place
    stdout.print(
        f"{escape(_label(place))} ({place.level.value})  "
        f"{place.coordinate.lat_deg:.4f}, {place.coordinate.lon_deg:.4f}"
    )
    for other in match.ambiguous_with:
        stdout.print(f"  or {escape(_label(other))}")


def _label(place: Place) -> str:
    parts = [place.name, place.admin1, place.country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _as_dict(query: str, match: PlaceMatch | None) -> dict[str, Any]:
    return {
        "query": query,
        "match": _place_dict(match.place) if match else None,
        "ambiguous": [_place_dict(other) for other in match.ambiguous_with] if match else [],
    }


def _place_dict(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "level": place.level.value,
        "lat": place.coordinate.lat_deg,
        "lon": place.coordinate.lon_deg,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
    }
