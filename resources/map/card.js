/* What is known of one photo: the content of the page's popups. */
(function (meridian) {
  "use strict";

  const { element, icon, picture } = meridian;

  function confidenceBlock(photo) {
    if (photo.kind === "fact") {
      return element("p", { class: "card__fact" }, [
        meridian.bandMark("fact"),
        element("span", { text: `${photo.source || "Known"}, not estimated.` }),
      ]);
    }
    const isCalibrated = photo.band !== "uncalibrated";
    const bar = element("span", { class: `meter band--${photo.band}` }, [element("span", { class: "meter__fill" })]);
    bar.firstChild.style.width = `${Math.round((photo.confidence || 0) * 100)}%`;
    const words = isCalibrated
      ? `${meridian.say(photo.band)} confidence · ${meridian.percent(photo.confidence)}`
      : "Confidence not calibrated";
    const rows = [
      element("p", { class: "card__confidence" }, [
        meridian.bandMark(photo.band, photo.confidence),
        element("span", { text: words }),
      ]),
      isCalibrated && bar,
    ];
    if (photo.radius_km) {
      const radius = meridian.distance(photo.radius_km);
      const sentence =
        photo.kind === "country"
          ? `Only the country is known: anywhere within ${radius}.`
          : `Expected within ${radius} of here, nine times in ten.`;
      rows.push(element("p", { class: "card__radius", text: sentence }));
    }
    return element("div", { class: "card__sureness" }, rows);
  }

  function cueList(cues) {
    if (!cues.length) return null;
    const chips = cues.map(([text, kind]) =>
      element("li", { class: "chip", title: kind ? `Kind of clue: ${kind}` : null, dir: "auto", text }),
    );
    return element("ul", { class: "card__cues", "aria-label": "Clues in the photo" }, chips);
  }

  function facts(photo) {
    const rows = [
      ["Position", photo.lat === null ? null : meridian.coordinates(photo)],
      ["Taken", meridian.dateTime(photo.taken_at)],
      ["Source", ["city", "country"].includes(photo.kind) ? photo.source : null],
      ["Model", photo.model],
      ["File", photo.lat === null ? null : photo.name],
      ["Folder", photo.folder],
    ];
    const cells = rows
      .filter(([, value]) => value)
      .flatMap(([name, value]) => [element("dt", { text: name }), element("dd", { dir: "auto", text: value })]);
    return element("dl", { class: "card__facts" }, cells);
  }

  function verdict(photo) {
    if (photo.status === "not_localizable") return "Cannot be placed";
    if (photo.status === "failed") return "Failed";
    return photo.kind === "fact" ? "Known" : "Estimated";
  }

  /** The card of one photo. */
  meridian.photoCard = function (photo) {
    const text = photo.error || photo.reasoning;
    const heading = photo.error ? "What went wrong" : photo.lat === null ? "Why not?" : "Why here?";
    const body = [
      element("h2", { class: "card__title", dir: "auto", text: photo.lat === null ? photo.name : photo.title }),
      photo.lat !== null && confidenceBlock(photo),
      text && element("h3", { class: "card__heading", text: heading }),
      text && element("p", { class: "card__reasoning", dir: "auto", text }),
      cueList(photo.cues),
      facts(photo),
    ];
    return element("article", { class: "card", "aria-label": meridian.describe(photo) }, [
      element("div", { class: "card__media" }, [
        picture(photo, "card__photo"),
        element("span", { class: `card__verdict card__verdict--${photo.kind}`, text: verdict(photo) }),
      ]),
      element("div", { class: "card__body", tabindex: "0" }, body),
    ]);
  };

  /** A card beside the map, for a photo that has no position. */
  meridian.floatingCard = function (photo, onClose) {
    const close = element("button", { class: "float__close", type: "button", "aria-label": "Close", onclick: onClose }, [
      icon("close"),
    ]);
    return element("div", { class: "float", role: "dialog", "aria-label": meridian.describe(photo) }, [
      meridian.photoCard(photo),
      close,
    ]);
  };
})((window.meridian = window.meridian || {}));
