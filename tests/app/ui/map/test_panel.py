"""The map at work: real pages, real mouse and keyboard, and nothing that leaves the computer."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.ui.map.words import map_words

pytestmark = [
    pytest.mark.gui,
    # No graphics card where tests run: the engine says so and draws in software.
    pytest.mark.qt_log_ignore(
        "QRhi|RHI|Vulkan|GBM|GPUInfo|Sandboxing|context|This plugin does not support"
    ),
]
PATIENCE_MS = 90_000
ATTACK = "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>"
LISBON = (38.72, -9.14)
CHOSEN = ".map-mark--chosen"


def menu_of(qtbot: Any) -> QMenu:
    """The context menu, once it is open."""
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=PATIENCE_MS
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def action_of(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().startswith(text))


def choose(menu: QMenu, text: str) -> None:
    """Click an entry as a hand does."""
    spot = menu.actionGeometry(action_of(menu, text)).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def test_shows_each_placed_photo_and_asks_for_nothing_else(open_panel, make_photo):
    photos = [make_photo(index, at=(10.0, 45.0 * index - 80)) for index in range(5)]
    visitor = open_panel([*photos, make_photo(9, at=None)])
    assert visitor.count(".pin") == 5
    assert visitor.run("document.querySelector('.empty').hidden")
    assert visitor.run("document.querySelector('.legend').innerText").split() == [
        "Confidence", "High", "Medium", "Low",
    ]  # fmt: skip
    assert list(visitor.browser.interceptor.refused) == []
    assert visitor.browser.interceptor.requests
    assert all(text.startswith("meridian://map/") for text in visitor.browser.interceptor.requests)


def test_a_measured_position_looks_unlike_an_estimate(open_panel, make_photo):
    known = make_photo(1, at=(0.0, 0.0), source="exif_gps", radius_km=None, confidence=None)
    country = make_photo(2, at=(0.0, 60.0), city=None, radius_km=300.0)
    visitor = open_panel([known, country])
    assert visitor.count(".pin--fact.band--fact") == 1
    assert visitor.count(".pin--country.band--high") == 1
    words = visitor.run("document.querySelector('.legend').innerText")
    assert "Known" in words
    assert "Country only" in words
    labels = visitor.run(
        "[...document.querySelectorAll('.map-mark')].map(m => m.getAttribute('aria-label')).sort()"
    )
    assert labels[0].startswith("Lisbon, Portugal. Known position, not an estimate.")
    assert labels[1].startswith("Somewhere in Portugal. Estimated, high confidence, 80")


def test_nothing_to_show_is_said(open_panel, make_photo):
    visitor = open_panel()
    visitor.panel.set_photos([make_photo(1, at=None)])
    visitor.wait_for("!document.querySelector('.empty').hidden")
    visitor.panel.upsert([make_photo(1)])
    visitor.wait_for("document.querySelector('.empty').hidden")


def test_a_click_selects_and_control_adds(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1), make_photo(2, at=(38.72, 0.0))])
    visitor.look_at(38.72, -5, 5)
    with qtbot.waitSignal(visitor.panel.selection_changed, timeout=PATIENCE_MS) as picked:
        visitor.click("[aria-label*='IMG_00001']")
    assert picked.args == [[1]]
    visitor.wait_for(f"document.querySelectorAll('{CHOSEN}').length === 1")
    with qtbot.waitSignal(visitor.panel.selection_changed, timeout=PATIENCE_MS) as picked:
        visitor.click("[aria-label*='IMG_00002']", modifier=Qt.KeyboardModifier.ControlModifier)
    assert picked.args == [[1, 2]]
    visitor.wait_for(f"document.querySelectorAll('{CHOSEN}').length === 2")


def test_a_selection_from_elsewhere_is_gone_to_and_not_echoed(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1), make_photo(2, at=(-36.85, 174.76))])
    with qtbot.assertNotEmitted(visitor.panel.selection_changed):
        visitor.panel.select([2])
        visitor.wait_for(f"document.querySelector('{CHOSEN}')")
    centre = visitor.run("(c => [c.lat, c.lng])(meridian.view.map.getCenter().wrap())")
    assert great_circle_km(Coordinate(*centre), Coordinate(-36.85, 174.76)) < 60
    assert visitor.count("path.area--city") == 1
    assert visitor.run("document.querySelector('.caption__title').textContent") == (
        "Lisbon, Portugal"
    )
    assert "within 24" in visitor.run("document.querySelector('.caption__detail').textContent")


def test_a_dragged_pin_says_where_it_was_dropped(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1)])
    visitor.panel.select([1])
    visitor.wait_for(f"document.querySelector('{CHOSEN}')")
    visitor.look_at(*LISBON, 7)
    grip = visitor.middle_of(f"{CHOSEN} .pin")
    tip = visitor.run("(p => [p.x, p.y])(meridian.view.map.latLngToContainerPoint([38.72, -9.14]))")
    expected = visitor.run(
        f"(l => [l.lat, l.lng])(meridian.view.map.containerPointToLatLng("
        f"[{tip[0] + 120}, {tip[1] - 70}]))"
    )
    with qtbot.waitSignal(visitor.panel.photo_moved, timeout=PATIENCE_MS) as moved:
        visitor.drag(grip, QPoint(120, -70))
    photo_id, dropped = moved.args
    assert photo_id == 1
    assert great_circle_km(dropped, Coordinate(*expected)) < 3
    visitor.panel.upsert([make_photo(1, at=(dropped.lat_deg, dropped.lon_deg), source="user")])
    visitor.wait_for(f"document.querySelector('{CHOSEN} .pin--fact')")
    assert visitor.count("path.area") == 0


def test_a_cluster_opens_by_a_click(open_panel, make_photo):
    visitor = open_panel([make_photo(index, at=(38.7 + index / 10, -9.1)) for index in range(4)])
    visitor.look_at(*LISBON, 3)
    visitor.wait_for("document.querySelector('.cluster')")
    assert visitor.run("document.querySelector('.cluster__badge').textContent") == "4"
    visitor.click(".cluster")
    visitor.wait_for("meridian.view.map.getZoom() > 5")
    visitor.wait_for("document.querySelectorAll('.map-mark').length > 1")


def test_photos_of_one_spot_are_offered_to_choose_from(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(index) for index in range(3)])
    visitor.look_at(*LISBON, 8)
    visitor.wait_for("document.querySelector('.cluster')")
    visitor.click(".cluster")
    visitor.wait_for("document.querySelectorAll('.stack__photo').length === 3")
    with qtbot.waitSignal(visitor.panel.selection_changed, timeout=PATIENCE_MS) as picked:
        visitor.click(".stack__photo:last-child")
    assert len(picked.args[0]) == 1


def test_the_menu_of_a_spot_gives_and_copies_its_place(open_panel, make_photo, qtbot):
    visitor = open_panel()
    visitor.panel.set_photos([make_photo(1, at=None)])
    visitor.panel.select([1])
    visitor.wait_for("!document.querySelector('.hint').hidden")
    visitor.look_at(48.2, 16.4, 9)
    spot = QPoint(450, 320)  # the middle
    right = Qt.MouseButton.RightButton
    QTest.mouseClick(visitor.target, right, Qt.KeyboardModifier.NoModifier, spot)
    with qtbot.waitSignal(visitor.panel.location_given, timeout=PATIENCE_MS) as given:
        choose(menu_of(qtbot), "Set location here")
    assert great_circle_km(given.args[0], Coordinate(48.2, 16.4)) < 1
    QTest.mouseClick(visitor.target, right, Qt.KeyboardModifier.NoModifier, spot)
    with qtbot.waitSignal(visitor.panel.notice, timeout=PATIENCE_MS) as notice:
        choose(menu_of(qtbot), "Copy coordinates")
    copied = QGuiApplication.clipboard().text()
    assert re.fullmatch(r"48\.\d{3}, 16\.\d{3}", copied)  # no more digits than a pixel carries
    assert notice.args == [f"Copied {copied}."]
    assert great_circle_km(Coordinate(*map(float, copied.split(", "))), Coordinate(48.2, 16.4)) < 1


def test_without_a_selection_nothing_can_be_given(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1)])
    visitor.panel.fit()
    visitor.target.setFocus()
    visitor.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = menu_of(qtbot)
    assert not action_of(menu, "Set location here").isEnabled()
    menu.close()


def test_a_right_click_on_a_cluster_can_select_it(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(index) for index in range(3)])
    visitor.look_at(*LISBON, 8)
    visitor.click(".cluster", Qt.MouseButton.RightButton)
    with qtbot.waitSignal(visitor.panel.selection_changed, timeout=PATIENCE_MS) as picked:
        choose(menu_of(qtbot), "Select these photos")
    assert sorted(picked.args[0]) == [0, 1, 2]


def test_a_place_is_searched_and_given_by_keyboard(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1)])
    visitor.panel.select([1])
    visitor.target.setFocus()
    visitor.press(Qt.Key.Key_Slash)
    visitor.wait_for("document.activeElement === document.querySelector('.search__input')")
    QTest.keyClicks(visitor.target, "reykja")
    visitor.wait_for("document.querySelector('.place')")
    assert visitor.run("document.querySelector('.place__name').textContent") == "Reykjavík"
    visitor.press(Qt.Key.Key_Return)
    visitor.wait_for("document.activeElement === document.querySelector('.place-card .primary')")
    with qtbot.waitSignal(visitor.panel.location_given, timeout=PATIENCE_MS) as given:
        visitor.press(Qt.Key.Key_Space)
    assert great_circle_km(given.args[0], Coordinate(64.135, -21.895)) < 5


def test_a_pin_is_chosen_by_keyboard(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1)])
    visitor.look_at(*LISBON, 6)
    visitor.wait_for("document.querySelector('.pin')")
    visitor.target.setFocus()
    visitor.run("(document.querySelector('.map-mark').focus(), 1)")
    with qtbot.waitSignal(visitor.panel.selection_changed, timeout=PATIENCE_MS) as picked:
        visitor.press(Qt.Key.Key_Return)
    assert picked.args == [[1]]
    with qtbot.waitSignal(visitor.panel.selection_changed, timeout=PATIENCE_MS) as picked:
        visitor.press(Qt.Key.Key_Escape)
    assert picked.args == [[]]


def test_everything_that_takes_the_focus_has_a_name(open_panel, make_photo):
    visitor = open_panel([make_photo(index, at=(index * 9.0, 0.0)) for index in range(3)])
    visitor.panel.select([1])
    visitor.wait_for(f"document.querySelector('{CHOSEN}')")
    nameless = """[...document.querySelectorAll('button, input, [tabindex="0"]')]
        .filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim()))
        .map((e) => e.outerHTML)"""
    assert visitor.run(nameless) == []
    assert visitor.browser.view.accessibleName() == "Map of the photos"


def test_changes_arrive_one_by_one(open_panel, make_photo):
    visitor = open_panel([make_photo(1), make_photo(2, at=(0.0, 20.0))])
    visitor.panel.fit()
    visitor.wait_for("document.querySelectorAll('.pin').length === 2")
    visitor.panel.upsert([make_photo(2, at=None), make_photo(3, at=(50.0, 20.0), confidence=0.1)])
    visitor.wait_for("document.querySelector('.band--low')")
    visitor.wait_for("!document.querySelector('[aria-label*=IMG_00002]')")
    visitor.panel.remove([1, 3])
    visitor.wait_for("document.querySelectorAll('.pin').length === 0")


def test_text_of_others_stays_text(open_panel, make_photo):
    hostile = make_photo(
        1, city=ATTACK, country=ATTACK, country_code=ATTACK, fingerprint=ATTACK + "/../x"
    )
    hostile = replace(
        hostile, path=hostile.path.with_name("<img src=x onerror=alert(1)>\u202e.jpg")
    )
    visitor = open_panel([hostile])
    visitor.panel.select([1])
    visitor.wait_for("document.querySelector('.caption__title')")
    shown = visitor.run("document.querySelector('.caption__title').textContent")
    assert shown == f"{ATTACK}, {ATTACK}"
    label = visitor.run(f"document.querySelector('{CHOSEN}').getAttribute('aria-label')")
    assert "<img src=x onerror=alert(1)>" in label
    assert "\u202e" not in label
    assert visitor.run("String(window.pwned)") == "undefined"
    assert visitor.count("img[src=x]") == 0
    visitor.wait_for("document.querySelector('.pin__photo').naturalWidth > 0")


def test_a_photo_without_a_thumbnail_gets_a_sign(open_panel, make_photo):
    visitor = open_panel([make_photo(1)], thumbnail_source=lambda _photo: None)
    visitor.wait_for("document.querySelector('.pin__photo--empty')")


def test_light_and_dark(open_panel, make_photo):
    visitor = open_panel([make_photo(1)])
    surface = "getComputedStyle(document.querySelector('.legend')).backgroundColor"
    light = visitor.run(surface)
    visitor.panel.set_dark(True)
    visitor.wait_for("document.documentElement.dataset.theme === 'dark'")
    assert visitor.run(surface) != light


def test_words_and_their_english_agree(repo_root):
    """Reports speak as words.js does, the window as words.py does, and both in the same words."""
    source = (repo_root / "resources" / "map" / "words.js").read_text("utf-8")
    table = source[source.index("let words = {") : source.index("\n  };")]
    pairs = re.findall(r'^    (\w+): (".*"),$', table, flags=re.MULTILINE)
    assert {key: json.loads(text) for key, text in pairs} == map_words()


def test_the_page_speaks_the_language_of_the_window(open_panel, monkeypatch):
    shouted = {key: text.upper() for key, text in map_words().items()}
    monkeypatch.setattr("app.ui.map.browser_map.map_words", lambda: shouted)
    visitor = open_panel()
    assert visitor.run("meridian.allWords()") == shouted
    assert visitor.run("document.querySelector('.search__input').placeholder") == "SEARCH A PLACE"


def test_the_size_of_the_text_lasts_and_menus_open_where_asked(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1)])
    width = visitor.run("innerWidth")
    visitor.panel.set_text_scale(1.25)
    visitor.wait_for(f"Math.abs(innerWidth * 1.25 - {width}) < 3")
    with qtbot.waitSignal(visitor.browser.ready, timeout=PATIENCE_MS):
        visitor.browser.view.reload()
    visitor.wait_for(f"Math.abs(innerWidth * 1.25 - {width}) < 3")
    spot = QPoint(600, 400)
    QTest.mouseClick(visitor.target, Qt.MouseButton.RightButton, pos=spot)
    menu = menu_of(qtbot)
    distance = menu.pos() - visitor.browser.view.mapToGlobal(spot)
    menu.close()
    assert distance.manhattanLength() < 20
