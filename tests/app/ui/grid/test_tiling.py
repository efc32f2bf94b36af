import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from app.ui.grid.tiling import Tiling

tilings = st.builds(
    lambda width, count, em, mirrored: Tiling.fit(
        width, count, em=em, text_height=2 * em, mirrored=mirrored
    ),
    st.integers(1, 3000),
    st.integers(0, 500),
    st.integers(8, 40),
    st.booleans(),
)


@given(tilings, st.data())
def test_a_tile_is_found_where_it_lies(tiling: Tiling, data: st.DataObject) -> None:
    if tiling.count == 0:
        assert tiling.row_at(QPoint(tiling.width // 2, tiling.margin)) is None
        return
    row = data.draw(st.integers(0, tiling.count - 1))
    rect = tiling.rect(row)
    for corner in (rect.topLeft(), rect.bottomRight(), rect.center()):
        assert tiling.row_at(corner) == row
    assert row in tiling.rows_between(rect.center().y(), rect.center().y())
    assert tiling.height >= rect.bottom() + 1


@given(tilings)
def test_tiles_never_overlap_and_fill_the_width(tiling: Tiling) -> None:
    rects = [tiling.rect(row) for row in range(min(tiling.count, 2 * tiling.columns))]
    for first, second in itertools.pairwise(rects):
        assert not first.intersects(second)
    room = tiling.width - 2 * tiling.margin
    if room >= tiling.tile_width:
        assert 0 <= room - tiling.columns * tiling.tile_width < tiling.columns


@given(tilings, st.integers(-50, 4000), st.integers(-50, 4000), st.integers(1, 900))
def test_a_rubber_band_takes_exactly_what_it_touches(
    tiling: Tiling, x: int, y: int, side: int
) -> None:
    band = QRect(x, y, side, side)
    taken = [row for line in tiling.lines_of(band) for row in line]
    touched = [row for row in range(tiling.count) if tiling.rect(row).intersects(band)]
    assert taken == touched


@given(tilings, st.integers(0, 20_000), st.integers(0, 2000))
def test_rows_between_heights_are_those_to_be_seen(tiling: Tiling, top: int, height: int) -> None:
    seen = QRect(-10_000, top, 30_000, height + 1)
    visible = [row for row in range(tiling.count) if tiling.rect(row).intersects(seen)]
    assert list(tiling.rows_between(top, top + height)) == visible
