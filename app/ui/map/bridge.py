"""The object that the map page and the window share; signals go to the page, slots come from it.

The page is not trusted: what comes from it is checked before it goes on. Scripts use the Python
names, since PySide cannot call a slot that goes by another name there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.geo.coordinate import Coordinate


@dataclass(frozen=True, slots=True)
class MenuRequest:
    """Where on the map, in pixels of the page, a context menu was asked for."""

    x_px: int
    y_px: int
    coordinate: Coordinate
    words: str
    """The coordinate as text, with no more digits than a pixel is worth."""
    photo_id: int | None
    cluster_id: str | None


class MapBridge(QObject):
    """Registered with the page's QWebChannel. GUI thread."""

    # To the page; texts are JSON but for addresses and what was typed.
    photos_replaced = Signal(str)
    photos_changed = Signal(str)
    photos_removed = Signal(str)
    selection_shown = Signal(str)
    fit_wanted = Signal(str)
    places_found = Signal(str, str)
    cluster_wanted = Signal(str)
    search_wanted = Signal()
    tiles_changed = Signal(str)
    dark_changed = Signal(bool)
    view_wanted = Signal(float, float, float)

    # To the window.
    page_ready = Signal()
    photo_picked = Signal(int, bool)
    """Photo id, and whether it is added to the selection or taken from it."""
    photos_picked = Signal(list)
    photo_dragged = Signal(int, object)
    menu_wanted = Signal(object)
    places_wanted = Signal(str)
    place_given = Signal(object)
    view_moved = Signal(float, float, float)
    """Latitude, longitude and zoom of the view."""

    @Slot()
    def tell_ready(self) -> None:
        """The page listens."""
        self.page_ready.emit()

    @Slot(int, bool)
    def pick_photo(self, photo_id: int, is_toggled: bool) -> None:
        """A pin was clicked."""
        self.photo_picked.emit(photo_id, is_toggled)

    @Slot(str)
    def pick_photos(self, ids: str) -> None:
        """All photos of a cluster are to be selected, or none."""
        self.photos_picked.emit([int(photo_id) for photo_id in json.loads(ids)])

    @Slot(int, float, float)
    def drag_photo(self, photo_id: int, lat: float, lon: float) -> None:
        """A pin was dragged to another place."""
        self.photo_dragged.emit(photo_id, Coordinate(lat, lon))

    @Slot(str)
    def ask_for_menu(self, request: str) -> None:
        """The context menu was asked for, by mouse or keyboard."""
        fields = json.loads(request)
        self.menu_wanted.emit(
            MenuRequest(
                x_px=int(fields["x"]),
                y_px=int(fields["y"]),
                coordinate=Coordinate(float(fields["lat"]), float(fields["lon"])),
                words=str(fields["words"]),
                photo_id=fields["photo"],
                cluster_id=fields["cluster"],
            )
        )

    @Slot(str)
    def ask_for_places(self, text: str) -> None:
        """Something was typed into the search box."""
        self.places_wanted.emit(text)

    @Slot(float, float)
    def give_place(self, lat: float, lon: float) -> None:
        """A found place was given to the selected photos."""
        self.place_given.emit(Coordinate(lat, lon))

    @Slot(float, float, float)
    def move_view(self, lat: float, lon: float, zoom: float) -> None:
        """The view stands still again, elsewhere."""
        self.view_moved.emit(lat, lon, zoom)
