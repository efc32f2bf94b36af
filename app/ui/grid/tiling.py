"""Where tiles lie: plain arithmetic, so that a hundred thousand of them need no layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect

_ASPECT: Final = 4 / 3
"""Width to height of a picture in its tile."""


@dataclass(frozen=True, slots=True)
class Tiling:
    """Tiles of one size in columns that fill the width; lengths in pixels of the widget.

    Coordinates are those of the whole content, whose top is 0; rows of the model are ``row``.
    """

    width: int
    columns: int
    tile_width: int
    tile_height: int
    margin: int
    count: int
    mirrored: bool
    """Whether the first column is on the right."""

    @classmethod
    def fit(cls, width: int, count: int, *, em: int, text_height: int, mirrored: bool) -> Tiling:
        """Tiles for a view ``width`` wide; ``em`` is the height of a line of text."""
        margin = max(4, em // 2)
        room = max(1, width - 2 * margin)
        columns = max(1, room // (em * 10))
        tile_width = max(em * 4, room // columns)
        picture_height = round((tile_width - 2 * padding(em)) / _ASPECT)
        height = picture_height + 2 * padding(em) + text_height
        return cls(width, columns, tile_width, height, margin, count, mirrored)

    @property
    def height(self) -> int:
        """Height of the whole content."""
        lines = -(-self.count // self.columns)
        return lines * self.tile_height + 2 * self.margin

    def rect(self, row: int) -> QRect:
        """Where the tile of a row lies."""
        line, column = divmod(row, self.columns)
        if self.mirrored:
            column = self.columns - 1 - column
        left = (self.width - self.columns * self.tile_width) // 2
        return QRect(
            left + column * self.tile_width,
            self.margin + line * self.tile_height,
            self.tile_width,
            self.tile_height,
        )

    def row_at(self, point: QPoint) -> int | None:
        """The row whose tile holds ``point``."""
        line = (point.y() - self.margin) // self.tile_height
        left = (self.width - self.columns * self.tile_width) // 2
        column = (point.x() - left) // self.tile_width
        if line < 0 or not 0 <= column < self.columns:
            return None
        if self.mirrored:
            column = self.columns - 1 - column
        row = line * self.columns + column
        return row if row < self.count else None

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows of all tiles that are at least partly within these heights."""
        first = max(0, (top - self.margin) // self.tile_height)
        last = max(-1, (bottom - self.margin) // self.tile_height)
        return range(
            min(self.count, first * self.columns), min(self.count, (last + 1) * self.columns)
        )

    def lines_of(self, rect: QRect) -> list[range]:
        """The rows of tiles that ``rect`` touches, one range a line."""
        left = (self.width - self.columns * self.tile_width) // 2
        first = max(0, (rect.left() - left) // self.tile_width)
        last = min(self.columns - 1, (rect.right() - left) // self.tile_width)
        if self.mirrored:
            first, last = self.columns - 1 - last, self.columns - 1 - first
        touched = self.rows_between(rect.top(), rect.bottom())
        if first > last or not touched:
            return []
        lines = range(touched.start // self.columns, -(-touched.stop // self.columns))
        return [
            range(
                line * self.columns + first,
                min(self.count, line * self.columns + last + 1),
            )
            for line in lines
        ]


def padding(em: int) -> int:
    """Between the edge of a tile and its picture."""
    return max(5, em * 2 // 5)
