import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.detail.viewport import MAX_ZOOM, Viewport

VIEW = Viewport(4000, 3000, 400, 300)


def shown(view: Viewport) -> tuple[float, float, float, float]:
    """The part of the picture that is seen: left, top, right, bottom, in its own pixels."""
    left, top = -view.left() / view.scale, -view.top() / view.scale
    return (
        left,
        top,
        left + view.window_width / view.scale,
        top + view.window_height / view.scale,
    )


def test_at_first_all_of_the_picture_is_seen() -> None:
    assert VIEW.is_fitted
    assert VIEW.scale == 0.1
    assert shown(VIEW) == pytest.approx((0, 0, 4000, 3000))


def test_a_small_picture_is_not_enlarged() -> None:
    view = Viewport(100, 50, 400, 300)
    assert view.scale == 1.0
    assert (view.left(), view.top()) == (150, 125)


def test_zooming_keeps_the_point_under_the_pointer() -> None:
    view = VIEW.zoomed(4, 100, 150)
    assert view.scale == pytest.approx(0.4)
    before = (100 - VIEW.left()) / VIEW.scale, (150 - VIEW.top()) / VIEW.scale
    after = (100 - view.left()) / view.scale, (150 - view.top()) / view.scale
    assert after == pytest.approx(before)


def test_full_size_and_back() -> None:
    view = VIEW.at_zoom(1.0)
    assert view.scale == 1.0
    assert shown(view) == pytest.approx((1800, 1350, 2200, 1650))
    assert view.zoomed(0.01, 0, 0).is_fitted


def test_panning_ends_at_the_edges() -> None:
    view = VIEW.at_zoom(1.0)
    assert shown(view.panned(1e6, 1e6))[:2] == (0, 0)
    assert shown(view.panned(-1e6, -1e6))[2:] == (4000, 3000)
    assert VIEW.panned(50, 50) == VIEW


def test_a_larger_window_may_show_all_again() -> None:
    view = VIEW.zoomed(1.5, 200, 150)
    assert not view.is_fitted
    assert view.resized(4000, 3000).is_fitted


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["zoom", "pan"]),
            st.floats(0.1, 10),
            st.floats(-500, 500),
            st.floats(-500, 500),
        )
    )
)
def test_whatever_is_done_no_margin_shows_where_there_is_picture(
    steps: list[tuple[str, float, float, float]],
) -> None:
    view = VIEW
    for kind, factor, x, y in steps:
        view = view.zoomed(factor, x, y) if kind == "zoom" else view.panned(x, y)
        left, top, right, bottom = shown(view)
        assert view.fit_zoom <= view.scale <= MAX_ZOOM
        assert left >= -1e-6
        assert top >= -1e-6
        assert right <= 4000 + 1e-6
        assert bottom <= 3000 + 1e-6
