from random import Random

from hypothesis import given
from hypothesis import strategies as st

from trainer.postcards.camera import Camera
from trainer.postcards.canvas import Pen, half_plane
from trainer.postcards.palette import LIGHTS
from trainer.postcards.sightings import Sightings

COORDINATE = st.floats(-100, 100)


@given(st.lists(COORDINATE, min_size=6, max_size=20).filter(lambda p: len(p) % 2 == 0), COORDINATE)
def test_clipping_keeps_to_one_side(points, limit):
    for value in half_plane(points, limit, keep_right=True)[0::2]:
        assert value >= limit - 1e-9
    for value in half_plane(points, limit, keep_right=False)[0::2]:
        assert value <= limit + 1e-9


def test_a_square_is_cut_in_half():
    half = half_plane([0, 0, 10, 0, 10, 10, 0, 10], 5, keep_right=True)
    assert sorted(set(half[0::2])) == [5, 10]


@given(st.floats(-8, 8), st.floats(1, 1.3), st.floats(0, 1), st.floats(0, 1))
def test_the_camera_never_shows_what_was_not_drawn(tilt, zoom, pan_x, pan_y):
    camera = Camera(tilt, zoom, pan_x, pan_y)
    left, top, right, bottom = camera.sure_box(186.0, 140.0)
    assert -1e-6 <= left < right <= 186.0 + 1e-6
    assert -1e-6 <= top < bottom <= 140.0 + 1e-6


def test_units_do_not_depend_on_pixels():
    small, large = (Pen(size, Random(1), LIGHTS[0]) for size in ((224, 168), (960, 720)))
    assert (small.width, small.height) == (large.width, large.height)
    assert small.height == 140


def test_what_is_covered_is_no_longer_seen():
    sightings = Sightings(100, 100)
    sightings.add_box("flag", (10, 10, 29, 29))
    assert sightings.visible_share("flag") == 1
    sightings.cover((10, 10, 29, 19), square=True)
    assert 0.4 < sightings.visible_share("flag") < 0.6
    sightings.crop((50, 50, 100, 100))
    assert sightings.visible_share("flag") == 0
    assert sightings.visible_share("never added") == 0
