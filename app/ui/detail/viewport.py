"""The arithmetic of looking at a picture: which part of it is seen, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_ZOOM = 8.0
"""Screen pixels a side of one picture pixel."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window on a picture.

    Lengths of the window are device pixels, those of the picture its own. ``zoom`` is device pixels
    per picture pixel, None: as large as fits. ``centre_x`` and ``centre_y`` are the picture's point
    in the middle of the window.
    """

    picture_width: float
    picture_height: float
    window_width: float
    window_height: float
    zoom: float | None = None
    centre_x: float = 0.0
    centre_y: float = 0.0

    @property
    def fit_zoom(self) -> float:
        """The zoom at which all of the picture is seen; small pictures are not enlarged."""
        if min(self.picture_width, self.picture_height) <= 0:
            return 1.0
        return min(
            1.0,
            self.window_width / self.picture_width,
            self.window_height / self.picture_height,
        )

    @property
    def scale(self) -> float:
        """The zoom in force."""
        return self.fit_zoom if self.zoom is None else self.zoom

    @property
    def is_fitted(self) -> bool:
        """Whether all of the picture is seen."""
        return self.zoom is None

    def left(self) -> float:
        """Where the picture's left edge is in the window."""
        centre = self.picture_width / 2 if self.is_fitted else self.centre_x
        return self.window_width / 2 - centre * self.scale

    def top(self) -> float:
        """Where the picture's upper edge is in the window."""
        centre = self.picture_height / 2 if self.is_fitted else self.centre_y
        return self.window_height / 2 - centre * self.scale

    def resized(self, width: float, height: float) -> Viewport:
        """The same look in a window of another size."""
        return replace(self, window_width=width, window_height=height)._bounded()

    def zoomed(self, factor: float, x: float, y: float) -> Viewport:
        """``factor`` times as large, with the picture's point at window point x, y staying there.

        Zooming out ends at the fitted view.
        """
        zoom = min(self.scale * factor, MAX_ZOOM)
        if zoom <= self.fit_zoom:
            return self.fitted()
        picture_x = (x - self.left()) / self.scale
        picture_y = (y - self.top()) / self.scale
        return replace(
            self,
            zoom=zoom,
            centre_x=picture_x + (self.window_width / 2 - x) / zoom,
            centre_y=picture_y + (self.window_height / 2 - y) / zoom,
        )._bounded()

    def at_zoom(self, zoom: float) -> Viewport:
        """At exactly ``zoom``, keeping the middle."""
        x, y = self.window_width / 2, self.window_height / 2
        return self.zoomed(zoom / self.scale, x, y)

    def panned(self, dx: float, dy: float) -> Viewport:
        """With the picture moved by that many device pixels, never out of the window."""
        if self.is_fitted:
            return self
        return replace(
            self, centre_x=self.centre_x - dx / self.scale, centre_y=self.centre_y - dy / self.scale
        )._bounded()

    def fitted(self) -> Viewport:
        """All of the picture."""
        return replace(self, zoom=None)

    def _bounded(self) -> Viewport:
        if self.zoom is None:
            return self
        if self.zoom <= self.fit_zoom:
            return self.fitted()
        return replace(
            self,
            centre_x=_bound(self.centre_x, self.picture_width, self.window_width / self.zoom),
            centre_y=_bound(self.centre_y, self.picture_height, self.window_height / self.zoom),
        )


def _bound(centre: float, picture: float, seen: float) -> float:
    """``centre`` such that no empty margin shows while the picture is larger than what is seen."""
    if seen >= picture:
        return picture / 2
    return min(max(centre, seen / 2), picture - seen / 2)
