/* What every map of photos stands on: the drawn world, its names, and the limits of the view. */
(function (meridian) {
  "use strict";

  const BASEMAP_MAX_ZOOM = 12;
  const FIT_MAX_ZOOM = 7;
  const COUNTRY_MAX_SHADE_KM = 6000;

  /** The deepest zoom of the drawn world; a map of the user's own may go deeper. */
  meridian.BASEMAP_MAX_ZOOM = BASEMAP_MAX_ZOOM;

  /** Move the view, at once where the reader asked for less motion. */
  meridian.moveTo = function (map, latLng, zoom, done) {
    if (done) map.once("moveend", done);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) map.setView(latLng, zoom, { animate: false });
    else map.flyTo(latLng, zoom, { duration: 0.5 });
  };

  class MapBase {
    /**
     * @param map a Leaflet map
     * @param data.topology countries as TopoJSON; data.names the label columns
     * @param cover.padding () => covered margins of the view, {left, top, right, bottom} in pixels
     * @param cover.boxes () => rectangles without names, [left, top, right, bottom] in container pixels
     */
    constructor(map, data, cover) {
      this.map = map;
      this._data = data;
      this._padding = cover.padding;
      this._prepareMap();
      this.basemap = meridian.createBasemap(data.topology, { maxZoom: BASEMAP_MAX_ZOOM }).addTo(map);
      const referenceLon = () => this.referenceLon();
      this.labels = meridian.createLabels(data.names, { referenceLon, obstacles: cover.boxes }).addTo(map);
      this.areaRenderer = L.svg({ pane: "areas", padding: 0.5 });
    }

    /** Bring a box [[south, west], [north, east]] into view; the world without one. */
    showBounds(bounds, { animate } = { animate: false }) {
      if (!bounds) {
        this.map.setView([25, 10], this.map.getMinZoom(), { animate });
        return;
      }
      const { left, top, right, bottom } = this._padding();
      this.map.fitBounds(bounds, {
        paddingTopLeft: [left + 40, top + 72],
        paddingBottomRight: [right + 40, bottom + 40],
        maxZoom: FIT_MAX_ZOOM,
        animate,
      });
    }

    /** Draw again in the colours of the present theme. */
    refreshTheme() {
      this.basemap.recolour();
      this.labels.draw();
    }

    /** The longitude in the middle of what nothing covers: copies of the world are drawn beside it. */
    referenceLon() {
      const { left, right } = this._padding();
      const size = this.map.getSize();
      return this.map.containerPointToLatLng([(left + size.x - right) / 2, size.y / 2]).lng;
    }

    /** A photo's place, on the copy of the world in view. */
    latLngOf(photo) {
      return [photo.lat, meridian.nearestCopy(photo.lon, this.referenceLon())];
    }

    /** The circle or country that a photo may lie in, as Leaflet layers. */
    areaOf(photo) {
      const [lat, lon] = this.latLngOf(photo);
      const options = { interactive: false, renderer: this.areaRenderer };
      const layers = photo.kind === "country" ? this._countryLayers(photo.country_code, lon, options) : [];
      const isShaded = photo.radius_km && photo.kind !== "fact" && photo.radius_km <= COUNTRY_MAX_SHADE_KM;
      if (isShaded) {
        const className = `area area--${photo.kind} band--${photo.band}`;
        layers.push(L.polygon(meridian.circle(lat, lon, photo.radius_km), { ...options, className }));
      }
      return layers;
    }

    _prepareMap() {
      const map = this.map;
      map.setMaxZoom(BASEMAP_MAX_ZOOM);
      map.setMaxBounds([
        [-85.05, -Infinity],
        [85.05, Infinity],
      ]);
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

    _countryLayers(code, lon, options) {
      const shape = this._countryShape(code);
      if (!shape) return [];
      return shape.coordinates.map((polygon) => {
        const turn = meridian.nearestCopy(polygon[0][0][0], lon) - polygon[0][0][0];
        const rings = polygon.map((ring) => ring.map(([x, y]) => [y, x + turn]));
        return L.polygon(rings, { ...options, className: "area area--shape" });
      });
    }

    /** The GeoJSON geometry of a country, or null. */
    _countryShape(code) {
      const position = code ? this._data.names.countries.code.indexOf(code) : -1;
      if (position < 0) return null;
      const geometries = this._data.topology.objects.countries.geometries;
      const geometry = geometries[this._data.names.countries.shape[position]];
      return meridian.unwrapGeometry(topojson.feature(this._data.topology, geometry).geometry);
    }
  }

  meridian.MapBase = MapBase;
})((window.meridian = window.meridian || {}));
