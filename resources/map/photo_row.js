/* Photos as they come from the app: rows as short as a hundred thousand of them should be. */
(function (meridian) {
  "use strict";

  /** The photo of a row; app/ui/map/photo_rows.py writes the columns in this order. */
  meridian.photoOfRow = function (row) {
    const [id, lat, lon, kind, band, confidence, radius_km, city, country, country_code, name, picture] = row;
    return { id, lat, lon, kind, band, confidence, radius_km, city, country, country_code, name, picture };
  };
})((globalThis.meridian = globalThis.meridian || {}));
