/* The map of the page: photos in, choices out. It knows neither the list nor the panel around it. */
(function (meridian) {
  "use strict";

  const SELECT_MIN_ZOOM = 3;
  const SELECT_MAX_ZOOM = 8;

  class PhotoMap {
    /**
     * @param map a Leaflet map
     * @param data.topology countries as TopoJSON; data.names the label columns
     * @param bridge what is told to the outside: photoSelected(id), selectionCleared()
     * @param cover.padding () => covered margins of the view, {left, top, right, bottom} in pixels
     * @param cover.boxes () => covered rectangles, [left, top, right, bottom] in container pixels
     */
    constructor(map, data, bridge, cover) {
      this.map = map;
      this._bridge = bridge;
      this._padding = cover.padding;
      this._photos = new Map();
      this._selectedId = null;
      const boxes = () => [...cover.boxes(), ...this._pins.boxes(), ...this._selection.boxes()];
      this._index = new meridian.ClusterIndex(meridian.BASEMAP_MAX_ZOOM, () => this._pins.render());
      this._pins = meridian.createPins({
        index: this._index,
        referenceLon: () => this._base.referenceLon(),
        onPick: (id) => this.select(id, { move: false }),
        onStack: (photos, total, latLng) => this._showStack(photos, total, latLng),
      });
      this._selection = meridian.createSelection({
        padding: cover.padding,
        onClose: () => this._onClosed(),
      });
      this._base = new meridian.MapBase(map, data, { padding: cover.padding, boxes });
      this._selection.options.base = this._base;
      this._selection.addTo(map);
      this._pins.addTo(map);
      this._pins.on("rendered", () => this._base.labels.draw());
    }

    /** Replace the photos shown; those without a position are known but not drawn. */
    setPhotos(photos) {
      this._photos = new Map(photos.map((photo) => [photo.id, photo]));
      if (this._selectedId !== null && !this._photos.has(this._selectedId)) this.clearSelection();
      this._index.setPhotos(photos.filter((photo) => photo.lat !== null));
    }

    /** Bring all pins into view. */
    fit() {
      this._base.showBounds(this._index.boundsOf(null));
    }

    /** Choose a photo with a position; with `move` the view goes there first. */
    select(id, { move }) {
      const photo = this._photos.get(id);
      if (!photo || photo.lat === null) return;
      this._selectedId = id;
      this._bridge.photoSelected(id);
      const show = () => {
        if (this._selectedId !== id) return;
        this._selection.show(photo, !move);
        this._pins.hide([id]);
      };
      if (!move || this._isComfortablyInView(photo)) {
        show();
        return;
      }
      this._selection.clear();
      const target = this._targetView(photo);
      meridian.moveTo(this.map, target.centre, target.zoom, show);
    }

    clearSelection() {
      this._selection.clear();
      this._onClosed();
    }

    /** Draw again in the colours of the present theme. */
    refreshTheme() {
      this._base.refreshTheme();
    }

    /** Lay the names out again, after something began or ceased to cover the map. */
    refreshLabels() {
      this._base.labels.draw();
    }

    _targetView(photo) {
      const { left, top, right, bottom } = this._padding();
      const [, lon] = this._base.latLngOf(photo);
      const ring = L.latLngBounds(meridian.circle(photo.lat, lon, Math.max(photo.radius_km || 0, 10)));
      const fitting = this.map.getBoundsZoom(ring, false, L.point(left + right + 120, top + bottom + 240));
      const lowest = Math.max(SELECT_MIN_ZOOM, this.map.getMinZoom());
      const zoom = Math.min(SELECT_MAX_ZOOM, Math.max(lowest, Math.min(fitting, Math.max(6, this.map.getZoom()))));
      // Below the middle, so that the card has room above the pin.
      const offset = L.point((right - left) / 2, (bottom - top) / 2 - this.map.getSize().y * 0.24);
      const centre = this.map.unproject(this.map.project([photo.lat, lon], zoom).add(offset), zoom);
      return { centre, zoom };
    }

    _isComfortablyInView(photo) {
      if (this.map.getZoom() < SELECT_MIN_ZOOM) return false;
      const { left, right, bottom } = this._padding();
      const size = this.map.getSize();
      const point = this.map.latLngToContainerPoint(this._base.latLngOf(photo));
      const isAcross = point.x > left + 180 && point.x < size.x - right - 180;
      return isAcross && point.y > size.y * 0.6 && point.y < size.y - bottom - 24;
    }

    _showStack(photos, total, latLng) {
      this._onClosed();
      this._selection.showStack(photos, total, latLng, (id) => this.select(id, { move: false }));
    }

    _onClosed() {
      if (this._selectedId === null) return;
      this._selectedId = null;
      this._pins.hide([]);
      this._bridge.selectionCleared();
    }
  }

  meridian.PhotoMap = PhotoMap;
})((window.meridian = window.meridian || {}));
