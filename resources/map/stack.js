/* Photos at one spot, to choose from: the content of a popup. */
(function (meridian) {
  "use strict";

  const { element, picture, say } = meridian;

  /**
   * @param photos those to show
   * @param total how many lie here
   * @param onPick (id) => one was chosen
   */
  meridian.stackCard = function (photos, total, onPick) {
    const titles = new Set(photos.map(meridian.titleOf));
    const place = titles.size === 1 ? meridian.titleOf(photos[0]) : say("closeTogether");
    const choices = photos.map((photo) =>
      element("button", {
        class: `stack__photo band--${photo.band}`,
        type: "button",
        "aria-label": meridian.describe(photo),
        title: photo.name,
        onclick: () => onPick(photo.id),
      }, [picture(photo, "stack__picture"), meridian.bandMark(photo.band, photo.confidence)]),
    );
    const here = say("photosAt", { count: meridian.number(total) });
    const more = total - photos.length;
    return element("article", { class: "card stack", "aria-label": here }, [
      element("div", { class: "card__body" }, [
        element("h2", { class: "card__title", dir: "auto", text: place }),
        element("p", { class: "card__subtitle", text: here }),
        element("div", { class: "stack__grid" }, choices),
        more > 0 && element("p", { class: "card__radius", text: say("morePhotos", { count: meridian.number(more) }) }),
      ]),
    ]);
  };
})((window.meridian = window.meridian || {}));
