"""One plain sentence on where a position comes from."""

from __future__ import annotations

from app.locating.album.evidence import Solution, Support
from app.locating.tracks.words import duration_words


def reason_of(solution: Solution) -> str:
    """Why the photo was put there, in whole sentences."""
    said = _support(solution)
    if solution.hint is not None:
        said += f' The name "{solution.hint.text}" agrees.'
    return said


def _support(solution: Solution) -> str:
    before_s, after_s = solution.before_s, solution.after_s
    if solution.support is Support.NEIGHBOURS:
        if before_s is not None and after_s is not None:
            between = f"{duration_words(before_s + after_s)} apart"
            return (
                f"Between two photos of the same camera with known positions, {between}, "
                f"{_distance_words(solution.radius_km)}."
            )
        nearest_s = before_s if before_s is not None else after_s
        order = "after" if before_s is not None else "before"
        return (
            f"Taken {duration_words(nearest_s or 0.0)} {order} a photo of the same camera with a "
            f"known position, {_distance_words(solution.radius_km)}."
        )
    if solution.support is Support.PICTURE:
        return "From the picture itself; no other photo speaks for or against it."
    known = [time_s for time_s in (before_s, after_s) if time_s is not None]
    if known:
        return (
            "From the other photos of the same camera, taken together; the nearest with a known "
            f"position was taken {duration_words(min(known))} away."
        )
    return "From what this photo and the others of the same camera show, taken together."


def _distance_words(km: float) -> str:
    if km < 1:
        return f"most likely within {max(10, round(km * 100) * 10)} m"
    return f"most likely within {km:.1f} km" if km < 10 else f"most likely within {km:,.0f} km"
