/*
 * Which pins and clusters a view shows. Knows no page, so that it also runs in a worker.
 *
 * A large index takes most of a second to build. A change therefore goes into a small second index
 * first, and both are built into one when nothing has changed for a while; until then a cluster may
 * count a photo that has just left it.
 */
(function (meridian) {
  "use strict";

  const CLUSTER_RADIUS_PX = 66;
  const STACK_LIMIT = 48;
  const AT_ONCE = 4000; // so many photos are indexed anew at every change, in some ten milliseconds
  const SETTLE_MS = 6000; // rarely: what is asked while the large index is built waits half a second
  const MAX_CHANGED = 1000;
  const { BANDS } = meridian;

  function sureness(photo) {
    return (photo.picture ? 2 : 0) + (photo.kind === "fact" ? 1 : photo.confidence || 0);
  }

  function build(photos, maxZoom) {
    const index = new Supercluster({
      radius: CLUSTER_RADIUS_PX,
      extent: 256,
      maxZoom,
      map: ({ photo }) => ({ [photo.band]: 1, cover: photo, rank: sureness(photo) }),
      reduce: (sum, other) => {
        for (const band of BANDS) if (other[band]) sum[band] = (sum[band] || 0) + other[band];
        if (other.rank > sum.rank) [sum.cover, sum.rank] = [other.cover, other.rank];
      },
    });
    return index.load(
      photos.map((photo) => ({ properties: { photo }, geometry: { type: "Point", coordinates: [photo.lon, photo.lat] } })),
    );
  }

  class ClusterIndex {
    /**
     * @param maxZoom the zoom at which every photo stands alone, if its place is its own
     * @param onChange () => what a view shows may be different now
     */
    constructor(maxZoom, onChange) {
      this._maxZoom = maxZoom;
      this._onChange = onChange;
      this._photos = new Map();
      this._changed = new Set(); // ids of which the large index knows nothing, or something old
      this._settled = build([], maxZoom);
      this._recent = null;
    }

    /** Call a method by name and hand its value to `deliver`: a worker answers in the same way. */
    ask(method, values, deliver) {
      deliver(this[method](...values));
    }

    /** Replace all photos; each has a position. */
    setPhotos(photos) {
      this._photos = new Map(photos.map((photo) => [photo.id, photo]));
      this._settle();
    }

    /** Take in photos that are new or different. */
    upsert(photos) {
      for (const photo of photos) this._photos.set(photo.id, photo);
      this._note(photos.map((photo) => photo.id));
    }

    /** Take photos apart down to another zoom. */
    setMaxZoom(maxZoom) {
      if (maxZoom === this._maxZoom) return;
      this._maxZoom = maxZoom;
      this._settle();
    }

    remove(ids) {
      const known = ids.filter((id) => this._photos.delete(id));
      if (known.length) this._note(known);
    }

    /**
     * The marks of a view {west, south, east, north, zoom}: photos as {lat, lon, photo}, clusters
     * as {lat, lon, cluster: {id, count, bands, cover}}. `id` serves `open` until the next change.
     */
    marksIn({ west, south, east, north, zoom }) {
      const box = [west, south, east, north];
      const level = Math.max(0, Math.min(this._maxZoom, Math.floor(zoom)));
      const marks = this._settled
        .getClusters(box, level)
        .filter(({ properties }) => properties.cluster || !this._changed.has(properties.photo.id))
        .map((found) => mark(found, "settled"));
      if (this._recent) marks.push(...this._recent.getClusters(box, level).map((found) => mark(found, "recent")));
      return marks;
    }

    /** What a click on a cluster leads to: {zoom} that takes it apart, or {photos, total} of its spot. */
    open(clusterId) {
      const found = this._indexOf(clusterId);
      if (!found) return null;
      const zoom = found.index.getClusterExpansionZoom(found.number);
      if (zoom <= this._maxZoom) return { zoom };
      const ids = this.idsOf(clusterId);
      return { photos: ids.slice(0, STACK_LIMIT).map((id) => this._photos.get(id)), total: ids.length };
    }

    /** The ids of all photos in a cluster. */
    idsOf(clusterId) {
      const found = this._indexOf(clusterId);
      if (!found) return [];
      const leaves = found.index.getLeaves(found.number, Infinity);
      return leaves.map((leaf) => leaf.properties.photo.id).filter((id) => this._photos.has(id));
    }

    /** The box around photos, or around all of them without `ids`; null if none has a position. */
    boundsOf(ids) {
      const photos = ids ? ids.map((id) => this._photos.get(id)).filter(Boolean) : [...this._photos.values()];
      return meridian.boundsOf(photos);
    }

    /** What the legend needs to know: how many photos there are, in which bands and kinds. */
    summary() {
      const bands = {};
      let hasCountries = false;
      for (const { band, kind } of this._photos.values()) {
        bands[band] = (bands[band] || 0) + 1;
        hasCountries = hasCountries || kind === "country";
      }
      return { total: this._photos.size, bands, hasCountries };
    }

    _note(ids) {
      if (this._photos.size <= AT_ONCE) {
        this._settle();
        return;
      }
      for (const id of ids) this._changed.add(id);
      const recent = [...this._changed].map((id) => this._photos.get(id)).filter(Boolean);
      this._recent = build(recent, this._maxZoom);
      clearTimeout(this._timer);
      this._timer = setTimeout(() => this._settle(), this._changed.size > MAX_CHANGED ? 0 : SETTLE_MS);
      this._onChange();
    }

    _settle() {
      clearTimeout(this._timer);
      this._settled = build([...this._photos.values()], this._maxZoom);
      this._changed.clear();
      this._recent = null;
      this._onChange();
    }

    /** Null for a cluster of an index that has been built anew since. */
    _indexOf(clusterId) {
      const [which, number] = clusterId.split(" ");
      const index = which === "recent" ? this._recent : this._settled;
      try {
        index.getChildren(Number(number));
      } catch {
        return null;
      }
      return { index, number: Number(number) };
    }
  }

  function mark({ id, properties, geometry }, which) {
    const [lon, lat] = geometry.coordinates;
    if (!properties.cluster) return { lat, lon, photo: properties.photo };
    const bands = Object.fromEntries(BANDS.map((band) => [band, properties[band] || 0]));
    return { lat, lon, cluster: { id: `${which} ${id}`, count: properties.point_count, bands, cover: properties.cover } };
  }

  meridian.ClusterIndex = ClusterIndex;
})((globalThis.meridian = globalThis.meridian || {}));
