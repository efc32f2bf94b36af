"""The map page at work: in a real browser engine, from disk, with every request watched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium's sandbox does not run as root, where containers run tests.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.reporting.map_page import write_map_page

pytestmark = [
    pytest.mark.gui,
    # No graphics card where tests run: the engine says so and draws in software.
    pytest.mark.qt_log_ignore("QRhi|RHI|Vulkan|GBM|GPUInfo|Sandboxing|context"),
]
ATTACK = "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>"


class Watcher(QWebEngineUrlRequestInterceptor):
    """Notes every request and lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.schemes: set[str] = set()

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802
        self.schemes.add(info.requestUrl().scheme())


class WatchedPage(QWebEnginePage):
    """A page whose console is kept."""

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.console: list[str] = []

    def javaScriptConsoleMessage(  # noqa: N802
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, *_where: Any
    ) -> None:
        self.console.append(f"{level.name}: {message}")


class Browser:
    """A map page on the screen that nobody sees."""

    def __init__(self, qtbot: Any) -> None:
        self._qtbot = qtbot
        self._profile = QWebEngineProfile()
        self.watcher = Watcher()
        self._profile.setUrlRequestInterceptor(self.watcher)
        self.page = WatchedPage(self._profile)
        self.view = QWebEngineView()
        self.view.setPage(self.page)
        self.view.resize(1280, 800)

    def load(self, path: Path) -> None:
        self.view.show()
        with self._qtbot.waitSignal(self.page.loadFinished, timeout=30_000):
            self.view.load(QUrl.fromLocalFile(str(path)))
        self.wait_for("document.documentElement.dataset.ready === 'true'")

    def run(self, code: str) -> Any:
        """The value of an expression, through JSON."""
        answers: list[str] = []
        self.page.runJavaScript(f"JSON.stringify([{code}])", answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
        assert answers[0], f"{code}: {self.page.console}"
        return json.loads(answers[0])[0]

    def wait_for(self, condition: str) -> None:
        self._qtbot.waitUntil(lambda: self.run(f"Boolean({condition})"), timeout=30_000)

    def close(self) -> None:
        """Let go in the order the engine wants: view, page, profile."""
        self.view.close()
        self.view.deleteLater()
        self._qtbot.waitUntil(lambda: not self.view.isVisible())
        with self._qtbot.waitSignal(self.page.destroyed, timeout=10_000):
            self.page.deleteLater()


@pytest.fixture
def open_map(qtbot: Any, map_assets: Path, tmp_path: Path):
    browsers: list[Browser] = []

    def open_rows(rows: list[Any], title: str = "Summer") -> Browser:
        out = tmp_path / "map.html"
        write_map_page(rows, out, assets=map_assets, title=title)
        browser = Browser(qtbot)
        browsers.append(browser)
        browser.load(out)
        return browser

    yield open_rows
    for browser in browsers:
        browser.close()


OpenMap = Callable[..., Browser]

PINS_AND_CLUSTERS = """
[...document.querySelectorAll('.map-mark')].reduce((sum, mark) => {
    const count = mark.querySelector('.cluster__badge, .cluster__count');
    return sum + (count ? Number(count.textContent) : 1);
}, 0)
"""


def test_shows_every_placed_photo_and_asks_for_nothing(open_map: OpenMap, varied_rows) -> None:
    browser = open_map(varied_rows)
    placed = sum(row.position is not None for row in varied_rows)
    assert browser.run(PINS_AND_CLUSTERS) == placed
    assert browser.run("document.querySelectorAll('.cluster').length") >= 1
    assert browser.run("document.querySelectorAll('.row').length") > 0
    filters = browser.run("[...document.querySelectorAll('.filter')].map(f => f.textContent)")
    assert "Cannot be placed:\u00a01" in filters
    assert browser.watcher.schemes <= {"file", "data", "blob"}
    assert browser.page.console == []


def test_a_row_opens_its_card(open_map: OpenMap, varied_rows) -> None:
    browser = open_map(varied_rows)
    browser.run("document.querySelector('.row').click()")
    browser.wait_for("document.querySelector('.map-popup .card__title')")
    assert browser.run("document.querySelector('.card__title').textContent") == "Lisbon, PT"
    text = browser.run("document.querySelector('.card__body').textContent")
    assert "within 25\u202fkm of here" in text
    assert "Yellow trams climb" in text
    chips = browser.run("[...document.querySelectorAll('.chip')].map(chip => chip.textContent)")
    assert chips == ["yellow tram", "calçada paving"]
    assert browser.run("document.querySelectorAll('.area--city').length") == 1
    browser.run("document.querySelector('.leaflet-popup-close-button').click()")
    browser.wait_for("!document.querySelector('.map-popup')")
    assert browser.run("document.querySelectorAll('.area').length") == 0


def test_a_country_answer_shades_the_country(open_map: OpenMap, make_row) -> None:
    browser = open_map([make_row(city=None, radius_km=310.0)])
    browser.run("document.querySelector('.row').click()")
    browser.wait_for("document.querySelector('.map-popup')")
    assert browser.run("document.querySelectorAll('.area--shape').length") >= 1
    assert browser.run("document.querySelectorAll('.area--country').length") == 1
    assert "Only the country is known" in browser.run("document.querySelector('.card').textContent")


def test_photos_of_one_spot_can_be_told_apart(open_map: OpenMap, make_row) -> None:
    rows = [make_row(path=Path(f"/photos/{index}.jpg")) for index in range(5)]
    browser = open_map(rows)
    browser.run("document.querySelector('.cluster').parentElement.click()")
    browser.wait_for("document.querySelectorAll('.stack__photo').length === 5")
    browser.run("document.querySelectorAll('.stack__photo')[3].click()")
    browser.wait_for("document.querySelector('.card__facts')")
    assert "3.jpg" in browser.run("document.querySelector('.card__facts').textContent")


def test_injected_markup_is_inert(open_map: OpenMap, make_row) -> None:
    hostile = make_row(
        path=Path("/photos") / "<img src=x onerror='window.pwned=1'>.jpg",
        reasoning=ATTACK,
        city=ATTACK,
        cues=((ATTACK, ATTACK),),
        source=ATTACK,
        model=ATTACK,
    )
    browser = open_map([hostile], title=ATTACK)
    browser.run("document.querySelector('.row').click()")
    browser.wait_for("document.querySelector('.map-popup')")
    assert browser.run("document.querySelector('.card__reasoning').textContent") == ATTACK
    assert browser.run("String(window.pwned)") == "undefined"
    assert browser.run("document.querySelectorAll('img[src=x]').length") == 0
    assert browser.watcher.schemes <= {"file", "data", "blob"}
    assert browser.page.console == []


def test_the_policy_stops_what_would_leave(open_map: OpenMap, make_row) -> None:
    browser = open_map([make_row()])
    browser.run("""(() => {
        window.refused = [];
        const note = (event) => refused.push(event.effectiveDirective);
        document.addEventListener('securitypolicyviolation', note);
        fetch('https://example.org/').catch(() => 0);
        new Image().src = 'https://example.org/tile.png';
        const inline = document.createElement('script');
        inline.textContent = 'window.pwned = 1';
        document.body.append(inline);
        return 1;
    })()""")
    browser.wait_for("refused.length >= 3")
    refused = browser.run("refused")
    assert {"connect-src", "img-src", "script-src-elem"} <= set(refused)
    assert browser.run("String(window.pwned)") == "undefined"
    assert browser.watcher.schemes <= {"file", "data", "blob"}


def test_search_and_filter_narrow_list_and_map(open_map: OpenMap, varied_rows) -> None:
    browser = open_map(varied_rows)
    search = "const s = document.querySelector('.search__input'); s.value = '{}';"
    search += "s.dispatchEvent(new Event('input'));"
    browser.run(f"(() => {{ {search.format('REYKJAVIK')} return 1; }})()")
    assert browser.run("document.querySelectorAll('.row').length") == 1
    assert browser.run(PINS_AND_CLUSTERS) == 1
    browser.run(f"(() => {{ {search.format('no such place')} return 1; }})()")
    assert "no such place" in browser.run("document.querySelector('.panel__nothing').textContent")
    browser.run(f"(() => {{ {search.format('')} return 1; }})()")
    browser.run("document.querySelector('.filter--unplaced').click()")
    assert browser.run("document.querySelectorAll('.row').length") == 1
    browser.run("document.querySelector('.row').click()")
    browser.wait_for("document.querySelector('.float')")
    assert "A cup on a plain table." in browser.run("document.querySelector('.float').textContent")


def test_the_list_works_by_keyboard(open_map: OpenMap, varied_rows) -> None:
    browser = open_map(varied_rows)
    press = """(() => {
        const list = document.getElementById('photo-list');
        list.focus();
        for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) {
            list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        }
        return list.getAttribute('aria-activedescendant');
    })()"""
    assert browser.run(press) == "row-2"
    browser.wait_for("document.querySelector('.card__title')")
    assert browser.run("document.querySelector('.card__title').textContent") == "Nairobi, KE"
    escape = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))"
    browser.run(escape)
    browser.wait_for("!document.querySelector('.map-popup')")
    nameless = """[...document.querySelectorAll('button, input, [role=button], [role=option]')]
        .filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim())).length"""
    assert browser.run(nameless) == 0


def test_light_and_dark(open_map: OpenMap, varied_rows) -> None:
    browser = open_map(varied_rows)
    background = "getComputedStyle(document.querySelector('.panel')).backgroundColor"
    first_theme = browser.run("document.documentElement.dataset.theme")
    first = browser.run(background)
    browser.run("document.querySelector('.tool--theme').click()")
    assert browser.run("document.documentElement.dataset.theme") != first_theme
    assert browser.run(background) != first
    browser.wait_for("document.querySelectorAll('.basemap__tile').length > 0")


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_show_is_said(open_map: OpenMap, unplaced, count: int) -> None:
    browser = open_map([unplaced] * count)
    assert browser.run("Boolean(document.querySelector('.empty'))")
    assert browser.run("document.querySelector('.legend').hidden")
    assert browser.page.console == []


def test_circles_are_true_on_the_sphere(open_map: OpenMap, make_row) -> None:
    browser = open_map([make_row()])
    for lat, lon, radius in [(0, 0, 500), (64, -22, 900), (-17, 179.5, 300), (85, 10, 200)]:
        centre = Coordinate(lat, lon)
        for y, x in browser.run(f"meridian.circle({lat}, {lon}, {radius})"):
            if abs(y) >= 85:  # the map ends there
                continue
            edge = Coordinate(y, (x + 180) % 360 - 180)
            assert great_circle_km(centre, edge) == pytest.approx(radius, rel=1e-3)


def test_bounds_may_cross_the_180th_meridian(open_map: OpenMap, make_row) -> None:
    browser = open_map([make_row()])
    places = "[{lat: -18, lon: 178}, {lat: 21, lon: -158}, {lat: -37, lon: 175}]"
    assert browser.run(f"meridian.boundsOf({places})") == [[-37, 175], [21, 202]]
    assert browser.run("meridian.boundsOf([])") is None
