/* The chosen photo of the page: its larger pin, the area it may lie in, and its card in a popup. */
(function (meridian) {
  "use strict";

  const Selection = L.Layer.extend({
    /**
     * @param options.base the map it stands on (map_base.js)
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
      const latLng = this.options.base.latLngOf(photo);
      for (const layer of this.options.base.areaOf(photo)) layer.addTo(this._parts);
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
    showStack(photos, total, latLng, onPick) {
      this.clear();
      this._openPopup(latLng, meridian.stackCard(photos, total, onPick), -meridian.CLUSTER_SIZE / 2, true);
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

    _openPopup(latLng, content, lift, focusCard) {
      this._popup = meridian.createPopup(this._map, latLng, content, { lift, padding: this.options.padding() });
      this._popup.openOn(this._map);
      if (focusCard) meridian.focusInto(content);
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
