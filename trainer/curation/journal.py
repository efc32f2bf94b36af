"""What teachers said and what became of every sample, kept so that a kill loses nothing.

One SQLite file, only ever added to. Evidence is what was paid for: raw words of a teacher, a GPS
position, what segmentation saw; each under a witness whose name changes when it is asked
differently. Fates are derived from it by the rules, and are written anew when those change.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self

from app.errors import AppError
from trainer.curation.verify import Fate, Verdict

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS evidence (
    sample TEXT NOT NULL, witness TEXT NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (sample, witness)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fates (
    number INTEGER PRIMARY KEY, sample TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
    decided_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS fates_of_sample ON fates (sample, number);
"""


class Journal:
    """The journal of one curation. Every method commits. One thread.

    Args:
        path: the SQLite file, made if missing.
        data: what the samples come from; a journal serves one data set only.

    Raises:
        AppError: The file cannot be opened, is no journal, or belongs to other data.
    """

    def __init__(self, path: Path, *, data: str) -> None:
        try:
            self._database = sqlite3.connect(path, isolation_level=None)
            # With WAL a killed process loses nothing; only a power cut may cost the last commits.
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_SCHEMA)
            self._database.execute("INSERT OR IGNORE INTO about VALUES ('data', ?)", (data,))
            (known,) = self._database.execute("SELECT value FROM about").fetchone()
        except sqlite3.Error as error:
            raise AppError(
                title="Journal not usable",
                message=f"{path}: {error}.",
                hint="Check the disk and the permissions, or choose another folder with --out.",
            ) from error
        if known != data:
            self.close()
            raise AppError(
                title="Journal of other data",
                message=f"{path} belongs to {known}, not to {data}.",
                hint="Choose another folder with --out.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def said(self, sample: str, witness: str) -> dict[str, Any] | None:
        """What a witness said of a sample, or None where it was not asked yet."""
        found = self._database.execute(
            "SELECT said FROM evidence WHERE sample = ? AND witness = ?", (sample, witness)
        ).fetchone()
        return json.loads(found[0]) if found else None

    def record(self, sample: str, witness: str, said: Mapping[str, Any]) -> None:
        """Keep what a witness said, for good."""
        self._database.execute(
            "INSERT INTO evidence VALUES (?, ?, ?)",
            (sample, witness, json.dumps(said, ensure_ascii=False, separators=(",", ":"))),
        )

    def decide(self, sample: str, fate: Fate) -> None:
        """Add a sample's fate, unless it is the one it has."""
        if self.fate(sample) != fate:
            self._database.execute(
                "INSERT INTO fates (sample, verdict, reason) VALUES (?, ?, ?)",
                (sample, fate.verdict.value, fate.reason),
            )

    def fate(self, sample: str) -> Fate | None:
        """A sample's latest fate."""
        found = self._database.execute(
            "SELECT verdict, reason FROM fates WHERE sample = ? ORDER BY number DESC LIMIT 1",
            (sample,),
        ).fetchone()
        return Fate(Verdict(found[0]), found[1]) if found else None
