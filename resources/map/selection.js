/* The chosen photo: its larger pin, the circle or country it may lie in, and its card in a popup. */
(function (meridian) {
  "use strict";

  const COUNTRY_MAX_SHADE_KM = 6000;

  const Selection = L.Layer.extend({
    /**
     * @param options.referenceLon () => the longitude beside which copies of the world are drawn
     * @param options.countryShape (code) => GeoJSON geometry of a country, or null
     * @param options.padding () => free space of the view, {left, top, right, bottom} in pixels
     * @param options.onClose () => the card was closed
     */
    initialize(options) {
      L.setOptions(this, options);
      this._parts = L.layerGroup();
      this._popup = null;
    },

    onAdd(map) {
      this._parts.addTo(map);
      map.on("popupclose", this._onPopupClose, this);
    },

    onRemove(map) {
      map.off("popupclose", this._onPopupClose, this);
      this.clear();
      this._parts.remove();
    },

    /** Show a photo that has a position; `focusCard` moves the keyboard focus into its card. */
    show(photo, focusCard) {
      this.clear();
      const latLng = [photo.lat, meridian.nearestCopy(photo.lon, this.options.referenceLon())];
      this._addArea(photo, latLng);
      const { size, anchor } = meridian.pinBox(photo, true);
      const icon = L.divIcon({
        html: meridian.pin(photo, true),
        className: "map-mark",
        iconSize: size,
        iconAnchor: anchor,
      });
      this._box = { latLng, size, anchor };
      L.marker(latLng, { icon, zIndexOffset: 10000, interactive: false, keyboard: false }).addTo(this._parts);
      this._openPopup(latLng, meridian.photoCard(photo), -anchor[1], focusCard);
    },

    /** Show several photos of one spot to choose from. */
    showStack(photos, latLng, onPick) {
      this.clear();
      this._openPopup(latLng, meridian.stackCard(photos, onPick), -meridian.CLUSTER_SIZE / 2, true);
    },

    clear() {
      const popup = this._popup;
      this._popup = null;
      this._box = null;
      if (popup) this._map.closePopup(popup);
      this._parts.clearLayers();
    },

    /** The space of the selected pin, as [left, top, right, bottom] in container pixels. */
    boxes() {
      if (!this._box) return [];
      const point = this._map.latLngToContainerPoint(this._box.latLng);
      const left = point.x - this._box.anchor[0];
      const top = point.y - this._box.anchor[1];
      return [[left, top, left + this._box.size[0], top + this._box.size[1]]];
    },

    _addArea(photo, latLng) {
      const isCountry = photo.kind === "country";
      const shape = isCountry && this.options.countryShape(photo.country_code);
      const options = { interactive: false, renderer: this.options.renderer };
      if (shape) this._addCountry(shape, latLng[1], options);
      if (!photo.radius_km || photo.kind === "fact" || photo.radius_km > COUNTRY_MAX_SHADE_KM) return;
      const ring = meridian.circle(latLng[0], latLng[1], photo.radius_km);
      const className = `area area--${photo.kind} band--${photo.band}`;
      L.polygon(ring, { ...options, className }).addTo(this._parts);
    },

    _addCountry(shape, lon, options) {
      for (const polygon of shape.coordinates) {
        const turn = meridian.nearestCopy(polygon[0][0][0], lon) - polygon[0][0][0];
        const rings = polygon.map((ring) => ring.map(([x, y]) => [y, x + turn]));
        L.polygon(rings, { ...options, className: "area area--shape" }).addTo(this._parts);
      }
    },

    _openPopup(latLng, content, lift, focusCard) {
      const { left, top, right, bottom } = this.options.padding();
      const size = this._map.getSize();
      const popup = L.popup({
        className: "map-popup",
        minWidth: 0,
        maxWidth: Math.min(340, size.x - left - right - 24),
        offset: [0, lift + 4],
        autoPanPaddingTopLeft: [left + 12, top + 12],
        autoPanPaddingBottomRight: [right + 12, bottom + 12],
        keepInView: false,
      });
      const room = size.y - top - bottom + lift - 40;
      content.style.setProperty("--card-room", `${Math.max(220, Math.min(520, room))}px`);
      popup.setLatLng(latLng).setContent(content);
      this._popup = popup;
      popup.openOn(this._map);
      popup.getElement().setAttribute("role", "dialog");
      popup.getElement().setAttribute("aria-label", content.getAttribute("aria-label"));
      if (focusCard) content.querySelector("button, [tabindex]")?.focus({ preventScroll: true });
    },

    _onPopupClose(event) {
      if (event.popup !== this._popup) return;
      this._popup = null;
      this.clear();
      this.options.onClose();
    },
  });

  meridian.createSelection = (options) => new Selection(options);
})((window.meridian = window.meridian || {}));
