"""A position on the earth."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A WGS84 position in decimal degrees, north and east positive.

    Raises:
        ValueError: a value is not finite, or latitude lies outside -90..90 or longitude outside
            -180..180. Positions are never wrapped silently: an impossible one is a bug or a lie.
    """

    lat_deg: float
    lon_deg: float

    def __post_init__(self) -> None:
        # NaN and the infinities fail both comparisons.
        if not -90.0 <= self.lat_deg <= 90.0:
            raise ValueError(f"latitude {self.lat_deg!r} is not within -90..90 degrees")
        if not -180.0 <= self.lon_deg <= 180.0:
            raise ValueError(f"longitude {self.lon_deg!r} is not within -180..180 degrees")

    def rounded(self, step_deg: float) -> Coordinate:
        """The nearest position on a grid of ``step_deg`` degrees (1, 0.1, 0.01 ...).

        Raises:
            ValueError: ``step_deg`` is not a positive finite number.
        """
        if not (math.isfinite(step_deg) and step_deg > 0):
            raise ValueError(f"step {step_deg!r} is not a positive number of degrees")
        return Coordinate(
            _rounded_within(self.lat_deg, step_deg, 90.0),
            _rounded_within(self.lon_deg, step_deg, 180.0),
        )


def _rounded_within(value_deg: float, step_deg: float, limit_deg: float) -> float:
    rounded = round(value_deg / step_deg) * step_deg
    # The product carries binary noise: 3 * 0.1 = 0.30000000000000004.
    decimals = max(0, math.ceil(-math.log10(step_deg)) + 6)
    return min(limit_deg, max(-limit_deg, round(rounded, decimals)))
