/* The map of the window: shows what the app knows, and tells it what the user does there. */
(function (meridian) {
  "use strict";

  const { element, say } = meridian;
  const BUILT_IN_CREDIT = "Natural Earth · GeoNames CC BY 4.0 · Leaflet";
  const SELECT_MIN_ZOOM = 4;
  const SELECT_MAX_ZOOM = 7;
  const PLACE_MAX_ZOOM = 10;
  const EDGE_PX = 70;
  const TOOLS_PX = 64;

  /** "48.21, 16.37", with as many digits as a pixel of the view carries. */
  function spotWords(lat, lon, zoom) {
    const digits = Math.max(0, Math.min(6, Math.ceil(Math.log10((256 * 2 ** zoom) / 360))));
    return `${lat.toFixed(digits)}, ${lon.toFixed(digits)}`;
  }

  class WindowMap {
    /**
     * @param map a Leaflet map
     * @param data.topology countries as TopoJSON; data.names the label columns
     * @param bridge the object of app/ui/map/bridge.py
     * @param setup what app/ui/map/shell.py embeds in the page
     */
    constructor(map, data, bridge, setup) {
      this.map = map;
      this._bridge = bridge;
      this._canGive = false;
      this._index = new meridian.RemoteIndex((summary) => this._onChanged(summary));
      this._pins = meridian.createPins({
        index: this._index,
        referenceLon: () => this._base.referenceLon(),
        onPick: (id, event) => bridge.pick_photo(id, event.ctrlKey || event.metaKey || event.shiftKey),
        onStack: (photos, total, latLng) => this._showStack(photos, total, latLng),
      });
      this._chosen = meridian.createChosen({
        onMoved: (id, lat, lon) => bridge.drag_photo(id, lat, lon),
        onMenu: (event) => this._askForMenu(event),
      });
      this._buildControls(setup);
      const boxes = () => [...this._controlBoxes(), ...this._pins.boxes(), ...this._chosen.boxes()];
      this._base = new meridian.MapBase(map, data, { padding: () => this._padding(), boxes });
      this._chosen.options.base = this._base;
      this._index.tell("setMaxZoom", meridian.BASEMAP_MAX_ZOOM);
      this._chosen.addTo(map);
      this._pins.addTo(map);
      this._listen();
    }

    /** Replace all photos by the rows of an address. */
    load(address) {
      this._index.tell("load", address);
    }

    upsert(photos) {
      this._index.tell("upsert", photos);
    }

    remove(ids) {
      this._index.tell("remove", ids);
    }

    /**
     * Show which photos are selected.
     * @param photos those of them that have a position (of very many only the first)
     * @param count how many are selected
     * @param move whether the view goes there, if they are out of sight
     */
    select(photos, count, move) {
      this._canGive = count > 0;
      this._chosen.show(photos);
      this._pins.hide(this._chosen.ids());
      this._hint.hidden = !(count > 0 && !photos.length);
      if (move && photos.length && !photos.every((photo) => this._isInSight(photo))) this._moveTo(photos);
    }

    /** Bring photos into view; all of them without `ids`. */
    fit(ids) {
      this._index.ask("boundsOf", [ids], (bounds) => this._base.showBounds(bounds));
    }

    /** Put the cursor into the search box. */
    focusSearch() {
      this._search.focus();
    }

    /** Suggestions for a text that was typed into the search box. */
    showPlaces(text, places) {
      this._search.show(text, places);
    }

    /** Select all photos of a cluster whose context menu was asked for. */
    pickCluster(clusterId) {
      this._index.ask("idsOf", [clusterId], (ids) => this._bridge.pick_photos(JSON.stringify(ids)));
    }

    /** Use a map of the user's own instead of the drawn one; null goes back to it. */
    setTiles(tiles) {
      if (this._tiles) this._tiles.remove();
      this._tileSetup = tiles;
      this._tiles = tiles && meridian.createUserTiles(tiles);
      const maxZoom = tiles ? tiles.view_max_zoom : meridian.BASEMAP_MAX_ZOOM;
      this.map.setMaxZoom(maxZoom);
      this._index.tell("setMaxZoom", maxZoom);
      this._base.labels.setHidden(Boolean(tiles));
      this._credit.textContent = tiles ? `${tiles.attribution} · Leaflet` : BUILT_IN_CREDIT;
      if (this._tiles) this._tiles.addTo(this.map);
    }

    setDark(isDark) {
      const theme = isDark ? "dark" : "light";
      if (theme === document.documentElement.dataset.theme) return;
      document.documentElement.dataset.theme = theme;
      this._base.refreshTheme();
      if (this._tileSetup && this._tileSetup.form !== "raster") this.setTiles(this._tileSetup);
    }

    _buildControls(setup) {
      const { toolButton } = meridian;
      this._search = new meridian.PlaceSearch({
        ask: (text) => this._bridge.ask_for_places(text),
        onChoose: (place) => this._showPlace(place),
        onGive: (place) => this._give(place),
      });
      const view = [
        toolButton("plus", say("zoomIn"), () => this.map.zoomIn(1)),
        toolButton("minus", say("zoomOut"), () => this.map.zoomOut(1)),
      ];
      const fits = [
        toolButton("fit", say("showAll"), () => this.fit(null)),
        toolButton("gps", say("showSelection"), () => this._showSelection()),
      ];
      this._tools = meridian.toolbar([view, fits]);
      this._legend = new meridian.Legend(setup.bands);
      this._hint = element("p", { class: "hint", role: "status", text: say("unplacedSelection") });
      this._hint.hidden = true;
      this._empty = meridian.emptyNotice(say("emptyTitle"), say("emptyText"));
      // Leaflet's own line of credits would read what a map file says of itself as markup.
      this.map.attributionControl.remove();
      this._credit = element("p", { class: "credit", "aria-label": say("mapData"), text: BUILT_IN_CREDIT });
      const parts = [this._search.element, this._tools, this._legend.element, this._credit, this._hint, this._empty];
      document.body.append(...parts);
    }

    _listen() {
      const { map } = this;
      this._pins.on("rendered", () => this._base.labels.draw());
      this._pins.on("menu", (event) => this._askForMenu(event));
      map.on("contextmenu", (event) => this._askForMenu(event));
      map.on("moveend", () => {
        const { lat, lng } = map.getCenter();
        this._bridge.move_view(lat, lng, map.getZoom());
      });
      document.addEventListener("keydown", (event) => this._onKey(event));
    }

    _onKey(event) {
      if (event.target.tagName === "INPUT") return;
      const isMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
      if (isMenu) this._askForMenu({ marker: this._focusedMarker() });
      else if (event.key === "/") this._search.focus();
      else if (event.ctrlKey || event.metaKey || event.altKey) return;
      else if (event.key === "Escape") this._onEscape();
      else if (event.key === "f") this.fit(null);
      else return;
      event.preventDefault();
    }

    _onEscape() {
      if (this._popup && this._popup.isOpen()) this.map.closePopup(this._popup);
      else this._bridge.pick_photos("[]");
    }

    /** Without an event from the mouse the menu is for the focused mark, or the middle of the map. */
    _askForMenu({ marker, originalEvent }) {
      const point = originalEvent
        ? this.map.mouseEventToContainerPoint(originalEvent)
        : marker
          ? this.map.latLngToContainerPoint(marker.getLatLng())
          : this.map.getSize().divideBy(2);
      if (originalEvent) L.DomEvent.stop(originalEvent);
      const spot = this.map.containerPointToLatLng(point).wrap();
      const request = {
        x: Math.round(point.x),
        y: Math.round(point.y),
        lat: spot.lat,
        lon: spot.lng,
        words: spotWords(spot.lat, spot.lng, this.map.getZoom()),
        photo: marker?.photoId ?? null,
        cluster: marker?.clusterIdNow?.() ?? null,
      };
      this._bridge.ask_for_menu(JSON.stringify(request));
    }

    _focusedMarker() {
      let focused = null;
      this.map.eachLayer((layer) => {
        if (layer instanceof L.Marker && layer.getElement() === document.activeElement) focused = layer;
      });
      return focused;
    }

    _onChanged(summary) {
      this._legend.update(summary);
      this._empty.hidden = summary.total > 0;
      this._pins.render();
    }

    _showSelection() {
      const ids = this._chosen.ids();
      if (ids.length) this.fit(ids);
    }

    _showStack(photos, total, latLng) {
      const pick = (id) => {
        this.map.closePopup(this._popup);
        this._bridge.pick_photo(id, false);
      };
      this._openPopup(latLng, meridian.stackCard(photos, total, pick), -meridian.CLUSTER_SIZE / 2);
    }

    _showPlace(place) {
      const latLng = [place.lat, place.lon];
      const circle = L.latLngBounds(meridian.circle(place.lat, place.lon, Math.max(place.extent_km, 4)));
      const deepest = this._tiles ? this.map.getMaxZoom() : PLACE_MAX_ZOOM;
      const zoom = Math.min(deepest, this.map.getBoundsZoom(circle));
      const card = meridian.placeCard(place, this._canGive, () => this._give(place));
      meridian.moveTo(this.map, latLng, zoom, () => this._openPopup(latLng, card, 0));
    }

    _give(place) {
      if (this._popup) this.map.closePopup(this._popup);
      this._bridge.give_place(place.lat, place.lon);
    }

    _openPopup(latLng, content, lift) {
      this._popup = meridian.createPopup(this.map, latLng, content, { lift, padding: this._padding() });
      this._popup.openOn(this.map);
      meridian.focusInto(content);
    }

    _isInSight(photo) {
      if (this.map.getZoom() < SELECT_MIN_ZOOM) return false;
      const { x, y } = this.map.latLngToContainerPoint(this._base.latLngOf(photo));
      const size = this.map.getSize();
      return x > EDGE_PX && y > EDGE_PX && x < size.x - EDGE_PX && y < size.y - EDGE_PX;
    }

    _moveTo(photos) {
      const circles = photos.map((photo) => {
        const [lat, lon] = this._base.latLngOf(photo);
        return L.latLngBounds(meridian.circle(lat, lon, Math.max(photo.radius_km || 0, 10)));
      });
      const bounds = circles.reduce((sum, circle) => sum.extend(circle), L.latLngBounds(circles[0].getCenter(), circles[0].getCenter()));
      const fitting = this.map.getBoundsZoom(bounds, false, L.point(260, 300));
      const zoom = photos.length > 1 ? fitting : Math.max(SELECT_MIN_ZOOM, fitting);
      const centre = photos.length > 1 ? bounds.getCenter() : this._base.latLngOf(photos[0]);
      meridian.moveTo(this.map, centre, Math.min(SELECT_MAX_ZOOM, zoom));
    }

    _padding() {
      return { left: 0, top: TOOLS_PX, right: TOOLS_PX, bottom: 24 };
    }

    _controlBoxes() {
      const covers = [this._search.element, this._tools, this._legend.element, this._credit];
      return covers.map((cover) => {
        const { left, top, right, bottom } = cover.getBoundingClientRect();
        return [left, top, right, bottom];
      });
    }
  }

  meridian.WindowMap = WindowMap;
})((window.meridian = window.meridian || {}));
