"""Shows how long a library of a hundred thousand photos takes to open; judges no time."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.library.database import Database
from app.library.orm import JobRow, PhotoRow, PredictionRow
from app.library.overview import summaries

COUNT = 100_000
WORDS = "The signs in Cyrillic, the tiled roofs and the snow on the hills point here. " * 6


def fill(database: Database) -> None:
    now = datetime.now(UTC)
    shared = {"model_sha256": "m" * 64, "contract_version": 1, "mode": "reasoned"}
    photo = {"size_bytes": 1, "mtime_ns": 1, "taken_at": "2020-01-01T00:00:00", "added_at": now}
    answer = {
        **shared,
        "model": "starter",
        "completions": [WORDS],
        "localizable": True,
        "lat_deg": 42.1,
        "lon_deg": 24.7,
        "radius_km": 20.0,
        "confidence": 0.8,
        "country": "Bulgaria",
        "country_code": "BG",
        "city": "Plovdiv",
        "reasoning": WORDS,
        "candidates": [],
        "seconds": 1.0,
        "created_at": now,
    }
    marks = [f"{number:064x}" for number in range(COUNT)]
    with database.session() as session:
        session.execute(
            insert(PhotoRow),
            [
                {
                    **photo,
                    "path": f"/photos/{n // 500}/{n}.jpg",
                    "fingerprint": mark,
                    "sha256": mark,
                }
                for n, mark in enumerate(marks)
            ],
        )
        session.execute(insert(PredictionRow), [{**answer, "sha256": mark} for mark in marks])
        session.execute(
            insert(JobRow),
            [
                {**shared, "photo_id": n + 1, "state": "done", "updated_at": now}
                for n in range(COUNT)
            ],
        )


@pytest.mark.slow
def test_reading_what_the_window_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(tmp_path / "library.sqlite")
    fill(database)
    for name, ids in (("all", None), ("100 of them", range(1, 101))):
        wall_s, cpu_s = time.perf_counter(), time.thread_time()
        found = summaries(database, ids, min_confidence=0.5)
        wall_s, cpu_s = time.perf_counter() - wall_s, time.thread_time() - cpu_s
        assert len(found) == (COUNT if ids is None else 100)
        with capsys.disabled():
            print(f"\n{name}: {wall_s:.3f} s (computing {cpu_s:.3f} s)", end="")
    database.close()


@pytest.mark.slow
@pytest.mark.gui
def test_opening_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], qtbot
) -> None:
    from app.library.backup import keep_backup
    from app.settings import SettingsFile
    from app.ui.main_window import MainWindow
    from app.ui.map.panel import PLAIN_MAP_VARIABLE

    monkeypatch.setenv(PLAIN_MAP_VARIABLE, "1")
    library = tmp_path / "library.sqlite"
    database = Database(library)
    fill(database)
    database.close()
    keep_backup(library)
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    window = MainWindow(SettingsFile(tmp_path / "settings.json"), library)
    for name, signal in (("first screen", "filled"), ("all", "completed")):
        owner = window.workspace if signal == "filled" else window.session
        with qtbot.waitSignal(getattr(owner, signal), timeout=600_000):
            window.show()
        with capsys.disabled():
            print(
                f"\n{name}: {time.perf_counter() - wall_s:.2f} s "
                f"(computing {time.process_time() - cpu_s:.2f} s)",
                end="",
            )
    assert len(window.workspace.photos) == COUNT
    window.close()
    window.deleteLater()
