"""What the map survives, and what it may not do whatever runs in its page."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage
from shiboken6 import isValid

from app.ui.map.panel import PLAIN_MAP_VARIABLE, MapPanel
from app.ui.map.plain_list import PlainList
from app.ui.map.scheme import CHROMIUM_FLAGS

pytestmark = [
    pytest.mark.gui,
    pytest.mark.qt_log_ignore(
        "QRhi|RHI|Vulkan|GBM|GPUInfo|Sandboxing|context|This plugin does not support"
    ),
]
PATIENCE_MS = 90_000
ATTEMPTS = """(() => {
    window.outcome = [];
    const note = (what) => (event) => outcome.push(`${what} ${event}`);
    for (const address of ['https://example.org/x', 'http://127.0.0.1:9/x', 'file:///etc/passwd']) {
        fetch(address).then(() => note('fetched')(address), () => note('refused')('fetch'));
        const image = new Image();
        image.onload = () => note('loaded')(address);
        image.onerror = () => note('refused')('image');
        image.src = address;
    }
    try { new WebSocket('wss://example.org'); } catch { note('refused')('socket'); }
    navigator.sendBeacon('https://example.org/beacon', 'x');
    const inline = document.createElement('script');
    inline.textContent = 'window.pwned = 1';
    document.body.append(inline);
    const worker = new Worker('assets/worker.js');
    worker.postMessage({ method: 'load', values: ['https://example.org/rows'] });
    window.open('https://example.org/window');
    location.href = 'https://example.org/elsewhere';
    return 1;
})()"""


def test_nothing_leaves_whatever_the_page_tries(open_panel, caplog):
    visitor = open_panel()
    visitor.run(ATTEMPTS)
    visitor.wait_for("outcome.length >= 6")
    outcome = visitor.run("outcome")
    assert not [line for line in outcome if line.startswith(("fetched", "loaded"))]
    assert visitor.run("String(window.pwned)") == "undefined"
    assert visitor.browser.view.url() == QUrl("meridian://map/")
    # The policy of the page refuses before the interceptor hears of it.
    own = ("meridian:", "blob:")
    assert all(text.startswith(own) for text in visitor.browser.interceptor.requests)
    assert "Content Security Policy" in caplog.text


def test_the_interceptor_alone_would_do(open_panel, qtbot):
    """A page without a policy, in the same profile."""
    visitor = open_panel()
    page = QWebEnginePage(visitor.browser._profile, visitor.panel)
    foreign = "https://example.org/picture.png"
    with qtbot.waitSignal(page.loadFinished, timeout=PATIENCE_MS):
        page.setHtml(f"<link rel=preconnect href=https://example.org><img src={foreign}>")
    qtbot.waitUntil(lambda: foreign in visitor.browser.interceptor.refused, timeout=PATIENCE_MS)
    page.deleteLater()
    qtbot.waitUntil(lambda: not isValid(page), timeout=PATIENCE_MS)


def test_chromium_is_told_to_keep_quiet():
    flags = os.environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    assert all(flag in flags for flag in CHROMIUM_FLAGS)
    assert flags.count("--host-resolver-rules") == 1


def kill_page(visitor) -> None:
    os.kill(visitor.browser.view.page().renderProcessPid(), signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_page_comes_back_as_it_was(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1), make_photo(2, at=(45.0, 15.0))])
    visitor.panel.select([1])
    visitor.wait_for("document.querySelector('.map-mark--chosen')")
    visitor.look_at(40.0, 5.0, 4)
    visitor.panel.set_dark(True)
    with (
        qtbot.waitSignal(visitor.panel.notice, timeout=PATIENCE_MS),
        qtbot.waitSignal(visitor.browser.ready, timeout=PATIENCE_MS),
    ):
        kill_page(visitor)
    visitor.wait_for("document.querySelector('.map-mark--chosen')")
    visitor.wait_for("document.querySelectorAll('.pin').length === 2")
    view = "(m => [m.getCenter().lat, m.getCenter().lng, m.getZoom()])(meridian.view.map)"
    assert visitor.run(view) == pytest.approx([40.0, 5.0, 4], abs=0.01)
    assert visitor.run("document.documentElement.dataset.theme") == "dark"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_page_that_keeps_dying_gives_way_to_the_list(open_panel, make_photo, qtbot):
    visitor = open_panel([make_photo(1)])
    browser = visitor.browser
    for _ in range(2):
        with qtbot.waitSignal(browser.ready, timeout=PATIENCE_MS):
            kill_page(visitor)
    with qtbot.waitSignal(browser.gave_up, timeout=PATIENCE_MS):
        kill_page(visitor)
    shown = visitor.panel.findChild(PlainList)
    assert shown is not None
    assert shown._model.rowCount() == 1


@pytest.fixture
def plain_panel(qtbot, monkeypatch):
    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    panel = MapPanel(lambda _photo: None, lambda _text: [])
    qtbot.addWidget(panel)
    yield panel
    panel.close_map()


def cells(shown: PlainList) -> list[list[str]]:
    model = shown._model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_list_stands_in_for_the_map(plain_panel, make_photo, qtbot):
    known = make_photo(2, at=(1.0, 2.0), source="user", city=None)
    plain_panel.set_photos([make_photo(1), known, make_photo(3, at=None)])
    plain_panel.upsert([make_photo(4, confidence=None)])
    shown = plain_panel.findChild(PlainList)
    assert cells(shown) == [
        ["IMG_00001.jpg", "Lisbon, Portugal", "38.7, -9.1", "Estimated, 80%, within 24 km"],
        ["IMG_00002.jpg", "Portugal", "1.00000, 2.00000", "Known"],
        ["IMG_00004.jpg", "Lisbon, Portugal", "38.7, -9.1", "Estimated, not calibrated"],
    ]
    with qtbot.assertNotEmitted(plain_panel.selection_changed):
        plain_panel.select([2, 3])
    with qtbot.waitSignal(plain_panel.selection_changed) as picked:
        shown._table.selectRow(2)
    assert picked.args == [[4]]
    plain_panel.remove([1, 2])
    assert len(cells(shown)) == 1


def test_the_list_says_why(qtbot, monkeypatch):
    monkeypatch.setitem(sys.modules, "app.ui.map.browser_map", None)
    panel = MapPanel(lambda _photo: None, lambda _text: [])
    qtbot.addWidget(panel)
    shown = panel.findChild(PlainList)
    assert shown is not None
    assert "Qt WebEngine does not start here" in shown.reason()
    panel.close_map()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed")
def test_the_map_works_without_a_network_interface(repo_root: Path):
    within = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*within, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    test = "tests/app/ui/map/test_panel.py::test_shows_each_placed_photo_and_asks_for_nothing_else"
    done = subprocess.run(
        [*within, sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", test],
        cwd=repo_root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
