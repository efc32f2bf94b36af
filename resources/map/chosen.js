/* The chosen photos of the window: larger pins that can be dragged, and the areas they may lie in. */
(function (meridian) {
  "use strict";

  const { element, say } = meridian;

  const Chosen = L.Layer.extend({
    /**
     * @param options.base the map it stands on (map_base.js)
     * @param options.onMoved (id, lat, lon) => a pin was dragged to another place
     * @param options.onMenu (event) => the context menu of a pin was asked for
     */
    initialize(options) {
      L.setOptions(this, options);
      this._parts = L.layerGroup();
      this._markers = [];
      this._photos = [];
    },

    onAdd(map) {
      this._parts.addTo(map);
    },

    onRemove() {
      this._parts.remove();
    },

    /** Replace the chosen photos; each has a position. */
    show(photos) {
      const look = JSON.stringify(photos);
      if (look === this._look) return;
      this._look = look;
      const hadFocus = this._markers.some((marker) => marker.getElement() === document.activeElement);
      this._parts.clearLayers();
      this._photos = photos;
      for (const photo of photos) {
        for (const layer of this.options.base.areaOf(photo)) layer.addTo(this._parts);
      }
      this._markers = photos.map((photo) => this._marker(photo, photos.length === 1));
      if (hadFocus && this._markers.length) this._markers[0].getElement().focus();
    },

    /** The ids of the chosen photos. */
    ids() {
      return this._photos.map((photo) => photo.id);
    },

    /** The space of pins and caption, as [left, top, right, bottom] in container pixels. */
    boxes() {
      if (!this._map) return [];
      const frame = this._map.getContainer().getBoundingClientRect();
      const parts = this._markers.flatMap((marker) => [marker.getElement(), marker.getTooltip()?.getElement()]);
      return parts.filter(Boolean).map((part) => {
        const { left, top, right, bottom } = part.getBoundingClientRect();
        return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
      });
    },

    _marker(photo, isAlone) {
      const { size, anchor } = meridian.pinBox(photo, isAlone);
      const icon = L.divIcon({ html: meridian.pin(photo, isAlone), className: "map-mark map-mark--chosen", iconSize: size, iconAnchor: anchor });
      const marker = L.marker(this.options.base.latLngOf(photo), { icon, draggable: true, autoPan: true, zIndexOffset: 10000 });
      marker.photoId = photo.id;
      marker.addTo(this._parts);
      marker.getElement().setAttribute("aria-label", `${meridian.describe(photo)}. ${say("dragToCorrect")}`);
      if (isAlone) this._addCaption(marker, photo, size, anchor);
      marker.on("contextmenu", (event) => this.options.onMenu({ marker, originalEvent: event.originalEvent }));
      this._followDrag(marker, photo);
      return marker;
    },

    _addCaption(marker, photo, size, anchor) {
      this._detail = element("span", { class: "caption__detail", text: sureness(photo) });
      const content = element("span", { class: "caption", dir: "auto" }, [
        element("b", { class: "caption__title", dir: "auto", text: meridian.titleOf(photo) }),
        this._detail,
      ]);
      const offset = [size[0] / 2 + 2, size[0] / 2 - anchor[1]];
      marker.bindTooltip(content, { permanent: true, direction: "auto", offset, className: "map-caption" });
    },

    _followDrag(marker, photo) {
      const origin = marker.getLatLng();
      const trace = L.polyline([origin, origin], { className: "trace", interactive: false, renderer: this.options.base.areaRenderer });
      marker.on("dragstart", () => trace.addTo(this._parts));
      marker.on("drag", () => {
        const here = marker.getLatLng();
        trace.setLatLngs([origin, here]);
        if (!marker.getTooltip()) return;
        const distance = meridian.distance(meridian.distanceKm(photo, { lat: here.lat, lon: here.lng }));
        this._detail.textContent = say("movedBy", { distance });
      });
      marker.on("dragend", () => {
        trace.remove();
        const { lat, lng } = marker.getLatLng().wrap();
        this.options.onMoved(photo.id, lat, lng);
      });
    },
  });

  function sureness(photo) {
    if (photo.kind === "fact") return say("fact");
    const parts = [photo.band === "uncalibrated" ? say("uncalibrated") : meridian.percent(photo.confidence)];
    if (photo.radius_km) parts.push(say("within", { distance: meridian.distance(photo.radius_km) }));
    return parts.join(" · ");
  }

  meridian.createChosen = (options) => new Chosen(options);
})((window.meridian = window.meridian || {}));
