/* A map of the user's own, drawn over the built-in one: pictures or vector tiles, from his own file or consented to. */
(function (meridian) {
  "use strict";

  const TILE_ADDRESS = "tiles/{z}/{x}/{y}";

  /** An archive in PMTiles form, read in ranges through the app. */
  class RangeSource {
    constructor(version) {
      this._version = version;
    }

    getKey() {
      return this._version;
    }

    async getBytes(offset, length, signal) {
      const answer = await fetch(`archive?offset=${offset}&length=${length}&version=${this._version}`, { signal });
      if (!answer.ok) throw new Error("the map file cannot be read");
      return { data: await answer.arrayBuffer() };
    }
  }

  /** How vector tiles are painted, in the colours of the theme; layer names of both usual schemas. */
  function paintRules(colours) {
    const { PolygonSymbolizer, LineSymbolizer } = protomapsL;
    const fill = (fillColour) => new PolygonSymbolizer({ fill: fillColour });
    const line = (color, width, dash) => new LineSymbolizer({ color, width, ...(dash && { dash }) });
    const byZoom = (small, large) => (zoom) => (zoom < 10 ? small : small + ((large - small) * Math.min(8, zoom - 10)) / 8);
    const rules = [];
    const add = (layers, symbolizer, filter) => {
      for (const dataLayer of layers) rules.push({ dataLayer, symbolizer, ...(filter && { filter }) });
    };
    const kindOf = (feature) => String(feature.props.kind || feature.props.class || "");
    const isOneOf = (...kinds) => (_zoom, feature) => kinds.includes(kindOf(feature));
    add(["earth"], fill(colours.land));
    add(["landcover", "landuse"], fill(colours.green), isOneOf("park", "wood", "forest", "grass", "grassland", "nature_reserve", "national_park", "cemetery", "farmland", "farm"));
    add(["park"], fill(colours.green));
    add(["water"], fill(colours.sea), (_zoom, feature) => feature.geomType === 3);
    add(["waterway"], line(colours.sea, byZoom(0.6, 3)));
    add(["water"], line(colours.sea, byZoom(0.6, 3)), (_zoom, feature) => feature.geomType === 2);
    add(["buildings", "building"], fill(colours.building));
    const isMain = isOneOf("highway", "major_road", "motorway", "trunk", "primary");
    add(["roads", "transportation"], line(colours.casing, byZoom(1, 9)), isMain);
    add(["roads", "transportation"], line(colours.road, byZoom(0.5, 4.5)), (zoom, feature) => !isMain(zoom, feature));
    add(["roads", "transportation"], line(colours.road, byZoom(0.6, 7)), isMain);
    add(["boundaries", "boundary"], line(colours.border, 1, [5, 3]));
    return rules;
  }

  /** Names of places and streets in vector tiles. */
  function labelRules(colours) {
    const { CenteredTextSymbolizer, LineLabelSymbolizer } = protomapsL;
    const look = { labelProps: ["name"], stroke: colours.halo, width: 3 };
    const font = '"Noto Sans", "DejaVu Sans", sans-serif';
    const streets = new LineLabelSymbolizer({ ...look, fill: colours.country, font: `500 11px ${font}` });
    const places = new CenteredTextSymbolizer({ ...look, fill: colours.city, font: `600 12.5px ${font}` });
    return [
      ...["places", "place"].map((dataLayer) => ({ dataLayer, symbolizer: places })),
      ...["roads", "transportation_name"].map((dataLayer) => ({ dataLayer, symbolizer: streets, minzoom: 13 })),
    ];
  }

  function vectorLayer(tiles, url) {
    const colours = meridian.mapColours();
    return protomapsL.leafletLayer({
      url,
      maxDataZoom: tiles.max_zoom,
      maxZoom: tiles.view_max_zoom,
      paintRules: paintRules(colours),
      labelRules: labelRules(colours),
      backgroundColor: colours.sea,
      attribution: "",
    });
  }

  function rasterLayer(tiles) {
    return L.tileLayer(`${TILE_ADDRESS}?version=${tiles.version}`, {
      minNativeZoom: tiles.min_zoom,
      maxNativeZoom: tiles.max_zoom,
      maxZoom: tiles.view_max_zoom,
    });
  }

  /**
   * A Leaflet layer for tiles as app/ui/map/tiles.py describes them.
   * @param tiles.form "raster" or "vector", each by address, or "pmtiles" with `is_vector`
   */
  meridian.createUserTiles = function (tiles) {
    if (tiles.form === "raster") return rasterLayer(tiles);
    if (tiles.form === "vector") return vectorLayer(tiles, `${TILE_ADDRESS}?version=${tiles.version}`);
    const archive = new pmtiles.PMTiles(new RangeSource(tiles.version));
    if (tiles.is_vector) return vectorLayer(tiles, archive);
    return pmtiles.leafletRasterLayer(archive, {
      minNativeZoom: tiles.min_zoom,
      maxNativeZoom: tiles.max_zoom,
      maxZoom: tiles.view_max_zoom,
    });
  };
})((window.meridian = window.meridian || {}));
