"""Plain words for clocks and durations."""

from __future__ import annotations

from app.locating.tracks.timing import Basis, CameraClock


def duration_words(seconds: float) -> str:
    """A duration with its two largest units: "40 s", "6 min", "1 h 3 min", "3 days"."""
    whole = round(abs(seconds))
    days, rest = divmod(whole, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    if days >= 2:
        return f"{days:,} days"
    if days or hours:
        hours += 24 * days
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if minutes:
        return f"{minutes} min {left} s" if left and minutes < 10 else f"{minutes} min"
    return f"{left} s"


def clock_words(clock: CameraClock, zone_offset_s: float) -> str:
    """How the time of a photo is known; ``zone_offset_s`` is that of the place, ahead of UTC."""
    if clock.basis is Basis.STATED:
        return "the file states its time zone"
    if clock.basis is Basis.ZONE:
        return "its time read in the zone you gave"
    if clock.basis is Basis.PLACE or clock.error_s is None:
        return "its time assumed to be the local time of the place"
    wrong_s = clock.error_s - zone_offset_s
    if abs(wrong_s) < 1:
        found = "right"
    else:
        found = f"{duration_words(wrong_s)} {'fast' if wrong_s > 0 else 'slow'}"
    how = {
        Basis.OWNER: "by the clock you photographed",
        Basis.SATELLITES: f"by the satellites' time in {clock.photos} photos",
        Basis.TRACK: f"by {clock.photos} photos that lie on the track",
    }[clock.basis]
    return f"the camera's clock found {found} {how}"
