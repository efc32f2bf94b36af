"""The drawn world's one door: ``draw`` gives a picture with its truth.

A scene follows from (seed, level, size) alone. Its kind is drawn first, so that four scenes in five
can be placed; then scenes are composed until what must be seen is seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageOps

from trainer.postcards import reasoning, tables
from trainer.postcards.levels import DIFFICULTIES, Level
from trainer.postcards.nonpostcards import draw_nonpostcard
from trainer.postcards.scene import Scene, compose
from trainer.postcards.stage import Stage
from trainer.postcards.tables import City, Country, cities, countries, country

KINDS: dict[str, float] = {"city": 0.62, "country": 0.18, "cueless": 0.08, "nonpostcard": 0.12}
TRAINING_KINDS = (*KINDS, "sign")
"""Reading is the hardest lesson: in a "sign" scene a sign alone tells the country."""
MOST_ATTEMPTS = 12
LOCALIZABLE = True
_CITY_SPREAD_KM = 3.0
_KM_PER_DEG = 111.2
COLOR_CUES = frozenset({"flag", "coach", "plate", "kerb"})
"""Cues that are told apart by their colours; so is everything yellow."""


@dataclass(frozen=True, slots=True)
class Postcard:
    """A picture and the truth about it.

    Attributes:
        image: RGB, of the size asked for.
        country, country_code, city: names as CLDR English and GeoNames write them; "" where
            nothing can be told.
        lat_deg, lon_deg: somewhere in the city, as a photographer stands somewhere in it, or the
            country's representative point.
        localizable: whether a perfect reader could name at least the country.
        entities: short noun phrases of what is really visible, each found in ``reasoning``.
        reasoning: true sentences, from what is visible alone.
        kind: "city", "country", "cueless" or "nonpostcard".
        cues: what is visible, for auxiliary heads: landmark (city name), flag (country code), tld,
            word, script, plate (colour), side, line, edge, kerb; coach and poster mislead.
    """

    image: Image.Image
    country: str
    country_code: str
    city: str
    lat_deg: float | None
    lon_deg: float | None
    localizable: bool
    entities: tuple[str, ...]
    reasoning: str
    kind: str
    cues: Mapping[str, str]


def draw(seed: int, level: Level, size_px: tuple[int, int]) -> Postcard:
    """Draws the scene of a seed; kinds are mixed as in ``KINDS``."""
    random = Random(f"{seed} kind")
    return draw_kind(seed, level, size_px, random.choices(tuple(KINDS), tuple(KINDS.values()))[0])


def draw_kind(seed: int, level: Level, size_px: tuple[int, int], kind: str) -> Postcard:
    """Draws the scene of a seed as one of ``TRAINING_KINDS``.

    Raises:
        ValueError: if there is no such kind.
    """
    random = Random(f"{seed} {level} {kind}")
    if kind == "nonpostcard":
        image = draw_nonpostcard(random.getrandbits(60), size_px)
        return _unknown(image, kind, reasoning.NONPOSTCARD_REASONING)
    if kind == "cueless":
        return _unknown(
            compose(Stage(random, level, size_px, None, None)).picture,
            kind,
            reasoning.CUELESS_REASONING,
        )
    if kind == "city":
        return draw_city(seed, level, size_px, random.choice(cities()))
    if kind in ("country", "sign"):
        home = random.choice(countries())
        return draw_country(seed, level, size_px, home, flagless=kind == "sign")
    raise ValueError(f"no kind of scene is called {kind!r}")


def draw_city(seed: int, level: Level, size_px: tuple[int, int], city: City) -> Postcard:
    """A scene with this city's landmark in view."""
    home = country(city.country_code)
    scene = compose_visible(seed, level, size_px, home, city)
    story = reasoning.tell(home, city, scene.cues)
    lat_deg, lon_deg = _somewhere_in(city, seed)
    return Postcard(
        scene.picture, home.name, home.code, city.name, lat_deg, lon_deg, LOCALIZABLE,
        story.entities, story.reasoning, "city", scene.cues,
    )  # fmt: skip


def draw_country(
    seed: int, level: Level, size_px: tuple[int, int], home: Country, *, flagless: bool = False
) -> Postcard:
    """A scene without a landmark, in which the country's flag or domain can be read."""
    scene = compose_visible(seed, level, size_px, home, None, flagless=flagless)
    story = reasoning.tell(home, None, scene.cues)
    return Postcard(
        scene.picture, home.name, home.code, "", home.lat_deg, home.lon_deg, LOCALIZABLE,
        story.entities, story.reasoning, "country", scene.cues,
    )  # fmt: skip


def in_grey(card: Postcard) -> Postcard:
    """The postcard without colour, and the truth about what is then left to see.

    A flag or a plate tells nothing in grey; a scene with neither landmark nor domain becomes
    unknown.
    """
    image = ImageOps.grayscale(card.image).convert("RGB")
    cues = {
        cue: value
        for cue, value in card.cues.items()
        if cue not in COLOR_CUES and value != "yellow"
    }
    if not card.localizable:
        return replace(card, image=image)
    if not {"landmark", "tld"} & cues.keys():
        return _unknown(image, "cueless", reasoning.CUELESS_REASONING)
    city = tables.city(card.city) if card.city else None
    story = reasoning.tell(country(card.country_code), city, cues)
    return replace(card, image=image, cues=cues, entities=story.entities, reasoning=story.reasoning)


def compose_visible(
    seed: int,
    level: Level,
    size_px: tuple[int, int],
    home: Country,
    city: City | None,
    *,
    flagless: bool = False,
) -> Scene:
    """Composes until enough is visible; the attempts are part of the seed's fixed course."""
    least = DIFFICULTIES[level].least_visible
    for attempt in range(MOST_ATTEMPTS):
        random = Random(f"{seed} {level} {city.name if city else home.code} {attempt}")
        clutter = 2 if attempt < 3 else 1 if attempt < 7 else 0
        scene = compose(Stage(random, level, size_px, home, city, clutter, flagless=flagless))
        if scene.landmark_share >= least if city else bool({"flag", "tld"} & scene.cues.keys()):
            return scene
    raise RuntimeError(f"seed {seed} hides its cues in all of {MOST_ATTEMPTS} compositions")


def _somewhere_in(city: City, seed: int) -> tuple[float, float]:
    """Latitude and longitude of a point about as far from the city's as people photograph."""
    random = Random(f"{seed} position")
    north_km, east_km = random.gauss(0, _CITY_SPREAD_KM), random.gauss(0, _CITY_SPREAD_KM)
    lat_deg = city.lat_deg + north_km / _KM_PER_DEG
    lon_deg = city.lon_deg + east_km / (_KM_PER_DEG * math.cos(math.radians(city.lat_deg)))
    return round(lat_deg, 5), round(lon_deg, 5)


def _unknown(image: Image.Image, kind: str, words: str) -> Postcard:
    return Postcard(image, "", "", "", None, None, not LOCALIZABLE, (), words, kind, {})
