/* The start of the window's map: its data, the bridge to the app, and what travels over it. */
(function (meridian) {
  "use strict";

  const BUILT_IN = "Natural Earth · GeoNames CC BY 4.0 · Leaflet";

  async function unpack(address) {
    const packed = await fetch(address);
    return new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).json();
  }

  function openBridge() {
    return new Promise((resolve) => {
      new QWebChannel(qt.webChannelTransport, (channel) => resolve(channel.objects.bridge));
    });
  }

  /** Credit those whose data the map shows; plain text, whatever a map file says of itself. */
  meridian.showAttribution = function (map, attribution) {
    const line = map.attributionControl.getContainer();
    line.textContent = attribution ? `${attribution} · Leaflet` : BUILT_IN;
  };

  function listen(bridge, view) {
    bridge.photosReplaced.connect((address) => view.load(address));
    bridge.photosChanged.connect((rows) => view.upsert(JSON.parse(rows).map(meridian.photoOfRow)));
    bridge.photosRemoved.connect((ids) => view.remove(JSON.parse(ids)));
    bridge.selectionShown.connect((text) => {
      const { rows, count, move } = JSON.parse(text);
      view.select(rows.map(meridian.photoOfRow), count, move);
    });
    bridge.fitWanted.connect((ids) => view.fit(JSON.parse(ids)));
    bridge.placesFound.connect((text, places) => view.showPlaces(text, JSON.parse(places)));
    bridge.clusterWanted.connect((clusterId) => view.pickCluster(clusterId));
    bridge.tilesChanged.connect((tiles) => view.setTiles(JSON.parse(tiles)));
    bridge.darkChanged.connect((isDark) => view.setDark(isDark));
    bridge.viewWanted.connect((lat, lon, zoom) => view.map.setView([lat, lon], zoom, { animate: false }));
  }

  /** Start on a Leaflet map; the app answers `ready` with everything there is to show. */
  meridian.startWindow = async function (map) {
    const setup = JSON.parse(document.getElementById("setup").textContent);
    meridian.useLanguage(setup.language, setup.words);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    meridian.showAttribution(map, null);
    const [bridge, topology, names] = await Promise.all([
      openBridge(),
      unpack("countries.json.gz"),
      unpack("labels.json.gz"),
    ]);
    meridian.view = new meridian.WindowMap(map, { topology, names }, bridge, setup);
    listen(bridge, meridian.view);
    bridge.ready();
  };
})((window.meridian = window.meridian || {}));
