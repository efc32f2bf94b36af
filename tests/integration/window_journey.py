"""The real window on its way through everything, as a program of its own that can be killed.

    python window_journey.py LIBRARY ALBUM

It goes on from wherever an earlier run was killed: finds and locates the photos, puts all of them
where their owner says, writes, and takes everything back. It prints a line for whatever happens.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from app.geo.coordinate import Coordinate
from app.library.records import PhotoState
from app.settings import SettingsFile
from app.tagging.choice import PlaceLevel
from app.tagging.plan import PlannedWrite, WritePolicy
from app.tagging.proposal import WriteOrder
from app.ui.application import make_application

HERE = Coordinate(38.72, -9.14)
UNSETTLED = {PhotoState.NEW, PhotoState.QUEUED, PhotoState.RUNNING}
POLICY = WritePolicy(replace=True)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def until(condition: Callable[[], bool]) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=2)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()


class Journey:
    def __init__(self, library: Path, album: Path) -> None:
        from app.ui.main_window import MainWindow

        settings = SettingsFile(library.with_name("settings.json"))
        self.album = album
        self.window = MainWindow(settings, library)
        self.session = self.window.session
        self.heard: dict[str, object] = {}
        for name in ("opened", "corrected", "plan_ready", "write_finished", "undo_finished"):
            getattr(self.session, name).connect(lambda *what, name=name: self.hear(name, *what))
        self.session.history_ready.connect(lambda batches: self.heard.update(history=batches))
        self.session.photos_changed.connect(self.tell_photos)
        self.session.write_progress.connect(lambda *_: say("writing"))
        self.session.undo_progress.connect(lambda *_: say("undoing"))
        self.session.scan_progress.connect(
            lambda status: None if status.is_running else self.hear("scanned")
        )

    def hear(self, name: str, *what: object) -> None:
        self.heard[name] = what[-1] if what else None
        say(name)

    def tell_photos(self, rows: list) -> None:
        for row in rows:
            say("settled" if row.state not in UNSETTLED else "waiting", row.path.name)

    def ask(self, answer: str, question: Callable[[], object]) -> object:
        self.heard.pop(answer, None)
        question()
        until(lambda: answer in self.heard)
        return self.heard[answer]

    def run(self) -> None:
        self.ask("opened", self.window.show)
        self.ask("scanned", lambda: self.session.add([self.album]))
        photos = self.window.workspace.photos
        until(lambda: bool(photos) and all(row.state not in UNSETTLED for row in photos.values()))
        ids = list(photos)
        self.ask("corrected", lambda: self.session.set_position(ids, HERE))
        proposals = self.ask("plan_ready", lambda: self.session.plan(ids, POLICY))
        requests = [
            each.request(PlaceLevel.FULL)
            for each in proposals
            if isinstance(each.plan, PlannedWrite)
        ]
        order = WriteOrder(tuple(requests), POLICY, "journey")
        self.ask("write_finished", lambda: self.session.write(order))
        for batch in self.ask("history", self.session.request_history):
            if batch.standing:
                self.ask("undo_finished", lambda batch=batch: self.session.undo_batch(batch.id))
        say("arrived")


def main() -> None:
    library, album = map(Path, sys.argv[1:])
    application = make_application(SettingsFile(library.with_name("settings.json")))
    journey = Journey(library, album)
    journey.run()
    journey.window.close()
    application.processEvents()


if __name__ == "__main__":
    main()
