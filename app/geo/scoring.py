"""Scores of predicted positions, as the geolocation literature counts them.

Errors are distances in km; ``None`` is a photo that was refused or not answered, and always counts
as a miss, so that refusing cannot raise a score.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

ACCURACY_THRESHOLDS_KM = (1, 25, 200, 750, 2500)
"""Street, city, region, country, continent: the thresholds of IM2GPS and all work since."""

GEOSCORE_MAXIMUM = 5000.0
GEOSCORE_SCALE_KM = 1492.7
"""OSV-5M (arXiv 2404.18873): score = 5000 exp(-distance / 1492.7 km)."""


def accuracy_at_km(errors_km: Sequence[float | None], threshold_km: float) -> float:
    """The share (0..1) of photos placed within ``threshold_km``; 0 for no photos at all."""
    if not errors_km:
        return 0.0
    hits = sum(1 for error_km in errors_km if error_km is not None and error_km <= threshold_km)
    return hits / len(errors_km)


def median_km(errors_km: Sequence[float | None]) -> float | None:
    """The median error in km, a refusal being infinitely far; None where the median is that."""
    if not errors_km:
        return None
    median = statistics.median(math.inf if error is None else error for error in errors_km)
    return median if math.isfinite(median) else None


def geoscore(error_km: float | None) -> float:
    """The score of one photo: 5000 for a perfect answer, falling exponentially, 0 for a refusal."""
    if error_km is None:
        return 0.0
    return GEOSCORE_MAXIMUM * math.exp(-error_km / GEOSCORE_SCALE_KM)
