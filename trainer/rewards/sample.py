"""What a reward looks at, and what it says: a completion with the truth, and its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from app.geo.coordinate import Coordinate


@dataclass(frozen=True, slots=True)
class RewardSample:
    """A completion and the truth about its photo.

    Texts are empty and coordinates None where nothing is known. ``entities`` are the things really
    visible in the photo; ``localizable`` is False for a photo that nobody could place.

    Raises:
        ValueError: The coordinate is impossible, or one half of it is missing.
    """

    completion: str
    country: str
    city: str
    lat_deg: float | None
    lon_deg: float | None
    entities: tuple[str, ...]
    localizable: bool

    def __post_init__(self) -> None:
        if (self.lat_deg is None) != (self.lon_deg is None):
            raise ValueError("latitude or longitude is missing")
        _ = self.coordinate

    @property
    def coordinate(self) -> Coordinate | None:
        """Where the photo was taken, if that is known."""
        if self.lat_deg is None or self.lon_deg is None:
            return None
        return Coordinate(self.lat_deg, self.lon_deg)


@dataclass(frozen=True, slots=True)
class Scores:
    """The rewards of one completion and their weighted sum.

    ``localizability`` is None where no reward model said anything; the total then lacks it.
    """

    geo: float
    visual: float
    localizability: float | None
    format: float
    total: float

    def as_dict(self) -> dict[str, float | None]:
        """The scores by name, as `trainer reward` prints them."""
        return asdict(self)


def read_row(row: object) -> tuple[RewardSample, float | None]:
    """Read a JSON row: the sample, and the reward model's P(localizable) if the row gives it.

    Keys: completion, country, city, lat, lon, entities (a list of names, or of objects with
    ``text``), localizable (default true), localizability (0..1). Only completion must be there.

    Raises:
        ValueError: The row is no object, or a value is missing or of the wrong kind.
    """
    if not isinstance(row, dict):
        raise ValueError(f"the row is {_kind(row)}, not an object")
    fields = cast("dict[str, object]", row)
    if not isinstance(fields.get("completion"), str):
        raise ValueError("the row has no text called completion")
    localizable = fields.get("localizable", True)
    if not isinstance(localizable, bool):
        raise ValueError(f"localizable is {localizable!r}, neither true nor false")
    localizability = _number(fields, "localizability")
    if localizability is not None and not 0 <= localizability <= 1:
        raise ValueError(f"localizability {localizability!r} is not within 0..1")
    sample = RewardSample(
        completion=_text(fields, "completion"),
        country=_text(fields, "country"),
        city=_text(fields, "city"),
        lat_deg=_number(fields, "lat"),
        lon_deg=_number(fields, "lon"),
        entities=entity_names(fields.get("entities")),
        localizable=localizable,
    )
    return sample, localizability


def entity_names(value: object) -> tuple[str, ...]:
    """The names of a list of names, or of MP16-Reason's list of objects with ``text``.

    Raises:
        ValueError: It is something else.
    """
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError(f"entities is {_kind(value)}, not a list")
    names: list[str] = []
    for item in cast("Sequence[object]", value):
        name = cast("dict[str, object]", item).get("text") if isinstance(item, dict) else item
        if not isinstance(name, str):
            raise ValueError(f"entities holds {name!r}, which is no name")
        names.append(name)
    return tuple(names)


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} is {_kind(value)}, not a text")
    return value


def _number(fields: Mapping[str, object], key: str) -> float | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{key} is {value!r}, not a number")
    return float(value)


def _kind(value: object) -> str:
    return "null" if value is None else f"a {type(value).__name__}"
