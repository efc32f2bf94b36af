"""What Meridian is, and whose work it builds on."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app import paths
from app.ui.software import libraries, meridian_version

translate = QCoreApplication.translate
_SIGN_PX = 64
_ATTRIBUTION = "sample-album/ATTRIBUTION.md"
_LICENCE_URL = "https://www.apache.org/licenses/LICENSE-2.0"


class AboutDialog(QDialog):
    """Version and licence above; data, sample album and libraries in tabs below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Meridian"))
        self.finished.connect(self.deleteLater)
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("Whose work this builds on"))
        tabs.addTab(_page(self.tr("Maps and places"), _credits()), self.tr("Maps and places"))
        tabs.addTab(self._sample_album(), self.tr("Sample album"))
        tabs.addTab(_page(self.tr("Software"), _software()), self.tr("Software"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(16)
        layout.addLayout(self._heading())
        layout.addWidget(tabs, 1)
        layout.addWidget(buttons)
        self.resize(640, 560)

    def _heading(self) -> QHBoxLayout:
        sign = QLabel()
        icon = QIcon(str(paths.resources_dir() / "icons" / "meridian.svg"))
        sign.setPixmap(icon.pixmap(_SIGN_PX, _SIGN_PX))
        name = QLabel(self.tr("Meridian {version}").format(version=meridian_version()))
        name.setProperty("kind", "headline")
        what = QLabel(
            self.tr(
                "Finds out where photographs were taken, on this computer and without the internet."
            )
        )
        what.setWordWrap(True)
        licence = _linked(
            self.tr("Free software under the {licence}.").format(
                licence=_link(_LICENCE_URL, self.tr("Apache License 2.0"))
            )
        )
        words = QVBoxLayout()
        words.setSpacing(4)
        for label in (name, what, licence):
            words.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _sample_album(self) -> QTextBrowser:
        """The album's own list of authors and licences, as it lies beside the pictures."""
        browser = QTextBrowser()
        browser.setOpenExternalLinks(True)
        browser.setAccessibleName(self.tr("Sample album"))
        browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        text = (paths.resources_dir() / _ATTRIBUTION).read_text(encoding="utf-8")
        browser.setMarkdown(text)
        return browser


def _credits() -> list[tuple[str, str]]:
    """Works and what is said of each, the latter with links."""
    by = _link("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0")
    return [
        (
            "GeoNames",
            translate(
                "AboutDialog",
                "Towns, their names in many languages, and their positions, from {site}; licence "
                "{licence}. Put together and shortened for Meridian.",
            ).format(site=_link("https://www.geonames.org", "geonames.org"), licence=by),
        ),
        (
            "Natural Earth",
            translate(
                "AboutDialog",
                "Countries, coasts and waters of the map, from {site}; in the public domain.",
            ).format(site=_link("https://www.naturalearthdata.com", "naturalearthdata.com")),
        ),
        (
            "world-atlas",
            translate(
                "AboutDialog", "The form in which the map comes, by {author}; licence {licence}."
            ).format(
                author=_link("https://github.com/topojson/world-atlas", "Michael Bostock"),
                licence="ISC",
            ),
        ),
        (
            "Unicode CLDR",
            translate(
                "AboutDialog",
                "Names of countries and their regions in many languages, from {site}; licence "
                "{licence}.",
            ).format(
                site=_link("https://cldr.unicode.org", "cldr.unicode.org"), licence="Unicode V3"
            ),
        ),
        (
            translate("AboutDialog", "Map in the window"),
            translate("AboutDialog", "Drawn with {libraries}, free software in JavaScript.").format(
                libraries=_link("https://leafletjs.com", "Leaflet")
                + ", supercluster, TopoJSON, geojson-vt, PMTiles, protomaps-leaflet"
            ),
        ),
        (
            "GLOBE",
            translate(
                "AboutDialog",
                "The training method and the large model for photographs are described in {paper}.",
            ).format(paper=_link("https://arxiv.org/abs/2506.14674", "arXiv 2506.14674")),
        ),
    ]


def _software() -> list[tuple[str, str]]:
    said = translate("AboutDialog", "Version {version}; licence {licence}.")
    silent = translate("AboutDialog", "Version {version}; its licence lies beside it.")
    return [
        (
            library.name,
            html.escape(
                (said if library.licence else silent).format(
                    version=library.version, licence=library.licence
                )
            ),
        )
        for library in libraries()
    ]


def _page(title: str, works: Sequence[tuple[str, str]]) -> QScrollArea:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(2, 14, 12, 8)
    layout.setSpacing(2)
    for name, words in works:
        heading = QLabel(name)
        heading.setProperty("kind", "strong")
        layout.addWidget(heading)
        layout.addWidget(_linked(words))
        layout.addSpacing(10)
    layout.addStretch(1)
    area = QScrollArea()
    area.setAccessibleName(title)
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area


def _linked(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "muted")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setOpenExternalLinks(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return label


def _link(address: str, text: str) -> str:
    return f'<a href="{address}">{html.escape(text)}</a>'
