"""The journal: nothing is lost, nothing is overwritten, and it serves one data set."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.errors import AppError
from trainer.curation.journal import Journal
from trainer.curation.verify import Fate, Verdict


def test_what_was_said_stays(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with Journal(path, data="a") as journal:
        assert journal.said("photo", "qwen:1") is None
        journal.record("photo", "qwen:1", {"text": "Málaga", "finish": "stop"})
    with Journal(path, data="a") as journal:
        assert journal.said("photo", "qwen:1") == {"text": "Málaga", "finish": "stop"}
        assert journal.said("photo", "qwen:2") is None
        with pytest.raises(sqlite3.IntegrityError):
            journal.record("photo", "qwen:1", {"text": "Lima"})


def test_fates_are_added_and_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    fates = [Fate(Verdict.UNANSWERED, "time-out"), Fate(Verdict.KEPT, "")]
    with Journal(path, data="a") as journal:
        assert journal.fate("photo") is None
        for fate in (fates[0], fates[0], fates[1]):
            journal.decide("photo", fate)
        assert journal.fate("photo") == fates[1]
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT verdict, reason FROM fates ORDER BY number").fetchall()
    database.close()
    assert rows == [("unanswered", "time-out"), ("kept", "")]


def test_other_data_are_refused(tmp_path: Path) -> None:
    Journal(tmp_path / "journal.sqlite", data="a").close()
    with pytest.raises(AppError, match="belongs to a, not to b"):
        Journal(tmp_path / "journal.sqlite", data="b")


@pytest.mark.parametrize("content", [b"this is no database at all, not even nearly", None])
def test_a_file_that_is_no_journal_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(content) if content else path.mkdir()
    with pytest.raises(AppError, match=r"journal\.sqlite"):
        Journal(path, data="a")
    if content:
        assert path.read_bytes() == content
