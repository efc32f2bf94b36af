/* A card that stands on a spot of the map, as large as the free part of the view allows. */
(function (meridian) {
  "use strict";

  const WIDEST_PX = 340;

  /**
   * A Leaflet popup, not opened yet.
   * @param content the element it holds; its aria-label names the popup
   * @param lift pixels from the spot to the card, upwards negative
   * @param padding covered margins of the view, {left, top, right, bottom} in pixels
   */
  meridian.createPopup = function (map, latLng, content, { lift, padding }) {
    const { left, top, right, bottom } = padding;
    const size = map.getSize();
    const room = size.y - top - bottom + lift - 40;
    content.style.setProperty("--card-room", `${Math.max(220, Math.min(520, room))}px`);
    const popup = L.popup({
      className: "map-popup",
      minWidth: 0,
      maxWidth: Math.min(WIDEST_PX, size.x - left - right - 24),
      offset: [0, lift + 4],
      autoPanPaddingTopLeft: [left + 12, top + 12],
      autoPanPaddingBottomRight: [right + 12, bottom + 12],
      keepInView: false,
    });
    popup.on("add", () => {
      popup.getElement().setAttribute("role", "dialog");
      popup.getElement().setAttribute("aria-label", content.getAttribute("aria-label"));
    });
    return popup.setLatLng(latLng).setContent(content);
  };

  /** Move the keyboard focus to the first thing in a card that takes it. */
  meridian.focusInto = (content) => content.querySelector("button:enabled, [tabindex]")?.focus({ preventScroll: true });
})((window.meridian = window.meridian || {}));
