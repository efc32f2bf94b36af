"""Keeps count of how much of every cue is still to be seen.

Each cue is a small mask of one pixel a unit. Whatever is drawn later and in front is wiped from
the masks of all cues before it, as are the parts outside the camera's frame.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

Box = tuple[float, float, float, float]


class Sightings:
    """Masks of the cues of one scene, in units."""

    def __init__(self, width: float, height: float) -> None:
        self._size = (round(width), round(height))
        self._masks: dict[str, tuple[ImageDraw.ImageDraw, Image.Image, int]] = {}

    def add(self, cue: str, polygons: Sequence[Sequence[float]]) -> None:
        """A cue that covers these polygons (x, y, x, y ...)."""
        mask = Image.new("L", self._size, 0)
        draw = ImageDraw.Draw(mask)
        for points in polygons:
            draw.polygon(points, fill=255, outline=255)
        self._masks[cue] = (draw, mask, max(1, mask.histogram()[255]))

    def add_box(self, cue: str, box: Box) -> None:
        """A cue that covers a rectangle."""
        left, top, right, bottom = box
        self.add(cue, [(left, top, right, top, right, bottom, left, bottom)])

    def cover(self, box: Box, *, square: bool = False) -> None:
        """Something in front of all cues so far: the ellipse in its box, or all of the box."""
        for draw, _, _ in self._masks.values():
            (draw.rectangle if square else draw.ellipse)(box, fill=0)

    def crop(self, box: Box) -> None:
        """The camera sees only this box."""
        width, height = self._size
        left, top, right, bottom = box
        for draw, _, _ in self._masks.values():
            for edge in (
                (-1, -1, width, top),
                (-1, bottom, width, height),
                (-1, -1, left, height),
                (right, -1, width, height),
            ):
                if edge[2] > edge[0] and edge[3] > edge[1]:
                    draw.rectangle(edge, fill=0)

    def visible_share(self, cue: str) -> float:
        """Between 0 (hidden) and 1 (all of it in view); 0 for a cue that was never added."""
        if cue not in self._masks:
            return 0.0
        _, mask, whole = self._masks[cue]
        return mask.histogram()[255] / whole

    def cues(self) -> tuple[str, ...]:
        """Every cue added, in order."""
        return tuple(self._masks)
