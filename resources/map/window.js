/* The start of the window's map: its data, the bridge to the app, and what travels over it. */
(function (meridian) {
  "use strict";

  async function unpack(address) {
    const packed = await fetch(address);
    return new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).json();
  }

  function openBridge() {
    return new Promise((resolve) => {
      new QWebChannel(qt.webChannelTransport, (channel) => resolve(channel.objects.bridge));
    });
  }

  function listen(bridge, view) {
    bridge.photos_replaced.connect((address) => view.load(address));
    bridge.photos_changed.connect((rows) => view.upsert(JSON.parse(rows).map(meridian.photoOfRow)));
    bridge.photos_removed.connect((ids) => view.remove(JSON.parse(ids)));
    bridge.selection_shown.connect((text) => {
      const { rows, count, move } = JSON.parse(text);
      view.select(rows.map(meridian.photoOfRow), count, move);
    });
    bridge.fit_wanted.connect((ids) => view.fit(JSON.parse(ids)));
    bridge.places_found.connect((text, places) => view.showPlaces(text, JSON.parse(places)));
    bridge.cluster_wanted.connect((clusterId) => view.pickCluster(clusterId));
    bridge.search_wanted.connect(() => view.focusSearch());
    bridge.tiles_changed.connect((tiles) => view.setTiles(JSON.parse(tiles)));
    bridge.dark_changed.connect((isDark) => view.setDark(isDark));
    bridge.view_wanted.connect((lat, lon, zoom) => view.map.setView([lat, lon], zoom, { animate: false }));
  }

  /** Start on a Leaflet map; the app answers `ready` with everything there is to show. */
  meridian.startWindow = async function (map) {
    const setup = JSON.parse(document.getElementById("setup").textContent);
    meridian.useLanguage(setup.language, setup.words);
    const position = document.dir === "rtl" ? "bottomright" : "bottomleft"; // where no legend is
    L.control.scale({ imperial: false, position }).addTo(map);
    const [bridge, topology, names] = await Promise.all([
      openBridge(),
      unpack("assets/countries.json.gz"),
      unpack("assets/labels.json.gz"),
    ]);
    meridian.view = new meridian.WindowMap(map, { topology, names }, bridge, setup);
    listen(bridge, meridian.view);
    bridge.tell_ready();
  };
})((window.meridian = window.meridian || {}));
