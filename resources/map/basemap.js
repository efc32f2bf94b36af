/* The drawn world: canvas tiles cut on the fly from country shapes. Colours come from theme.css. */
(function (meridian) {
  "use strict";

  const SHAPE_DETAIL_ZOOM = 6; // 1:50m shapes hold no more detail; tiles above are scaled from here
  const EXTENT = 4096;
  const BUFFER = 400; // of EXTENT, so that the wide coast strokes of neighbouring tiles meet
  const COAST_GLOW = [
    [14, 0.25],
    [8, 0.35],
    [4, 0.5],
  ];

  const colourCache = {};

  function indexShapes(topology) {
    const countries = topology.objects.countries;
    const layers = {
      land: topojson.merge(topology, countries.geometries),
      coast: topojson.mesh(topology, countries, (a, b) => a === b),
      border: topojson.mesh(topology, countries, (a, b) => a !== b),
      graticule: graticule(),
    };
    const features = Object.entries(layers).map(([layer, geometry]) => ({
      type: "Feature",
      properties: { layer },
      geometry: meridian.unwrapGeometry(geometry),
    }));
    const options = { maxZoom: SHAPE_DETAIL_ZOOM, indexMaxZoom: 4, tolerance: 3, buffer: BUFFER, extent: EXTENT };
    return new GeoJSONVT({ type: "FeatureCollection", features }, options);
  }

  function graticule() {
    const lines = [];
    for (let lon = -180; lon <= 180; lon += 30) {
      lines.push(Array.from({ length: 35 }, (_, step) => [lon, -85 + step * 5]));
    }
    for (let lat = -60; lat <= 60; lat += 30) {
      lines.push(Array.from({ length: 73 }, (_, step) => [-180 + step * 5, lat]));
    }
    return { type: "MultiLineString", coordinates: lines };
  }

  function trace(context, feature, scale, left, top) {
    context.beginPath();
    for (const ring of feature.geometry) {
      ring.forEach(([x, y], index) => {
        if (index) context.lineTo(x * scale + left, y * scale + top);
        else context.moveTo(x * scale + left, y * scale + top);
      });
      if (feature.type === 3) context.closePath();
    }
  }

  function drawTile(context, features, colours, zoom, place) {
    // A layer may come as several features: geojson-vt cuts what crosses the 180th meridian apart.
    const traceEach = (layer, paint) => {
      for (const feature of features) {
        if (feature.tags.layer !== layer) continue;
        trace(context, feature, place.scale, place.left, place.top);
        paint();
      }
    };
    const stroke = (layer, colour, width, alpha, dash) => {
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash || []);
      traceEach(layer, () => context.stroke());
      context.globalAlpha = 1;
    };
    context.lineJoin = "round";
    stroke("graticule", colours.graticule, 1, 1);
    for (const [width, alpha] of COAST_GLOW) stroke("coast", colours.shallow, width, alpha);
    context.fillStyle = colours.land;
    traceEach("land", () => context.fill("evenodd"));
    stroke("border", colours.border, zoom < 3 ? 0.7 : zoom < 6 ? 1 : 1.3, 1, zoom >= 5 ? [5, 3] : []);
    stroke("coast", colours.coast, 1, 1);
  }

  const Basemap = L.GridLayer.extend({
    options: { keepBuffer: 3, className: "basemap" },

    initialize(topology, options) {
      L.setOptions(this, options);
      this._shapes = indexShapes(topology);
    },

    /** Draw again in the colours of the present theme. */
    recolour() {
      // GridLayer.redraw would ask for tiles of a fractional zoom level: added afresh, it rounds.
      const map = this._map;
      this.remove();
      this.addTo(map);
    },

    createTile(coords) {
      const size = this.getTileSize().x;
      const density = window.devicePixelRatio || 1;
      const tile = L.DomUtil.create("canvas", "basemap__tile");
      tile.width = tile.height = Math.round(size * density);
      const context = tile.getContext("2d");
      context.scale(density, density);
      const colours = meridian.mapColours();
      context.fillStyle = colours.sea;
      context.fillRect(0, 0, size, size);
      const count = 2 ** coords.z;
      if (coords.y < 0 || coords.y >= count) return tile;
      const shift = Math.max(0, coords.z - SHAPE_DETAIL_ZOOM);
      const column = ((coords.x % count) + count) % count;
      const parent = { x: column >> shift, y: coords.y >> shift };
      const cut = this._shapes.getTile(coords.z - shift, parent.x, parent.y);
      if (!cut) return tile;
      const zoomed = 2 ** shift;
      const place = {
        scale: (size * zoomed) / EXTENT,
        left: -(column - parent.x * zoomed) * size,
        top: -(coords.y - parent.y * zoomed) * size,
      };
      drawTile(context, cut.features, colours, coords.z, place);
      return tile;
    },
  });

  /** The colours of the drawn map in the present theme, from the custom properties of theme.css. */
  meridian.mapColours = function () {
    const theme = document.documentElement.dataset.theme || "light";
    if (!colourCache[theme]) {
      const style = getComputedStyle(document.documentElement);
      const names = ["sea", "shallow", "land", "coast", "border", "graticule", "city", "country", "halo", "green", "building", "road", "casing"];
      colourCache[theme] = Object.fromEntries(
        names.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]),
      );
    }
    return colourCache[theme];
  };

  meridian.createBasemap = (topology, options) => new Basemap(topology, options);
})((window.meridian = window.meridian || {}));
