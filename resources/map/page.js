/* The stand-alone map page: panel, map and controls around the parts of the other modules. */
(function (meridian) {
  "use strict";

  const { element, icon, plural } = meridian;
  const NARROW_PX = 760;
  const GROUPS = [
    ["all", "All"],
    ["estimated", "Estimated"],
    ["known", "Known"],
    ["unplaced", "Cannot be placed"],
    ["failed", "Failed"],
  ];

  /** Theme before the first paint: the reader's choice of light or dark. */
  meridian.followSystemTheme = function () {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const root = document.documentElement;
    const apply = () => {
      if (!root.dataset.themeChosen) root.dataset.theme = query.matches ? "dark" : "light";
    };
    query.addEventListener("change", () => {
      apply();
      document.dispatchEvent(new Event("themechange"));
    });
    apply();
  };

  /** JSON that the page holds as base64 of gzip. */
  async function unpack(id) {
    const packed = document.getElementById(id).textContent.trim();
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  class Page {
    constructor(map, report) {
      this.map = map;
      this.photos = report.photos.map(({ thumb, ...photo }) => ({
        ...photo,
        picture: thumb && `data:image/jpeg;base64,${thumb}`,
      }));
      this.report = report;
      this.group = "all";
      this.byId = new Map(this.photos.map((photo) => [photo.id, photo]));
      this._buildPanel();
      this._buildTools();
      this._buildLegend();
      this._listen();
    }

    async start() {
      this.list.setPhotos(this.photos);
      const [topology, names] = await Promise.all([unpack("countries-data"), unpack("labels-data")]);
      const bridge = {
        photoSelected: (id) => this._onSelected(id),
        selectionCleared: () => this._onSelected(null),
      };
      const cover = { padding: () => this._padding(), boxes: () => this._coveredBoxes() };
      this.photoMap = new meridian.PhotoMap(this.map, { topology, names }, bridge, cover);
      this.photoMap.setPhotos(this.photos);
      this.photoMap.fit();
      this._showEmptyState();
      document.documentElement.dataset.ready = "true";
      document.dispatchEvent(new Event("mapready"));
    }

    /** What was counted, by group. */
    _counts() {
      const counts = { all: this.photos.length, estimated: 0, known: 0, unplaced: 0, failed: 0 };
      for (const photo of this.photos) counts[meridian.groupOf(photo)] += 1;
      return counts;
    }

    _buildPanel() {
      const counts = this._counts();
      this.search = element("input", {
        type: "search",
        class: "search__input",
        placeholder: "Place, clue or file",
        "aria-label": "Search photos by place, clue or file name",
        autocomplete: "off",
        spellcheck: "false",
      });
      const chips = GROUPS.filter(([group]) => group === "all" || counts[group]).map(([group, label]) =>
        element("button", {
          type: "button",
          class: `filter filter--${group}`,
          "data-group": group,
          "aria-pressed": String(group === "all"),
          onclick: () => this._setGroup(group),
        }, [element("span", { text: `${label}:\u00a0` }), element("b", { text: counts[group].toLocaleString("en") })]),
      );
      const listElement = element("div", { id: "photo-list", class: "list", role: "listbox", tabindex: "0", "aria-label": "Photos" });
      this.nothing = element("p", { class: "panel__nothing", role: "status", hidden: true });
      this.panel = element("aside", { class: "panel", "aria-label": "Photos of this report" }, [
        element("header", { class: "panel__head" }, [
          element("p", { class: "brand", text: "Meridian" }),
          element("h1", { class: "panel__title", dir: "auto", text: this.report.title }),
          element("p", { class: "panel__summary", text: this._summary(counts) }),
        ]),
        element("div", { class: "search" }, [icon("search"), this.search]),
        element("div", { class: "filters", role: "group", "aria-label": "Show" }, chips),
        listElement,
        this.nothing,
        element("footer", { class: "panel__foot" }, [
          this.report.note && element("p", { text: this.report.note }),
          element("button", { type: "button", class: "link", text: "About this map", onclick: () => this.about.showModal() }),
        ]),
      ]);
      this.about = this._buildAbout();
      document.body.prepend(
        element("a", { class: "skip", href: "#photo-list", text: "Skip to the list of photos" }),
        this.panel,
        this.about,
      );
      this.list = new meridian.PhotoList(listElement, (photo) => this._choose(photo));
    }

    _summary(counts) {
      if (!counts.all) return "No photos";
      const placed = counts.estimated + counts.known;
      return `${placed.toLocaleString("en")} of ${plural(counts.all, "photo", "photos")} on the map`;
    }

    _buildAbout() {
      const licences = document.getElementById("licences-text").textContent;
      const { high, medium } = this.report.bands;
      const close = element("button", { type: "button", class: "float__close", "aria-label": "Close" }, [icon("close")]);
      const dialog = element("dialog", { class: "about", "aria-label": "About this map" }, [
        close,
        element("h2", { text: "About this map" }),
        element("p", { text: "Positions marked as estimated were worked out from what the photos show, on the computer that made this page. They are guesses with a stated uncertainty, not records." }),
        element("p", { text: `Confidence is the share of such answers that lie within 25 km of the true place: high from ${meridian.percent(high)}, medium from ${meridian.percent(medium)}. The circle around a chosen photo holds the true place nine times in ten.` }),
        element("p", { text: "This page is one file. It loads nothing and sends nothing." }),
        element("h3", { text: "Map data and licences" }),
        element("pre", { class: "about__licences", tabindex: "0", text: licences }),
      ]);
      close.addEventListener("click", () => dialog.close());
      return dialog;
    }

    _buildTools() {
      const toggleTheme = () => {
        const root = document.documentElement;
        root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
        root.dataset.themeChosen = "true";
        document.dispatchEvent(new Event("themechange"));
      };
      const { toolButton } = meridian;
      this.panelButton = toolButton("list", "Show or hide the list", () => this._togglePanel(), {
        "aria-expanded": "true",
        "aria-controls": "photo-list",
      });
      const theme = element("button", { type: "button", class: "tool tool--theme", "aria-label": "Light or dark", title: "Light or dark", onclick: toggleTheme }, [
        icon("sun"),
        icon("moon"),
      ]);
      const view = [
        toolButton("plus", meridian.say("zoomIn"), () => this.map.zoomIn(1)),
        toolButton("minus", meridian.say("zoomOut"), () => this.map.zoomOut(1)),
        toolButton("fit", meridian.say("showAll"), () => this._fit()),
      ];
      this.tools = meridian.toolbar([view, [theme, this.panelButton]]);
      document.body.append(this.tools);
    }

    _buildLegend() {
      const bands = {};
      const placed = this.photos.filter((photo) => photo.lat !== null);
      for (const { band } of placed) bands[band] = (bands[band] || 0) + 1;
      const legend = new meridian.Legend(this.report.bands);
      legend.update({ bands, hasCountries: placed.some((photo) => photo.kind === "country") });
      this.legend = legend.element;
      document.body.append(this.legend);
    }

    _listen() {
      this.search.addEventListener("input", () => this._filter());
      document.addEventListener("themechange", () => this.photoMap && this.photoMap.refreshTheme());
      document.addEventListener("keydown", (event) => this._onKey(event));
    }

    _onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || this.about.open) return;
      if (event.key === "Escape") {
        this._closeFloat();
        this.map.closePopup();
      } else if (event.key === "/" && document.activeElement !== this.search) {
        this._togglePanel(true);
        this.search.focus();
        event.preventDefault();
      } else if (event.key === "f" && document.activeElement !== this.search) {
        this._fit();
      }
    }

    _isNarrow() {
      return window.innerWidth < NARROW_PX;
    }

    /** What panel and tools cover of the map, in pixels. */
    _padding() {
      const isOpen = !document.body.classList.contains("panel-hidden");
      if (this._isNarrow()) return { left: 0, top: 0, right: 56, bottom: isOpen ? this.panel.offsetHeight : 48 };
      return { left: isOpen ? this.panel.offsetWidth + 16 : 0, top: 0, right: 64, bottom: 24 };
    }

    /** Where names would be half hidden. */
    _coveredBoxes() {
      const isOpen = !document.body.classList.contains("panel-hidden");
      const covers = [this.tools, this.legend, ...(isOpen ? [this.panel] : [])];
      return covers.map((cover) => {
        const { left, top, right, bottom } = cover.getBoundingClientRect();
        return [left, top, right, bottom];
      });
    }

    _togglePanel(open) {
      const hide = open === undefined ? !document.body.classList.contains("panel-hidden") : !open;
      document.body.classList.toggle("panel-hidden", hide);
      this.panel.inert = hide;
      this.panelButton.setAttribute("aria-expanded", String(!hide));
      this.photoMap.refreshLabels();
    }

    _fit() {
      this._closeFloat();
      this.map.closePopup();
      this.photoMap.fit();
    }

    _setGroup(group) {
      this.group = group;
      for (const chip of this.panel.querySelectorAll(".filter")) {
        chip.setAttribute("aria-pressed", String(chip.dataset.group === group));
      }
      this._filter();
    }

    _filter() {
      const query = this.search.value;
      const count = this.list.filter(this.group, query);
      this.nothing.hidden = count > 0;
      this.nothing.textContent = query ? `No photo matches “${query}”.` : "No photos here.";
      const visible = new Set(this.list.visibleIds());
      this.photoMap.setPhotos(this.photos.filter((photo) => visible.has(photo.id)));
    }

    _choose(photo) {
      this._closeFloat();
      if (photo.lat !== null) {
        if (this._isNarrow()) this._togglePanel(false);
        this.photoMap.select(photo.id, { move: true });
        return;
      }
      this.photoMap.clearSelection();
      this._onSelected(photo.id);
      this.float = meridian.floatingCard(photo, () => this._closeFloat());
      document.body.append(this.float);
      this.float.querySelector("[tabindex]").focus();
    }

    _onSelected(id) {
      if (id !== null) this._closeFloat();
      this.list.select(id);
    }

    _closeFloat() {
      if (!this.float) return;
      const hadFocus = this.float.contains(document.activeElement);
      this.float.remove();
      this.float = null;
      this.list.select(null);
      if (hadFocus) document.getElementById("photo-list").focus();
    }

    _showEmptyState() {
      if (this.photos.some((photo) => photo.lat !== null)) return;
      const count = this.photos.length;
      const title = count ? "Nothing to put on the map" : "No photos yet";
      const text = count
        ? `None of the ${plural(count, "photo", "photos")} could be placed. The list says why for each of them.`
        : "This report holds no photos.";
      document.body.append(meridian.emptyNotice(title, text));
    }
  }

  /** Start the page on a Leaflet map; the report and the map data are embedded in the document. */
  meridian.startPage = function (map) {
    const report = JSON.parse(document.getElementById("report-data").textContent);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("Natural Earth · GeoNames CC BY 4.0 · Leaflet");
    meridian.page = new Page(map, report);
    return meridian.page.start();
  };
})((window.meridian = window.meridian || {}));
