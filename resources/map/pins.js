/* Photos on the map: elements only for what is in view, as an index of clusters finds it. */
(function (meridian) {
  "use strict";

  const { say, number } = meridian;
  const BOUNDS_MARGIN = 0.15;
  // Countries before cities before recorded positions: the surest is drawn on top.
  const STACKING = { country: 0, city: 200, fact: 400 };

  /** Equal keys look equal: what has not changed keeps its element, and with it the focus. */
  function lookOf({ photo, cluster, lat, lon }) {
    if (cluster) return JSON.stringify([cluster.bands, cluster.cover.id, lat, lon]);
    const { id, kind, band, confidence, name, picture } = photo;
    const title = meridian.titleOf(photo);
    return JSON.stringify([id, lat, lon, kind, band, confidence, title, name, (picture || "").slice(-32)]);
  }

  const Pins = L.Layer.extend({
    /**
     * @param options.index what answers `marksIn` and `open` (cluster_index.js)
     * @param options.referenceLon () => the longitude beside which copies of the world are drawn
     * @param options.onPick (id, event) => a pin was chosen
     * @param options.onStack (photos, total, latLng) => a cluster was chosen that no zoom takes apart
     */
    initialize(options) {
      L.setOptions(this, options);
      this._shown = new Map();
      this._hidden = new Set();
      this._question = 0;
    },

    onAdd(map) {
      map.on("moveend", this.render, this);
      this.render();
    },

    onRemove(map) {
      map.off("moveend", this.render, this);
      for (const { marker } of this._shown.values()) marker.remove();
      this._shown.clear();
    },

    /** Leave out photos that the selection shows. */
    hide(ids) {
      this._hidden = new Set(ids);
      this.render();
    },

    /** Ask the index for the marks of the present view, and draw them. */
    render() {
      const map = this._map;
      if (!map) return;
      const bounds = map.getBounds().pad(BOUNDS_MARGIN);
      const isWide = bounds.getEast() - bounds.getWest() >= 360;
      const view = {
        west: isWide ? -180 : bounds.getWest(),
        south: bounds.getSouth(),
        east: isWide ? 180 : bounds.getEast(),
        north: bounds.getNorth(),
        zoom: map.getZoom(),
      };
      const question = ++this._question;
      this.options.index.ask("marksIn", [view], (marks) => {
        if (question === this._question && this._map) this._draw(marks);
      });
    },

    /** The space that pins take, as [left, top, right, bottom] in container pixels. */
    boxes() {
      const boxes = [];
      for (const { marker } of this._shown.values()) {
        const point = this._map.latLngToContainerPoint(marker.getLatLng());
        const { iconSize, iconAnchor } = marker.options.icon.options;
        const left = point.x - iconAnchor[0];
        const top = point.y - iconAnchor[1];
        boxes.push([left, top, left + iconSize[0], top + iconSize[1]]);
      }
      return boxes;
    },

    _draw(marks) {
      const reference = this.options.referenceLon();
      const wanted = new Set();
      for (const mark of marks) {
        if (mark.photo && this._hidden.has(mark.photo.id)) continue;
        const latLng = [mark.lat, meridian.nearestCopy(mark.lon, reference)];
        const key = lookOf(mark);
        wanted.add(key);
        const shown = this._shown.get(key);
        if (shown) {
          shown.marker.setLatLng(latLng);
          shown.clusterId = mark.cluster && mark.cluster.id;
        } else {
          this._show(key, mark, latLng);
        }
      }
      for (const [key, { marker }] of this._shown) {
        if (wanted.has(key)) continue;
        marker.remove();
        this._shown.delete(key);
      }
      this.fire("rendered");
    },

    _show(key, mark, latLng) {
      const marker = mark.photo ? this._pinMarker(mark.photo, latLng) : this._clusterMarker(key, mark.cluster, latLng);
      this._shown.set(key, { marker, clusterId: mark.cluster && mark.cluster.id });
      marker.addTo(this._map);
    },

    _pinMarker(photo, latLng) {
      const { size, anchor } = meridian.pinBox(photo, false);
      const html = meridian.pin(photo, false);
      const marker = this._marker(latLng, { html, size, anchor, lift: STACKING[photo.kind] });
      marker.photoId = photo.id;
      return this._named(marker, meridian.describe(photo), meridian.titleOf(photo), (event) => this.options.onPick(photo.id, event));
    },

    _clusterMarker(key, { count, bands, cover }, latLng) {
      const size = meridian.CLUSTER_SIZE;
      const html = meridian.cluster(bands, count, cover && cover.picture ? cover : null);
      const marker = this._marker(latLng, { html, size: [size, size], anchor: [size / 2, size / 2], lift: 600 });
      marker.clusterIdNow = () => this._shown.get(key)?.clusterId;
      const values = { count: number(count) };
      return this._named(marker, say("showPhotos", values), say("photosHere", values), () => this._open(marker));
    },

    _open(marker) {
      this.options.index.ask("open", [marker.clusterIdNow()], (found) => {
        if (!found || !this._map) return;
        if (found.zoom) meridian.moveTo(this._map, marker.getLatLng(), found.zoom);
        else this.options.onStack(found.photos, found.total, marker.getLatLng());
      });
    },

    _marker(latLng, { html, size, anchor, lift }) {
      const divIcon = L.divIcon({ html, className: "map-mark", iconSize: size, iconAnchor: anchor });
      return L.marker(latLng, { icon: divIcon, riseOnHover: true, zIndexOffset: lift });
    },

    _named(marker, name, tooltip, onClick) {
      const choose = ({ originalEvent }) => {
        marker.closeTooltip();
        onClick(originalEvent);
      };
      marker.on("click", choose);
      marker.on("keydown", (event) => {
        if (!["Enter", " "].includes(event.originalEvent.key)) return;
        L.DomEvent.preventDefault(event.originalEvent);
        choose(event);
      });
      marker.on("contextmenu", (event) => this.fire("menu", { marker, originalEvent: event.originalEvent }));
      marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
      const content = meridian.element("span", { dir: "auto", text: tooltip });
      const lift = marker.options.icon.options.iconAnchor[1];
      return marker.bindTooltip(content, { direction: "top", offset: [0, -lift], className: "map-tooltip" });
    },
  });

  meridian.createPins = (options) => new Pins(options);
})((window.meridian = window.meridian || {}));
