import math
import random

import numpy as np
import pytest

from app.geo.coordinate import Coordinate
from app.locating.tracks.clock import Reading, error_by_satellites, error_by_track
from app.locating.tracks.track import Track

START_S = 1_714_500_000.0


def walk(rng: random.Random, hours: float = 6.0) -> Track:
    """Somebody walks about a town, stopping now and then, recorded every five seconds."""
    times, lats, lons = [], [], []
    lat, lon, heading, time_s = 38.72, -9.14, rng.random() * 7, START_S
    while time_s < START_S + hours * 3600:
        stands = rng.random() < 0.25
        heading += rng.gauss(0, 0.8)
        for _ in range(rng.randint(10, 60)):
            if not stands:
                heading += rng.gauss(0, 0.05)
                lat += 1.3 * 5 * math.cos(heading) / 111_200
                lon += 1.3 * 5 * math.sin(heading) / 86_700
            times.append(time_s)
            lats.append(lat)
            lons.append(lon)
            time_s += 5
    blank = np.full(len(times), np.nan)
    return Track("walk", np.array(times), np.array(lats), np.array(lons), blank)


def readings(rng: random.Random, track: Track, error_s: float, count: int) -> list[Reading]:
    """Photos on the way, by a receiver that is wrong by some metres, and one outlier in ten."""
    found = []
    for _ in range(count):
        time_s = rng.uniform(float(track.time_s[0]), float(track.time_s[-1]))
        lat = float(np.interp(time_s, track.time_s, track.lat_deg)) + rng.gauss(0, 6 / 111_200)
        lon = float(np.interp(time_s, track.time_s, track.lon_deg)) + rng.gauss(0, 6 / 86_700)
        if rng.random() < 0.1:
            lat += 0.05
        found.append(Reading(time_s + error_s, Coordinate(lat, lon)))
    return found


def test_the_error_is_found_within_ten_seconds_or_refused() -> None:
    errors_s = []
    for seed in range(40):
        rng = random.Random(seed)
        error_s = rng.choice([0, 3600, -18_000, 7 * 3600]) + rng.uniform(-900, 900)
        track = walk(rng)
        found = error_by_track(readings(rng, track, error_s, rng.randint(5, 25)), track)
        if found is not None:
            errors_s.append(abs(found.error_s - error_s))
    assert len(errors_s) >= 30
    assert sum(error <= 10 for error in errors_s) >= 0.95 * len(errors_s)


def test_a_clock_set_to_another_century_is_found_too() -> None:
    rng = random.Random(5)
    track = walk(rng)
    found = error_by_track(readings(rng, track, -START_S, 15), track)
    assert found is not None
    assert found.error_s == pytest.approx(-START_S, abs=10)


def test_who_stands_still_tells_nothing() -> None:
    rng = random.Random(1)
    track = walk(rng)
    still = Track(
        "still", track.time_s, track.lat_deg * 0 + 38.7, track.lon_deg * 0 - 9.1, track.accuracy_m
    )
    assert error_by_track(readings(rng, still, 100.0, 20), still) is None


def test_two_photos_or_another_town_tell_nothing() -> None:
    rng = random.Random(2)
    track = walk(rng)
    assert error_by_track(readings(rng, track, 100.0, 2), track) is None
    elsewhere = [Reading(START_S + n, Coordinate(52.5, 13.4 + n / 100)) for n in range(10)]
    assert error_by_track(elsewhere, track) is None


def test_a_track_walked_twice_leaves_two_answers_and_so_none() -> None:
    rng = random.Random(3)
    once = walk(rng, hours=2)
    day = 86_400.0
    twice = Track(
        "twice",
        np.concatenate([once.time_s, once.time_s + day]),
        np.concatenate([once.lat_deg, once.lat_deg]),
        np.concatenate([once.lon_deg, once.lon_deg]),
        np.concatenate([once.accuracy_m, once.accuracy_m]),
    )
    assert error_by_track(readings(rng, once, 500.0, 12), twice) is None


def test_satellites_tell_the_error_in_spite_of_old_fixes() -> None:
    fresh = [3600.0 + 41 + n % 3 for n in range(8)]
    stale = [3600.0 + 41 + 300 * n for n in range(1, 4)]
    found = error_by_satellites([*fresh, *stale])
    assert found is not None
    assert found.error_s == pytest.approx(3642, abs=2)
    assert found.photos == 8


@pytest.mark.parametrize("differences", [[], [10.0, 10.0], [0, 3600, 7200, 10_800, 14_400]])
def test_satellites_that_disagree_tell_nothing(differences: list[float]) -> None:
    assert error_by_satellites(differences) is None
