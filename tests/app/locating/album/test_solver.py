import itertools
import math

import numpy as np
import pytest

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.locating.album.evidence import Guess, Hint, ModelView, PhotoEvidence, Solution, Support
from app.locating.album.inference import forward_backward
from app.locating.album.solver import solve

LISBON = Coordinate(38.72, -9.14)
PORTO = Coordinate(41.15, -8.61)
SYDNEY = Coordinate(-33.87, 151.21)
MINUTE_S, HOUR_S = 60.0, 3600.0


def seen(place: Coordinate, confidence: float, radius_km: float = 300.0) -> ModelView:
    return ModelView((Guess(place, 1.0),), confidence, radius_km)


def solved(*photos: PhotoEvidence) -> dict[int, Solution]:
    return {solution.photo_id: solution for solution in solve(photos)}


def test_forward_backward_sums_over_all_paths() -> None:
    rng = np.random.default_rng(1)
    states, steps = 3, 4
    start = rng.dirichlet(np.ones(states))
    moves = rng.dirichlet(np.ones(states), size=(steps - 1, states))
    likely = rng.random((steps, states))
    expected = np.zeros((steps, states))
    for path in itertools.product(range(states), repeat=steps):
        chance = start[path[0]] * math.prod(likely[i, s] for i, s in enumerate(path))
        chance *= math.prod(moves[i, a, b] for i, (a, b) in enumerate(itertools.pairwise(path)))
        for step, state in enumerate(path):
            expected[step, state] += chance
    expected /= expected.sum(axis=1, keepdims=True)
    assert np.allclose(forward_backward(start, moves, likely), expected)


def test_between_two_measured_photos_minutes_apart() -> None:
    other = Coordinate(38.725, -9.142)
    found = solved(
        PhotoEvidence(1, "a", 0.0, LISBON),
        PhotoEvidence(2, "a", 3 * MINUTE_S),
        PhotoEvidence(3, "a", 6 * MINUTE_S, other),
    )
    assert set(found) == {2}
    solution = found[2]
    assert great_circle_km(solution.coordinate, Coordinate(38.7225, -9.141)) < 0.05
    assert 0.05 < solution.radius_km < 2
    assert solution.confidence > 0.98
    assert solution.support is Support.NEIGHBOURS
    assert (solution.before_s, solution.after_s) == (3 * MINUTE_S, 3 * MINUTE_S)


def test_a_measured_photo_is_never_moved_nor_answered() -> None:
    found = solved(
        PhotoEvidence(1, "a", 0.0, LISBON, seen(SYDNEY, 0.99)),
        PhotoEvidence(2, "a", MINUTE_S, None, seen(SYDNEY, 0.9)),
    )
    assert set(found) == {2}
    # Nobody gets to Sydney in a minute, however sure the model is.
    assert great_circle_km(found[2].coordinate, LISBON) < 1


def test_photos_of_another_camera_know_nothing_of_each_other() -> None:
    found = solved(
        PhotoEvidence(1, "mine", 0.0, LISBON),
        PhotoEvidence(2, "partner", MINUTE_S),
        PhotoEvidence(3, None, MINUTE_S),
        PhotoEvidence(4, "mine", None),
    )
    assert found == {}


def test_days_later_a_position_says_little() -> None:
    soon = solved(PhotoEvidence(1, "a", 0.0, LISBON), PhotoEvidence(2, "a", 600.0))[2]
    late = solved(PhotoEvidence(1, "a", 0.0, LISBON), PhotoEvidence(2, "a", 20 * HOUR_S))[2]
    assert soon.confidence > 0.9
    assert late.confidence < 0.8
    assert late.radius_km > 20 * soon.radius_km
    assert solved(PhotoEvidence(1, "a", 0.0, LISBON), PhotoEvidence(2, "a", 40 * HOUR_S)) == {}


def test_between_two_towns_the_place_is_not_sure() -> None:
    found = solved(
        PhotoEvidence(1, "a", 0.0, LISBON),
        PhotoEvidence(2, "a", 5 * HOUR_S),
        PhotoEvidence(3, "a", 10 * HOUR_S, SYDNEY),
    )
    assert found[2].confidence < 0.8
    assert found[2].radius_km > 100


def test_weak_answers_that_agree_make_a_sure_place() -> None:
    alone = solved(PhotoEvidence(1, "a", 0.0, None, seen(PORTO, 0.4)))[1]
    assert alone.support is Support.PICTURE
    assert alone.confidence == pytest.approx(0.4, abs=0.03)
    together = solved(
        *(PhotoEvidence(n, "a", n * HOUR_S, None, seen(PORTO, 0.4)) for n in range(1, 4)),
        PhotoEvidence(9, "a", 1.5 * HOUR_S, None, seen(SYDNEY, 0.4)),
    )
    assert all(great_circle_km(one.coordinate, PORTO) < 1 for one in together.values())
    assert together[9].support is Support.ALBUM
    assert together[9].confidence > 0.9


def test_one_mistake_repeated_in_a_burst_does_not_become_certain() -> None:
    burst = [PhotoEvidence(n, "a", float(n), None, seen(SYDNEY, 0.3)) for n in range(20)]
    spread = [PhotoEvidence(n, "a", n * HOUR_S, None, seen(SYDNEY, 0.3)) for n in range(20)]
    assert solved(*burst)[0].confidence < solved(*spread)[10].confidence


def test_a_name_tips_the_scales_and_is_no_position_itself() -> None:
    named = Hint(PORTO, 10.0, "Porto", "2014 Porto")
    assert solved(PhotoEvidence(1, None, None, None, None, named)) == {}
    with_it = solved(PhotoEvidence(1, None, None, None, seen(PORTO, 0.4), named))[1]
    assert with_it.confidence > 0.8
    assert with_it.hint is named
    against = solved(PhotoEvidence(1, None, None, None, seen(LISBON, 0.4), named))[1]
    assert against.confidence < 0.4
    assert against.hint is None


def test_the_same_second_and_no_photos_at_all() -> None:
    assert solve([]) == []
    found = solved(*(PhotoEvidence(n, "a", 0.0, LISBON if n == 3 else None) for n in range(6)))
    assert all(one.confidence > 0.98 for one in found.values())
    assert len(found) == 5


@pytest.mark.parametrize("lon_deg", [179.999, -179.999])
def test_across_the_date_line(lon_deg: float) -> None:
    found = solved(
        PhotoEvidence(1, "a", 0.0, Coordinate(-17.0, lon_deg)),
        PhotoEvidence(2, "a", MINUTE_S),
        PhotoEvidence(3, "a", 2 * MINUTE_S, Coordinate(-17.0, -lon_deg)),
    )
    assert abs(found[2].coordinate.lon_deg) > 179.99
