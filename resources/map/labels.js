/* Names of countries and cities on one canvas: the most prominent first, none over another or a pin. */
(function (meridian) {
  "use strict";

  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
  const MARGIN = 0.25; // drawn beyond each side of the view, in parts of it, so that panning shows names
  const COUNTRY_LAST_ZOOM = 7.5;
  const MAX_NAMES = 260;
  const LINE_HEIGHT = 15;
  const CELL = 64;

  /** Rectangles on a coarse grid, to ask quickly whether a new one is free. */
  class Space {
    constructor() {
      this._cells = new Map();
    }

    _keys([left, top, right, bottom]) {
      const keys = [];
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
        for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) keys.push(x * 65536 + y);
      }
      return keys;
    }

    isFree(box) {
      return this._keys(box).every((key) =>
        (this._cells.get(key) || []).every(
          (other) => box[0] >= other[2] || box[2] <= other[0] || box[1] >= other[3] || box[3] <= other[1],
        ),
      );
    }

    take(box) {
      for (const key of this._keys(box)) {
        if (!this._cells.has(key)) this._cells.set(key, []);
        this._cells.get(key).push(box);
      }
    }
  }

  const Labels = L.Layer.extend({
    initialize(names, options) {
      L.setOptions(this, options);
      this._names = names;
      this._capitals = new Set(names.cities.capital);
    },

    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "map-labels leaflet-zoom-hide", map.getPane("labels"));
      this._canvas.setAttribute("aria-hidden", "true");
      map.on("moveend viewreset resize", this.draw, this);
      this.draw();
    },

    onRemove(map) {
      this._canvas.remove();
      map.off("moveend viewreset resize", this.draw, this);
    },

    /** Draw no names, because another map brings its own. */
    setHidden(isHidden) {
      this._isHidden = isHidden;
      this._canvas.hidden = isHidden;
      this.draw();
    },

    /** Lay out and draw again: after a move, a change of pins or of the theme. */
    draw() {
      const map = this._map;
      if (!map || this._isHidden) return;
      const size = map.getSize();
      const margin = size.multiplyBy(MARGIN).round();
      const full = size.add(margin.multiplyBy(2));
      const density = window.devicePixelRatio || 1;
      Object.assign(this._canvas, { width: full.x * density, height: full.y * density });
      Object.assign(this._canvas.style, { width: `${full.x}px`, height: `${full.y}px` });
      L.DomUtil.setPosition(this._canvas, map.containerPointToLayerPoint(margin.multiplyBy(-1)));
      const context = this._canvas.getContext("2d");
      context.scale(density, density);
      context.translate(margin.x, margin.y);
      context.lineJoin = "round";
      this._view = [-margin.x, -margin.y, size.x + margin.x, size.y + margin.y];
      this._context = context;
      this._space = new Space();
      this._drawn = 0;
      for (const box of this.options.obstacles()) this._space.take(box);
      this._drawCountries(map.getZoom());
      this._drawCities(map.getZoom());
    },

    _point(lat, lon) {
      const copy = meridian.nearestCopy(lon, this.options.referenceLon());
      const point = this._map.latLngToContainerPoint([lat, copy]);
      const [left, top, right, bottom] = this._view;
      return point.x > left && point.x < right && point.y > top && point.y < bottom ? point : null;
    },

    _drawCountries(zoom) {
      if (zoom > COUNTRY_LAST_ZOOM) return;
      const { name, lat, lon, zoom: from } = this._names.countries;
      const colours = meridian.mapColours();
      const size = zoom >= 4 ? 11.5 : 10.5;
      this._context.font = `600 ${size}px ${FONT}`;
      this._context.letterSpacing = zoom >= 4 ? "1.4px" : "1px";
      for (let index = 0; index < name.length && from[index] <= zoom + 0.2; index++) {
        const point = this._point(lat[index], lon[index]);
        if (!point) continue;
        const text = name[index].toUpperCase();
        const half = this._context.measureText(text).width / 2;
        for (const lift of [0, -30, 30]) {
          const box = [point.x - half - 4, point.y + lift - 8, point.x + half + 4, point.y + lift + 8];
          if (!this._space.isFree(box)) continue;
          this._write(text, point.x - half, point.y + lift + 4, colours.country);
          this._space.take(box);
          break;
        }
      }
      this._context.letterSpacing = "0px";
    },

    _drawCities(zoom) {
      const { name, lat, lon, zoom: from } = this._names.cities;
      for (let index = 0; index < name.length && from[index] <= zoom && this._drawn < MAX_NAMES; index++) {
        const point = this._point(lat[index], lon[index]);
        if (point) this._drawCity(name[index], point, this._capitals.has(index), zoom);
      }
    },

    _drawCity(text, point, isCapital, zoom) {
      const context = this._context;
      const colours = meridian.mapColours();
      const dot = isCapital ? 2.8 : 2.1;
      const dotBox = [point.x - dot - 1, point.y - dot - 1, point.x + dot + 1, point.y + dot + 1];
      if (!this._space.isFree(dotBox)) return;
      context.font = `${isCapital ? "600 " : ""}${zoom >= 7 ? 12.5 : 11.5}px ${FONT}`;
      const width = context.measureText(text).width;
      const half = LINE_HEIGHT / 2;
      const places = [
        [point.x + 7, point.y],
        [point.x - 7 - width, point.y],
        [point.x - width / 2, point.y - 12],
        [point.x - width / 2, point.y + 12],
      ];
      for (const [left, middle] of places) {
        const box = [left - 3, middle - half, left + width + 3, middle + half];
        if (!this._space.isFree(box)) continue;
        this._write(text, left, middle + 4, colours.city);
        context.beginPath();
        context.arc(point.x, point.y, dot, 0, 2 * Math.PI);
        context.lineWidth = 2;
        context.strokeStyle = colours.halo;
        context.stroke();
        context.fillStyle = colours.city;
        context.fill();
        this._space.take(box);
        this._space.take(dotBox);
        return;
      }
    },

    _write(text, left, baseline, colour) {
      this._context.lineWidth = 3;
      this._context.strokeStyle = meridian.mapColours().halo;
      this._context.strokeText(text, left, baseline);
      this._context.fillStyle = colour;
      this._context.fillText(text, left, baseline);
      this._drawn += 1;
    },
  });

  /**
   * @param names the columns that packaging/map_data.py describes
   * @param options.referenceLon () => the longitude beside which copies of the world are drawn
   * @param options.obstacles () => boxes [left, top, right, bottom] in container pixels to keep free
   */
  meridian.createLabels = (names, options) => new Labels(names, options);
})((window.meridian = window.meridian || {}));
