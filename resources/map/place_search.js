/* The search box for places: suggestions of the gazetteer, moved to or given to the selected photos. */
(function (meridian) {
  "use strict";

  const { element, icon, say } = meridian;
  const PAUSE_MS = 120;

  class PlaceSearch {
    /**
     * @param ask (text) => suggestions are wanted; they come to `show`
     * @param onChoose (place) => move there
     * @param onGive (place) => this is where the selected photos were taken
     */
    constructor({ ask, onChoose, onGive }) {
      this._ask = ask;
      this._onChoose = onChoose;
      this._onGive = onGive;
      this._places = [];
      this._active = 0;
      this._input = element("input", {
        type: "search",
        class: "search__input",
        role: "combobox",
        placeholder: say("searchPlaces"),
        "aria-label": say("searchPlaces"),
        "aria-expanded": "false",
        "aria-controls": "places",
        "aria-autocomplete": "list",
        autocomplete: "off",
        spellcheck: "false",
      });
      this._list = element("ul", { id: "places", class: "places", role: "listbox", "aria-label": say("places") });
      this._list.hidden = true;
      this.element = element("div", { class: "place-search" }, [
        element("div", { class: "search" }, [icon("search"), this._input]),
        this._list,
      ]);
      this._listen();
    }

    focus() {
      this._input.focus();
      this._input.select();
    }

    /** Suggestions for what was typed; those for something typed before are dropped. */
    show(text, places) {
      if (text !== this._input.value.trim() || document.activeElement !== this._input) return;
      this._places = places;
      this._active = 0;
      const rows = places.map((place, position) => this._row(place, position));
      this._list.replaceChildren(...rows);
      if (!places.length) this._list.append(element("li", { class: "places__none", text: say("noPlace") }));
      this._setOpen(true);
      this._mark();
    }

    _row(place, position) {
      return element("li", {
        id: `place-${position}`,
        class: "place",
        role: "option",
        onmousedown: (event) => event.preventDefault(), // the box keeps the focus
        onclick: () => this._choose(position),
      }, [
        icon("pin"),
        element("span", { class: "place__texts" }, [
          element("span", { class: "place__name", dir: "auto", text: place.name }),
          element("span", { class: "place__detail", dir: "auto", text: place.detail }),
        ]),
      ]);
    }

    _listen() {
      this._input.addEventListener("input", () => {
        clearTimeout(this._timer);
        const text = this._input.value.trim();
        if (text) this._timer = setTimeout(() => this._ask(text), PAUSE_MS);
        else this._setOpen(false);
      });
      this._input.addEventListener("keydown", (event) => this._onKey(event));
      this._input.addEventListener("blur", () => this._setOpen(false));
    }

    _onKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && this._places.length) {
        this._active = (this._active + step + this._places.length) % this._places.length;
        this._mark();
      } else if (event.key === "Enter" && !this._list.hidden && this._places.length) {
        this._choose(this._active, event.ctrlKey || event.metaKey);
      } else if (event.key === "Escape") {
        if (this._list.hidden) this._input.blur();
        this._setOpen(false);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    _choose(position, isGiven = false) {
      const place = this._places[position];
      this._input.value = place.name;
      this._setOpen(false);
      if (isGiven) this._onGive(place);
      else this._onChoose(place);
    }

    _setOpen(isOpen) {
      this._list.hidden = !isOpen;
      if (!isOpen) this._places = [];
      this._input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) this._input.removeAttribute("aria-activedescendant");
    }

    _mark() {
      [...this._list.children].forEach((row, position) => {
        row.classList.toggle("place--active", position === this._active);
        row.setAttribute("aria-selected", String(position === this._active));
      });
      if (this._places.length) this._input.setAttribute("aria-activedescendant", `place-${this._active}`);
    }
  }

  meridian.PlaceSearch = PlaceSearch;

  /** The card of a found place, with the button that gives it to the selected photos. */
  meridian.placeCard = function (place, canGive, onGive) {
    const button = element("button", { type: "button", class: "primary", text: say("setHere"), onclick: () => onGive(place) });
    button.disabled = !canGive;
    return element("article", { class: "card place-card", "aria-label": place.name }, [
      element("div", { class: "card__body" }, [
        element("h2", { class: "card__title", dir: "auto", text: place.name }),
        element("p", { class: "card__subtitle", dir: "auto", text: place.detail }),
        button,
        !canGive && element("p", { class: "card__radius", text: say("selectFirst") }),
      ]),
    ]);
  };
})((window.meridian = window.meridian || {}));
