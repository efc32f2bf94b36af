/* The list of photos: searched, filtered, and only as many rows in the page as fit the view. */
(function (meridian) {
  "use strict";

  const { element, picture } = meridian;
  const ROW_HEIGHT_PX = 76;
  const OVERSCAN_ROWS = 6;

  /** Which filter a photo falls under. */
  meridian.groupOf = function (photo) {
    if (photo.status === "failed") return "failed";
    if (photo.lat === null) return "unplaced";
    return photo.kind === "fact" ? "known" : "estimated";
  };

  function searchText(photo) {
    const cues = photo.cues.map(([text]) => text).join(" ");
    const parts = [photo.title, photo.name, photo.folder, photo.country, cues, photo.reasoning, photo.error];
    return fold(parts.filter(Boolean).join("\n"));
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  class PhotoList {
    /**
     * @param list the element that becomes the listbox
     * @param onChoose (photo) => a row was chosen
     */
    constructor(list, onChoose) {
      this._list = list;
      this._onChoose = onChoose;
      this._photos = [];
      this._texts = [];
      this._matches = [];
      this._active = 0;
      this._selectedId = null;
      this._rows = new Map();
      this._sheet = element("div", { class: "list__sheet", role: "presentation" });
      list.append(this._sheet);
      list.addEventListener("scroll", () => this._render());
      list.addEventListener("keydown", (event) => this._onKey(event));
      list.addEventListener("focus", () => this._render());
      new ResizeObserver(() => this._render()).observe(list);
    }

    setPhotos(photos) {
      this._photos = photos;
      this._texts = photos.map(searchText);
      this.filter("all", "");
    }

    /** Show the photos of a group ("all" for each) whose text holds every word; returns their count. */
    filter(group, query) {
      const words = fold(query).split(/\s+/).filter(Boolean);
      this._matches = this._photos.filter(
        (photo, index) =>
          (group === "all" || meridian.groupOf(photo) === group) &&
          words.every((word) => this._texts[index].includes(word)),
      );
      this._active = 0;
      this._list.scrollTop = 0;
      this._renderAll();
      return this._matches.length;
    }

    /** The ids of the photos that pass the present filter. */
    visibleIds() {
      return this._matches.map((photo) => photo.id);
    }

    /** Mark the row of a photo and bring it into view; null marks none. */
    select(id) {
      this._selectedId = id;
      const index = this._matches.findIndex((photo) => photo.id === id);
      if (index >= 0) {
        this._active = index;
        this._reveal(index);
      }
      this._renderAll();
    }

    _renderAll() {
      for (const row of this._rows.values()) row.remove();
      this._rows.clear();
      this._sheet.style.height = `${this._matches.length * ROW_HEIGHT_PX}px`;
      this._render();
    }

    _render() {
      const first = Math.max(0, Math.floor(this._list.scrollTop / ROW_HEIGHT_PX) - OVERSCAN_ROWS);
      const visible = Math.ceil(this._list.clientHeight / ROW_HEIGHT_PX) + 2 * OVERSCAN_ROWS;
      const last = Math.min(this._matches.length, first + visible);
      for (const [index, row] of this._rows) {
        if (index >= first && index < last) continue;
        row.remove();
        this._rows.delete(index);
      }
      for (let index = first; index < last; index++) {
        if (!this._rows.has(index)) this._addRow(index);
      }
      this._markActive();
    }

    _markActive() {
      for (const [index, row] of this._rows) row.classList.toggle("row--active", index === this._active);
      const hasActive = this._rows.has(this._active);
      if (hasActive) this._list.setAttribute("aria-activedescendant", `row-${this._active}`);
      else this._list.removeAttribute("aria-activedescendant");
    }

    _addRow(index) {
      const photo = this._matches[index];
      const isSelected = photo.id === this._selectedId;
      const mark = meridian.bandMark(photo.band, photo.confidence);
      const share = photo.kind !== "fact" && photo.confidence !== null && photo.lat !== null;
      const row = element("div", {
        id: `row-${index}`,
        class: `row${isSelected ? " row--selected" : ""}`,
        role: "option",
        "aria-selected": String(isSelected),
        "aria-posinset": index + 1,
        "aria-setsize": this._matches.length,
        "aria-label": meridian.describe(photo),
        onclick: () => this._choose(index),
      }, [
        picture(photo, "row__picture"),
        element("span", { class: "row__texts" }, [
          element("span", { class: "row__title", dir: "auto", text: photo.title }),
          element("span", { class: "row__file", dir: "auto", text: photo.name }),
          element("span", { class: "row__note", dir: "auto", text: meridian.noteOf(photo) }),
        ]),
        element("span", { class: `row__sureness band--${photo.band}` }, [
          mark,
          share && element("span", { class: "row__share", text: meridian.percent(photo.confidence) }),
        ]),
      ]);
      row.style.transform = `translateY(${index * ROW_HEIGHT_PX}px)`;
      this._rows.set(index, row);
      this._sheet.append(row);
    }

    _choose(index) {
      if (!this._matches[index]) return;
      this._active = index;
      this._onChoose(this._matches[index]);
    }

    _reveal(index) {
      const top = index * ROW_HEIGHT_PX;
      const { scrollTop, clientHeight } = this._list;
      if (top < scrollTop) this._list.scrollTop = top;
      else if (top + ROW_HEIGHT_PX > scrollTop + clientHeight) this._list.scrollTop = top + ROW_HEIGHT_PX - clientHeight;
    }

    _onKey(event) {
      const page = Math.max(1, Math.floor(this._list.clientHeight / ROW_HEIGHT_PX) - 1);
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
      if (event.key in steps) {
        const last = this._matches.length - 1;
        this._active = Math.max(0, Math.min(last, this._active + steps[event.key]));
        this._reveal(this._active);
        this._render();
      } else if (event.key === "Enter" || event.key === " ") {
        this._choose(this._active);
      } else {
        return;
      }
      event.preventDefault();
    }
  }

  meridian.PhotoList = PhotoList;
})((window.meridian = window.meridian || {}));
