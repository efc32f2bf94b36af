/* Shapes on the sphere: rings over the 180th meridian, true circles, nearest world copies. */
(function (meridian) {
  "use strict";

  const EARTH_RADIUS_KM = 6371.0088;
  const MERCATOR_EDGE_DEG = 85.05;
  const CIRCLE_POINTS = 144;
  const RADIANS = Math.PI / 180;

  function unwrapLine(line) {
    const unwrapped = [line[0].slice()];
    let turns = 0;
    for (let index = 1; index < line.length; index++) {
      const step = line[index][0] - line[index - 1][0];
      if (step > 180) turns -= 360;
      else if (step < -180) turns += 360;
      unwrapped.push([line[index][0] + turns, line[index][1]]);
    }
    return unwrapped;
  }

  function unwrapRing(ring) {
    const unwrapped = unwrapLine(ring);
    const first = unwrapped[0];
    const last = unwrapped[unwrapped.length - 1];
    if (Math.abs(last[0] - first[0]) > 180) {
      const pole = last[1] < 0 ? -89.9 : 89.9;
      unwrapped.push([last[0], pole], [first[0], pole], first.slice());
    }
    return unwrapped;
  }

  /**
   * GeoJSON geometry without jumps over the 180th meridian. world-atlas stitches its rings there,
   * which would be drawn as streaks across the map; longitudes may leave -180..180 instead.
   */
  meridian.unwrapGeometry = function (geometry) {
    if (geometry.type === "MultiLineString") {
      return { type: geometry.type, coordinates: geometry.coordinates.map(unwrapLine) };
    }
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return { type: "MultiPolygon", coordinates: polygons.map((polygon) => polygon.map(unwrapRing)) };
  };

  /** The copy of a longitude (lon + 360 k) that is nearest to another one. */
  meridian.nearestCopy = (lon, reference) => lon + 360 * Math.round((reference - lon) / 360);

  /**
   * The points at `radiusKm` around a place, as [lat, lon] of a closed ring on the sphere: far from
   * the equator a circle drawn in map units would be wrong. A circle over a pole reaches the map's edge.
   */
  meridian.circle = function (lat, lon, radiusKm) {
    const angle = Math.min(radiusKm / EARTH_RADIUS_KM, Math.PI * 0.98);
    const sinLat = Math.sin(lat * RADIANS);
    const cosLat = Math.cos(lat * RADIANS);
    const line = [];
    for (let index = 0; index <= CIRCLE_POINTS; index++) {
      const bearing = (2 * Math.PI * index) / CIRCLE_POINTS;
      const sinTarget = sinLat * Math.cos(angle) + cosLat * Math.sin(angle) * Math.cos(bearing);
      const turn = Math.atan2(
        Math.sin(bearing) * Math.sin(angle) * cosLat,
        Math.cos(angle) - sinLat * sinTarget,
      );
      line.push([lon + turn / RADIANS, Math.asin(Math.max(-1, Math.min(1, sinTarget))) / RADIANS]);
    }
    const ring = unwrapLine(line);
    const offset = lon - ring[0][0];
    const points = ring.map(([x, y]) => [
      Math.max(-MERCATOR_EDGE_DEG, Math.min(MERCATOR_EDGE_DEG, y)),
      x + offset,
    ]);
    if (Math.abs(points[points.length - 1][1] - points[0][1]) > 180) {
      const edge = lat < 0 ? -MERCATOR_EDGE_DEG : MERCATOR_EDGE_DEG;
      points.push([edge, points[points.length - 1][1]], [edge, points[0][1]]);
    }
    return points;
  };

  /** The great-circle distance between two places with `lat` and `lon`, in kilometres. */
  meridian.distanceKm = function (a, b) {
    const lift = Math.sin(((b.lat - a.lat) * RADIANS) / 2) ** 2;
    const turn = Math.sin(((b.lon - a.lon) * RADIANS) / 2) ** 2;
    const chord = lift + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * turn;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
  };

  /**
   * The smallest box around positions as [[south, west], [north, east]]; it may cross the 180th
   * meridian (east above 180). Null without positions.
   */
  meridian.boundsOf = function (positions) {
    if (!positions.length) return null;
    const lons = Float64Array.from(positions, (position) => position.lon).sort();
    let west = lons[0];
    let widestGap = lons[0] + 360 - lons[lons.length - 1];
    for (let index = 1; index < lons.length; index++) {
      const gap = lons[index] - lons[index - 1];
      if (gap > widestGap) [widestGap, west] = [gap, lons[index]];
    }
    let south = 90;
    let north = -90;
    for (const { lat } of positions) [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    return [[south, west], [north, west + 360 - widestGap]];
  };
})((globalThis.meridian = globalThis.meridian || {}));
