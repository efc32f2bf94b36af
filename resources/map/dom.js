/* Building page elements and wording. Text that came from outside only ever enters as text nodes. */
(function (meridian) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") node.textContent = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children || []) if (child) node.append(child);
    return node;
  }

  /** An HTML element; the attribute `text` becomes its text, `onclick` and the like are listeners. */
  meridian.element = (tag, attributes, children) =>
    fill(document.createElement(tag), attributes, children);

  /** The same for SVG. */
  meridian.svg = (tag, attributes, children) =>
    fill(document.createElementNS(SVG, tag), attributes, children);

  /** One icon of a small set, drawn in strokes of the text colour. */
  meridian.icon = function (name) {
    const path = meridian.svg("path", { d: ICONS[name] });
    return meridian.svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, [path]);
  };

  const ICONS = {
    search: "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16.2 16.2L21 21",
    plus: "M12 5v14M5 12h14",
    minus: "M5 12h14",
    fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    sun: "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
    moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5",
    list: "M4 6h16M4 12h16M4 18h16",
    close: "M6 6l12 12M18 6L6 18",
    pin: "M12 21s7-6.3 7-11.5a7 7 0 1 0-14 0C5 14.7 12 21 12 21M12 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5",
    photo: "M4 5h16v14H4zM4 16l5-5l4 4l3-3l4 4M15.5 8.5v.01",
    question: "M9 9.3a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.8v.4M12 17.5v.01",
    alert: "M12 4L2.5 20h19zM12 10v4.5M12 17.3v.01",
    gps: "M12 2.5v4M12 17.5v4M2.5 12h4M17.5 12h4M12 7a5 5 0 1 0 0 10a5 5 0 0 0 0-10",
  };

  /** 0.874 -> "87 %". */
  meridian.percent = (share) => `${Math.round(share * 100)}\u202f%`;

  /** Kilometres with two digits, rounded up: no uncertainty may look smaller than it is. */
  meridian.distance = function (km) {
    const up = (value) => Math.ceil(Number(value.toFixed(6)));
    if (km < 1) return meridian.say("metres", { number: meridian.number(Math.max(1, up(km * 100)) * 10) });
    const step = 10 ** (Math.floor(Math.log10(km)) - 1);
    const rounded = up(km / step) * step;
    return meridian.say("kilometres", { number: meridian.number(rounded, rounded < 10 ? 1 : 0) });
  };

  /** Coordinates without digits that the radius does not carry. */
  meridian.coordinates = function (photo) {
    const radius = photo.radius_km || 0.001;
    const digits = photo.kind === "fact" ? 5 : Math.max(0, Math.min(5, Math.ceil(2.05 - Math.log10(radius * 4))));
    const lat = `${Math.abs(photo.lat).toFixed(digits)}°\u202f${photo.lat < 0 ? "S" : "N"}`;
    const lon = `${Math.abs(photo.lon).toFixed(digits)}°\u202f${photo.lon < 0 ? "W" : "E"}`;
    return `${lat}, ${lon}`;
  };

  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /** "2023-05-01T10:00:00" -> "1 May 2023, 10:00", in the photo's own time; other text unchanged. */
  meridian.dateTime = function (text) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d))?/.exec(text || "");
    const month = parts && MONTHS[Number(parts[2]) - 1];
    if (!month) return text;
    return `${Number(parts[3])} ${month} ${parts[1]}${parts[4] ? `, ${parts[4]}` : ""}`;
  };

  meridian.plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
})((window.meridian = window.meridian || {}));
