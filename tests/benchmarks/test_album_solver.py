"""How right and how honest the album solver is on generated trips, and how it grows."""

import itertools
import time
from collections.abc import Sequence

import numpy as np
import pytest

from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer
from app.locating.album.evidence import PhotoEvidence, Solution
from app.locating.album.solver import solve
from tests.benchmarks.album_trips import Shot, TripMaker, towns

pytestmark = pytest.mark.slow

_TRIPS = 500
_NOWHERE_KM = 20_015.0
_THRESHOLDS_KM = (1, 25, 200)


@pytest.fixture(scope="module")
def shots(gazetteer_path) -> dict[int, Shot]:
    """All photos of the trips, by id. The seed is none of those the solver was fitted with."""
    maker = TripMaker(towns(Gazetteer(gazetteer_path)), seed=20_261_120)
    trips = [maker.trip() for _ in range(_TRIPS)]
    return {shot.evidence.photo_id: shot for trip in trips for shot in trip.shots}


@pytest.fixture(scope="module")
def solutions(shots: dict[int, Shot]) -> dict[int, Solution]:
    found = solve([shot.evidence for shot in shots.values()])
    return {solution.photo_id: solution for solution in found}


def of_traveller(shots: dict[int, Shot]) -> list[Shot]:
    return [shot for shot in shots.values() if shot.hidden and shot.evidence.chain is not None]


def solver_errors(chosen: Sequence[Shot], solutions: dict[int, Solution]) -> np.ndarray:
    found = [solutions.get(shot.evidence.photo_id) for shot in chosen]
    return np.array(
        [
            great_circle_km(one.coordinate, shot.truth) if one else _NOWHERE_KM
            for one, shot in zip(found, chosen, strict=True)
        ]
    )


def model_errors(chosen: Sequence[Shot]) -> np.ndarray:
    views = [shot.evidence.view for shot in chosen]
    return np.array(
        [
            great_circle_km(view.guesses[0].coordinate, shot.truth) if view else _NOWHERE_KM
            for view, shot in zip(views, chosen, strict=True)
        ]
    )


def nearest_errors(chosen: Sequence[Shot], shots: dict[int, Shot]) -> np.ndarray:
    """The measured photo of the same camera that is nearest in time, within a day."""
    measured: dict[str | None, list[Shot]] = {}
    for shot in shots.values():
        if shot.evidence.measured is not None:
            measured.setdefault(shot.evidence.chain, []).append(shot)
    errors = []
    for shot in chosen:
        others = measured.get(shot.evidence.chain, [])
        nearest = min(others, key=lambda one: apart_s(one, shot), default=None)
        is_near = nearest is not None and apart_s(nearest, shot) <= 86_400
        errors.append(great_circle_km(nearest.truth, shot.truth) if is_near else _NOWHERE_KM)
    return np.array(errors)


def apart_s(one: Shot, other: Shot) -> float:
    return abs((one.evidence.time_s or 0.0) - (other.evidence.time_s or 0.0))


def calibration_error(confidences: np.ndarray, hits: np.ndarray) -> float:
    bins = np.minimum(9, (confidences * 10).astype(int))
    return sum(
        float(np.mean(bins == number))
        * abs(float(confidences[bins == number].mean()) - float(hits[bins == number].mean()))
        for number in np.unique(bins)
    )


def test_the_solver_beats_each_source_alone(
    shots: dict[int, Shot], solutions: dict[int, Solution]
) -> None:
    chosen = of_traveller(shots)
    errors = {
        "model": model_errors(chosen),
        "nearest in time": nearest_errors(chosen, shots),
        "solver": solver_errors(chosen, solutions),
    }
    print(f"\n{_TRIPS} trips, {len(shots)} photos, {len(chosen)} to be placed")
    for name, found in errors.items():
        shares = ", ".join(f"{np.mean(found <= km):.3f} at {km} km" for km in _THRESHOLDS_KM)
        median, worst = np.median(found), np.quantile(found, 0.9)
        print(f"{name:16} {shares}; median {median:.2f} km, 90 % {worst:.1f} km")
    for alone, km in itertools.product(("model", "nearest in time"), _THRESHOLDS_KM):
        assert np.mean(errors["solver"] <= km) > np.mean(errors[alone] <= km)


def test_confidence_and_radius_are_honest(
    shots: dict[int, Shot], solutions: dict[int, Solution]
) -> None:
    chosen = [shot for shot in of_traveller(shots) if shot.evidence.photo_id in solutions]
    found = [solutions[shot.evidence.photo_id] for shot in chosen]
    errors = solver_errors(chosen, solutions)
    confidences = np.array([one.confidence for one in found])
    covered = np.array([one.radius_km for one in found]) >= errors
    ece = calibration_error(confidences, errors <= 25)
    print(f"\nECE {ece:.4f}, radius holds {covered.mean():.3f}")
    for support in sorted({one.support for one in found}):
        which = np.array([one.support is support for one in found])
        median, worst = np.median(errors[which]), np.quantile(errors[which], 0.9)
        print(
            f"{support.value:12} {which.sum():6} photos, median {median:.2f} km, "
            f"90 % {worst:.1f} km, radius holds {covered[which].mean():.3f}"
        )
    assert ece <= 0.03
    assert 0.87 <= covered.mean() <= 0.93


def test_nothing_is_carried_to_photos_that_are_not_of_the_trip(
    shots: dict[int, Shot], solutions: dict[int, Solution]
) -> None:
    strangers = [shot for shot in shots.values() if shot.kind in ("partner", "screenshot")]
    carried = [shot for shot in strangers if shot.evidence.photo_id in solutions]
    sure_and_wrong = [
        shot
        for shot in of_traveller(shots)
        if (one := solutions.get(shot.evidence.photo_id))
        and one.support.value == "neighbours"
        and one.confidence >= 0.5
        and great_circle_km(one.coordinate, shot.truth) > 25
    ]
    neighbours = sum(one.support.value == "neighbours" for one in solutions.values())
    print(
        f"\ncarried to {len(carried)} of {len(strangers)} strangers; sure and wrong by "
        f"neighbours {len(sure_and_wrong)} of {neighbours}"
    )
    assert len(strangers) > 1000
    assert len(carried) < 0.005 * len(strangers)
    assert len(sure_and_wrong) < 0.005 * neighbours


def test_time_grows_with_the_number_of_photos(shots: dict[int, Shot]) -> None:
    evidence = [shot.evidence for shot in shots.values()]
    seconds = {}
    for count in (10_000, 100_000):
        album = list(itertools.islice(_repeated(evidence), count))
        started = time.process_time()
        solve(album)
        seconds[count] = time.process_time() - started
    print(f"\n{seconds}")
    assert seconds[100_000] < 20
    assert seconds[100_000] < 20 * max(0.2, seconds[10_000])


def _repeated(evidence: Sequence[PhotoEvidence]):
    """Ever more of the same trips, each time by other cameras."""
    for copy in itertools.count():
        for number, photo in enumerate(evidence):
            yield PhotoEvidence(
                copy * len(evidence) + number,
                f"{copy} {photo.chain}" if photo.chain else None,
                photo.time_s,
                photo.measured,
                photo.view,
            )
