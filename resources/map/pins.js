/* Photos on the map: an index of clusters, and elements only for what is in view. */
(function (meridian) {
  "use strict";

  const CLUSTER_RADIUS_PX = 66;
  const BOUNDS_MARGIN = 0.15;
  // Countries before cities before recorded positions: the surest is drawn on top.
  const STACKING = { country: 0, city: 200, fact: 400 };

  function clusterIndex(photos, maxZoom) {
    const sureness = (photo) => (photo.thumb ? 2 : 0) + (photo.kind === "fact" ? 1 : photo.confidence || 0);
    const index = new Supercluster({
      radius: CLUSTER_RADIUS_PX,
      extent: 256,
      maxZoom,
      map: (properties) => ({ [properties.band]: 1, cover: properties.id, rank: properties.rank }),
      reduce: (sum, other) => {
        for (const band of meridian.BANDS) if (other[band]) sum[band] = (sum[band] || 0) + other[band];
        if (other.rank > sum.rank) [sum.cover, sum.rank] = [other.cover, other.rank];
      },
    });
    return index.load(
      photos.map((photo) => ({
        type: "Feature",
        properties: { id: photo.id, band: photo.band, rank: sureness(photo) },
        geometry: { type: "Point", coordinates: [photo.lon, photo.lat] },
      })),
    );
  }

  const Pins = L.Layer.extend({
    /**
     * @param options.referenceLon () => the longitude beside which copies of the world are drawn
     * @param options.onPick (id) => a pin was chosen
     * @param options.onStack (ids, latLng) => a cluster was chosen that no zoom takes apart
     */
    initialize(options) {
      L.setOptions(this, options);
      this._photos = new Map();
      this._shown = new Map();
      this._hidden = null;
    },

    onAdd(map) {
      map.on("moveend", this.render, this);
      this.render();
    },

    onRemove(map) {
      map.off("moveend", this.render, this);
      this._clear();
    },

    /** Replace all photos; only those with a position appear. */
    setPhotos(photos) {
      const placed = photos.filter((photo) => photo.lat !== null);
      this._photos = new Map(placed.map((photo) => [photo.id, photo]));
      this._maxZoom = Math.ceil(this._map.getMaxZoom());
      this._index = clusterIndex(placed, this._maxZoom);
      this._clear();
      this.render();
    },

    /** Leave out one photo, because the selection shows it. */
    hide(id) {
      this._hidden = id;
      this.render();
    },

    render() {
      const map = this._map;
      if (!map || !this._index) return;
      const bounds = map.getBounds().pad(BOUNDS_MARGIN);
      const reference = this.options.referenceLon();
      const wide = bounds.getEast() - bounds.getWest() >= 360;
      const west = wide ? -180 : bounds.getWest();
      const east = wide ? 180 : bounds.getEast();
      const zoom = Math.min(this._maxZoom, Math.floor(map.getZoom()));
      const wanted = new Set();
      for (const found of this._index.getClusters([west, bounds.getSouth(), east, bounds.getNorth()], zoom)) {
        const [lon, lat] = found.geometry.coordinates;
        const latLng = [lat, meridian.nearestCopy(lon, reference)];
        const { cluster, id, point_count: count } = found.properties;
        if (!cluster && id === this._hidden) continue;
        const key = cluster ? `cluster ${found.id} ${count}` : `pin ${id}`;
        wanted.add(key);
        const marker = this._shown.get(key);
        if (marker) marker.setLatLng(latLng);
        else this._show(key, cluster ? this._clusterMarker(found, latLng) : this._pinMarker(id, latLng));
      }
      for (const [key, marker] of this._shown) {
        if (wanted.has(key)) continue;
        marker.remove();
        this._shown.delete(key);
      }
      this.fire("rendered");
    },

    /** The space that pins take, as [left, top, right, bottom] in container pixels. */
    boxes() {
      const boxes = [];
      for (const marker of this._shown.values()) {
        const point = this._map.latLngToContainerPoint(marker.getLatLng());
        const { iconSize, iconAnchor } = marker.options.icon.options;
        const left = point.x - iconAnchor[0];
        const top = point.y - iconAnchor[1];
        boxes.push([left, top, left + iconSize[0], top + iconSize[1]]);
      }
      return boxes;
    },

    _clear() {
      for (const marker of this._shown.values()) marker.remove();
      this._shown.clear();
    },

    _show(key, marker) {
      marker.addTo(this._map);
      this._shown.set(key, marker);
    },

    _pinMarker(id, latLng) {
      const photo = this._photos.get(id);
      const { size, anchor } = meridian.pinBox(photo, false);
      const html = meridian.pin(photo, false);
      const marker = this._marker(latLng, { html, size, anchor, lift: STACKING[photo.kind] });
      return this._named(marker, meridian.describe(photo), photo.title, () => this.options.onPick(id));
    },

    _clusterMarker(found, latLng) {
      const { cover, point_count: count, cluster_id: clusterId } = found.properties;
      const coverPhoto = this._photos.get(cover);
      const size = meridian.CLUSTER_SIZE;
      const html = meridian.cluster(found.properties, count, coverPhoto && coverPhoto.thumb ? coverPhoto : null);
      const marker = this._marker(latLng, { html, size: [size, size], anchor: [size / 2, size / 2], lift: 600 });
      const name = `${meridian.plural(count, "photo", "photos")}, show them`;
      return this._named(marker, name, meridian.plural(count, "photo", "photos"), () => this._open(clusterId, latLng));
    },

    _open(clusterId, latLng) {
      const zoom = this._index.getClusterExpansionZoom(clusterId);
      if (zoom <= this._maxZoom) {
        meridian.moveTo(this._map, latLng, zoom);
        return;
      }
      const leaves = this._index.getLeaves(clusterId, Infinity);
      this.options.onStack(leaves.map((leaf) => leaf.properties.id), latLng);
    },

    _marker(latLng, { html, size, anchor, lift }) {
      const divIcon = L.divIcon({ html, className: "map-mark", iconSize: size, iconAnchor: anchor });
      return L.marker(latLng, { icon: divIcon, riseOnHover: true, zIndexOffset: lift });
    },

    _named(marker, name, tooltip, onClick) {
      marker.on("click", () => {
        marker.closeTooltip();
        onClick();
      });
      marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
      const content = meridian.element("span", { dir: "auto", text: tooltip });
      const lift = marker.options.icon.options.iconAnchor[1];
      return marker.bindTooltip(content, { direction: "top", offset: [0, -lift], className: "map-tooltip" });
    },
  });

  meridian.createPins = (options) => new Pins(options);
})((window.meridian = window.meridian || {}));
