/* How confidence looks: rings, pins and clusters. Arc length, shape and words say it, not colour alone. */
(function (meridian) {
  "use strict";

  const { element, svg, icon } = meridian;
  const TYPICAL_SHARE = { high: 0.9, medium: 0.6, low: 0.25 };

  /** One sentence that says how sure a position is, for people and for screen readers. */
  meridian.describeConfidence = function (photo) {
    const sentence = { fact: "isKnown", high: "isHigh", medium: "isMedium", low: "isLow" }[photo.band];
    return meridian.say(sentence || "isUncalibrated", { percent: meridian.percent(photo.confidence || 0) });
  };

  /** The third line of a photo: how wide the guess is and its clues, or why there is none. */
  meridian.noteOf = function (photo) {
    if (photo.status === "failed") return photo.error || "No reason given";
    if (photo.lat === null) return photo.reasoning || "No usable clue in the photo";
    if (photo.kind === "fact") return photo.source || "Known position";
    const clues = photo.cues.map(([text]) => text).slice(0, 3);
    const radius = photo.radius_km ? [`within ${meridian.distance(photo.radius_km)}`] : [];
    return [...radius, ...clues].join(" · ") || "Estimated";
  };

  /** Where a photo is, in words: its own title, or one made of city and country. */
  meridian.titleOf = function ({ title, kind, city, country }) {
    if (title) return title;
    if (city) return country ? meridian.say("cityInCountry", { city, country }) : city;
    if (kind === "fact") return country || meridian.say("knownPosition");
    return country ? meridian.say("somewhereIn", { country }) : meridian.say("estimatedPosition");
  };

  /** A photo in one line, as screen readers say it. */
  meridian.describe = function (photo) {
    const sureness = photo.lat === null ? meridian.noteOf(photo) : meridian.describeConfidence(photo);
    return `${meridian.titleOf(photo)}. ${sureness}. ${photo.name}`;
  };

  function circle(size, width, attributes) {
    const radius = (size - width) / 2;
    return svg("circle", { cx: size / 2, cy: size / 2, r: radius, "stroke-width": width, pathLength: 100, ...attributes });
  }

  /** A ring whose arc is as long as the confidence; dashed where there is none. */
  function ring(size, width, band, share) {
    const parts = [circle(size, width, { class: "ring__track" })];
    if (band === "uncalibrated") {
      parts.push(circle(size, width, { class: "ring__arc ring__arc--dashed", "stroke-dasharray": "5 5" }));
    } else {
      parts.push(circle(size, width, { class: "ring__arc", "stroke-dasharray": `${share * 100} 100` }));
    }
    return svg("svg", { class: "ring", viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, parts);
  }

  /** The small sign of a band for lists and the legend. */
  meridian.bandMark = function (band, share) {
    if (band === "none" || band === "failed") {
      return element("span", { class: `mark mark--${band}` }, [icon(band === "none" ? "question" : "alert")]);
    }
    if (band === "fact") return element("span", { class: "mark mark--fact" }, [icon("gps")]);
    const typical = share === null || share === undefined ? TYPICAL_SHARE[band] : share;
    return element("span", { class: `mark band--${band}` }, [ring(20, 4, band, typical)]);
  };

  /** The picture of a photo, or a neutral sign where there is none. */
  meridian.picture = function (photo, className) {
    const empty = () => element("span", { class: `${className} ${className}--empty` }, [icon("photo")]);
    if (!photo.picture) return empty();
    const image = element("img", {
      class: className,
      src: photo.picture,
      alt: "",
      draggable: "false",
      decoding: "async",
      onerror: () => image.replaceWith(empty()),
    });
    return image;
  };

  /**
   * A photo on the map. Estimates are round, a known position is a square with cross hairs, and an
   * answer that names only a country has no tip: it points at no spot.
   */
  meridian.pin = function (photo, isSelected) {
    const classes = ["pin", `pin--${photo.kind}`, `band--${photo.band}`];
    if (isSelected) classes.push("pin--selected");
    const parts = [element("span", { class: "pin__tip" }), meridian.picture(photo, "pin__photo")];
    if (photo.kind === "fact") parts.push(element("span", { class: "pin__badge" }, [icon("gps")]));
    else parts.push(ring(46, 4, photo.band, photo.confidence || 0));
    if (photo.kind === "country") {
      parts.push(element("span", { class: "pin__badge pin__badge--country", text: photo.country_code || "?" }));
    }
    return element("span", { class: classes.join(" ") }, parts);
  };

  /** Size of a pin in pixels and where it touches the map. */
  meridian.pinBox = function (photo, isSelected) {
    const size = isSelected ? 64 : 46;
    const tip = photo.kind === "country" ? 0 : isSelected ? 14 : 9;
    const anchor = photo.kind === "country" ? size / 2 : size + tip;
    return { size: [size, size + tip], anchor: [size / 2, anchor] };
  };

  /**
   * Several photos as one: the surest photo's picture in a ring that shows the share of each band.
   * @param counts photos by band
   */
  meridian.cluster = function (counts, total, cover) {
    const size = 54;
    const arcs = [circle(size, 5, { class: "ring__track" })];
    let start = 0;
    for (const band of meridian.BANDS) {
      const share = ((counts[band] || 0) / total) * 100;
      if (!share) continue;
      const gap = share < 100 ? 1.5 : 0;
      const dash = band === "uncalibrated" ? "ring__arc--faint" : "";
      arcs.push(
        circle(size, 5, {
          class: `ring__arc band--${band} ${dash}`,
          "stroke-dasharray": `${Math.max(0.5, share - gap)} 100`,
          "stroke-dashoffset": -start,
        }),
      );
      start += share;
    }
    const label = total < 1000 ? String(total) : `${(total / 1000).toFixed(total < 10000 ? 1 : 0)}k`;
    const drawn = svg("svg", { class: "ring", viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, arcs);
    const count = element("span", { class: cover ? "cluster__badge" : "cluster__count", text: label });
    const photo = cover && meridian.picture(cover, "cluster__photo");
    return element("span", { class: "cluster" }, [photo, drawn, count]);
  };
  meridian.CLUSTER_SIZE = 54;
})((window.meridian = window.meridian || {}));
