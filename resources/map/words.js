/* Every sentence of the map in one table, so that a window can replace them by those of its language. */
(function (meridian) {
  "use strict";

  let language = "en";
  let words = {
    // How sure a position is.
    high: "High",
    medium: "Medium",
    low: "Low",
    uncalibrated: "Not calibrated",
    fact: "Known",
    countryOnly: "Country only",
    isKnown: "Known position, not an estimate",
    isUncalibrated: "Estimated, confidence not calibrated",
    isHigh: "Estimated, high confidence, {percent}",
    isMedium: "Estimated, medium confidence, {percent}",
    isLow: "Estimated, low confidence, {percent}",
    within: "within {distance}",
    metres: "{number}\u202fm",
    kilometres: "{number}\u202fkm",
    // Where a photo is.
    cityInCountry: "{city}, {country}",
    somewhereIn: "Somewhere in {country}",
    knownPosition: "Known position",
    estimatedPosition: "Estimated position",
    // The legend.
    legend: "Confidence",
    legendMeans: "Legend: confidence that the place is within 25 km",
    rangeKnown: "Recorded in the photo, or set by its owner",
    rangeHigh: "{high} and more",
    rangeMedium: "{medium} to {high}",
    rangeLow: "below {medium}",
    // Pins, clusters and tools.
    map: "Map",
    photosHere: "Photos: {count}",
    showPhotos: "Photos: {count}. Show them.",
    photosAt: "Photos here: {count}",
    closeTogether: "Close together",
    morePhotos: "{count} more that are not shown here",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    showAll: "Show all photos",
    showSelection: "Show the selection",
    // The window only.
    searchPlaces: "Search a place",
    places: "Places",
    noPlace: "No place of that name is known.",
    setHere: "Set location here",
    selectFirst: "Select photos first, then give them this place.",
    close: "Close",
    dragToCorrect: "Drag to correct",
    movedBy: "{distance} from where it was",
    unplacedSelection: "No position yet. Right-click the map or search a place to give one.",
    emptyTitle: "Nothing on the map yet",
    emptyText: "Photos appear here as soon as they have a position.",
    mapData: "Map data",
  };

  /** The sentence of a key, with {name} replaced by the value of that name. */
  meridian.say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** A number in the writing of the language, whole unless `digits` says otherwise. */
  meridian.number = (value, digits = 0) => value.toLocaleString(language, { maximumFractionDigits: digits });

  /** Speak another language: its BCP 47 tag and the sentences that replace the English ones. */
  meridian.useLanguage = function (tag, translated) {
    language = tag;
    words = { ...words, ...translated };
  };

  /** All sentences in force, by their keys. */
  meridian.allWords = () => ({ ...words });
})((globalThis.meridian = globalThis.meridian || {}));
