/* The map as a part: photos in, choices out. It knows neither the page nor the window around it. */
(function (meridian) {
  "use strict";

  const MAX_ZOOM = 12;
  const FIT_MAX_ZOOM = 7;
  const SELECT_MIN_ZOOM = 3;
  const SELECT_MAX_ZOOM = 8;

  /** Move the view, at once where the reader asked for less motion. */
  meridian.moveTo = function (map, latLng, zoom, done) {
    if (done) map.once("moveend", done);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) map.setView(latLng, zoom, { animate: false });
    else map.flyTo(latLng, zoom, { duration: 0.5 });
  };

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
      this._data = data;
      this._prepareMap();
      this._basemap = meridian.createBasemap(data.topology, { maxZoom: MAX_ZOOM }).addTo(map);
      const referenceLon = () => this._referenceLon();
      this._selection = meridian.createSelection({
        referenceLon,
        countryShape: (code) => this._countryShape(code),
        renderer: L.svg({ pane: "areas", padding: 0.5 }),
        padding: cover.padding,
        onClose: () => this._onClosed(),
      });
      this._selection.addTo(map);
      this._pins = meridian.createPins({
        referenceLon,
        onPick: (id) => this.select(id, { move: false }),
        onStack: (ids, latLng) => this._showStack(ids, latLng),
      });
      this._pins.addTo(map);
      const obstacles = () => [...cover.boxes(), ...this._pins.boxes(), ...this._selection.boxes()];
      this._labels = meridian.createLabels(data.names, { referenceLon, obstacles }).addTo(map);
      this._pins.on("rendered", () => this._labels.draw());
    }

    /** Replace the photos shown; those without a position are known but not drawn. */
    setPhotos(photos) {
      this._photos = new Map(photos.map((photo) => [photo.id, photo]));
      if (this._selectedId !== null && !this._photos.has(this._selectedId)) this.clearSelection();
      this._pins.setPhotos(photos);
    }

    /** Bring all pins into view. */
    fit() {
      const placed = [...this._photos.values()].filter((photo) => photo.lat !== null);
      const bounds = meridian.boundsOf(placed);
      if (!bounds) {
        this.map.setView([25, 10], this.map.getMinZoom(), { animate: false });
        return;
      }
      const { left, top, right, bottom } = this._padding();
      this.map.fitBounds(bounds, {
        paddingTopLeft: [left + 40, top + 72],
        paddingBottomRight: [right + 40, bottom + 40],
        maxZoom: FIT_MAX_ZOOM,
        animate: false,
      });
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
        this._pins.hide(id);
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
      this._basemap.recolour();
      this._labels.draw();
    }

    /** Lay the names out again, after something began or ceased to cover the map. */
    refreshLabels() {
      this._labels.draw();
    }

    _prepareMap() {
      const map = this.map;
      map.setMaxZoom(MAX_ZOOM);
      map.setMaxBounds([
        [-85.05, -Infinity],
        [85.05, Infinity],
      ]);
      map.attributionControl.setPrefix(false);
      const labels = map.createPane("labels");
      labels.style.zIndex = 350;
      labels.style.pointerEvents = "none";
      map.createPane("areas").style.zIndex = 340;
      const limitZoom = () => {
        const { left, right } = this._padding();
        const width = Math.max(256, map.getSize().x - left - right);
        map.setMinZoom(Math.max(1, Math.floor(Math.log2(width / 256) * 2) / 2));
      };
      map.on("resize", limitZoom);
      limitZoom();
    }

    /** The longitude in the middle of what nothing covers. */
    _referenceLon() {
      const { left, right } = this._padding();
      const size = this.map.getSize();
      return this.map.containerPointToLatLng([(left + size.x - right) / 2, size.y / 2]).lng;
    }

    _countryShape(code) {
      const position = code ? this._data.names.countries.code.indexOf(code) : -1;
      if (position < 0) return null;
      const geometries = this._data.topology.objects.countries.geometries;
      const geometry = geometries[this._data.names.countries.shape[position]];
      return meridian.unwrapGeometry(topojson.feature(this._data.topology, geometry).geometry);
    }

    _targetView(photo) {
      const { left, top, right, bottom } = this._padding();
      const lon = meridian.nearestCopy(photo.lon, this._referenceLon());
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
      const lon = meridian.nearestCopy(photo.lon, this._referenceLon());
      const point = this.map.latLngToContainerPoint([photo.lat, lon]);
      const isAcross = point.x > left + 180 && point.x < size.x - right - 180;
      return isAcross && point.y > size.y * 0.6 && point.y < size.y - bottom - 24;
    }

    _showStack(ids, latLng) {
      const photos = ids.map((id) => this._photos.get(id)).filter(Boolean);
      this._onClosed();
      this._selection.showStack(photos, latLng, (id) => this.select(id, { move: false }));
    }

    _onClosed() {
      if (this._selectedId === null) return;
      this._selectedId = null;
      this._pins.hide(null);
      this._bridge.selectionCleared();
    }
  }

  meridian.PhotoMap = PhotoMap;
})((window.meridian = window.meridian || {}));
