/* Controls beside the map that page and window share: tool buttons and the legend. */
(function (meridian) {
  "use strict";

  const { element, icon, say } = meridian;
  const ALWAYS_EXPLAINED = ["high", "medium", "low"];

  /** A square button with one sign; `label` is its name and tooltip. */
  meridian.toolButton = (name, label, onclick, attributes) =>
    element("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick, ...attributes }, [
      icon(name),
    ]);

  /** Buttons in groups, one below the other. */
  meridian.toolbar = (groups) =>
    element(
      "div",
      { class: "tools", role: "toolbar", "aria-label": say("map") },
      groups.map((tools) => element("div", { class: "tools__group" }, tools)),
    );

  /** What a sign and a colour mean. */
  class Legend {
    /** @param limits.high, limits.medium the least confidence of these bands */
    constructor({ high, medium }) {
      const percents = { high: meridian.percent(high), medium: meridian.percent(medium) };
      this._ranges = {
        fact: say("rangeKnown"),
        high: say("rangeHigh", percents),
        medium: say("rangeMedium", percents),
        low: say("rangeLow", percents),
      };
      this._list = element("ul", { class: "legend__list" });
      this.element = element("section", { class: "legend", "aria-label": say("legendMeans") }, [
        element("h2", { class: "legend__title", text: say("legend") }),
        this._list,
      ]);
      this.element.hidden = true;
    }

    /** Show the entries that the photos on the map need: bands counts by name, hasCountries. */
    update({ bands, hasCountries }) {
      const shown = meridian.BANDS.filter((band) => ALWAYS_EXPLAINED.includes(band) || bands[band]);
      const entries = shown.map((band) =>
        element("li", { title: this._ranges[band] }, [meridian.bandMark(band), element("span", { text: say(band) })]),
      );
      if (hasCountries) {
        const mark = element("span", { class: "mark mark--country" });
        entries.push(element("li", {}, [mark, element("span", { text: say("countryOnly") })]));
      }
      this._list.replaceChildren(...entries);
      this.element.hidden = !Object.values(bands).some(Boolean);
    }
  }

  meridian.Legend = Legend;

  /** A notice in the middle of a map that has nothing to show. */
  meridian.emptyNotice = (title, text) =>
    element("section", { class: "empty" }, [
      element("span", { class: "empty__sign" }, [icon("pin")]),
      element("h2", { text: title }),
      element("p", { text }),
    ]);
})((window.meridian = window.meridian || {}));
