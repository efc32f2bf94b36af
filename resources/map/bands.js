/* The bands of confidence; the legend, the filter and the cluster rings follow this order. */
(function (meridian) {
  "use strict";

  meridian.BANDS = ["high", "medium", "low", "uncalibrated", "fact"];
})((globalThis.meridian = globalThis.meridian || {}));
