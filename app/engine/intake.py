"""Photos on their way through the vision tower to a lane, in the order they came.

Urgent ones pass all that wait.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Final

from app.contract.image import PreparedImage
from app.engine.llama.shapes import Features
from app.engine.protocol import Locate
from app.engine.runtime import Reader

_PATIENCE_S: Final = 0.05  # then the caller looks for new requests


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo the vision tower has seen."""

    job: Locate
    features: Features
    started_s: float


@dataclass(slots=True)
class _Entry:
    job: Locate
    features: Future[Features] | None = None
    started_s: float = 0.0


class Intake:
    """The queue before the lanes. A tower that works in the background is kept busy ahead."""

    def __init__(self, vision: Reader, on_start: Callable[[int], None], *, ahead: int) -> None:
        """Make an empty queue.

        Args:
            vision: The tower.
            on_start: Called with the job's id when the tower begins with a photo.
            ahead: How many photos may be encoded before there is a lane for them.
        """
        self._vision = vision
        self._on_start = on_start
        self._ahead = ahead
        self._entries: deque[_Entry] = deque()

    def __len__(self) -> int:
        """Photos waiting for a lane."""
        return len(self._entries)

    def add(self, job: Locate) -> None:
        """Queue a photo, an urgent one before all others."""
        if job.urgent:
            self._give_way()
            self._entries.appendleft(_Entry(job))
        else:
            self._entries.append(_Entry(job))
        self._look_ahead()

    def cancel(self, job_id: int) -> None:
        """Forget a photo, if it is here."""
        for entry in [entry for entry in self._entries if entry.job.job_id == job_id]:
            self._entries.remove(entry)
            if entry.features:
                entry.features.cancel()
        self._look_ahead()

    def first(self) -> Locate:
        """The photo whose turn it is."""
        return self._entries[0].job

    def ready(self, n: int) -> bool:
        """Whether the first ``n`` photos can be taken without waiting for a background tower."""
        if not self._vision.parallel:
            return True
        return all(
            entry.features is not None and entry.features.done()
            for entry, _ in zip(self._entries, range(n), strict=False)
        )

    def take(self) -> Seen:
        """Remove the first photo, encoded.

        Raises:
            LlamaError: The tower refused it; it is removed all the same.
        """
        entry = self._entries.popleft()
        features = entry.features or self._begin(entry)
        self._look_ahead()
        return Seen(entry.job, features.result(), entry.started_s)

    def wait(self) -> None:
        """Wait for a background tower to finish something, but not for long."""
        pending = [entry.features for entry in self._entries if entry.features]
        pending = [features for features in pending if not features.done()]
        if pending:
            wait(pending, _PATIENCE_S, "FIRST_COMPLETED")

    def _give_way(self) -> None:
        """Take back what a background tower was given but has not begun."""
        for entry in self._entries:
            if entry.features and entry.features.cancel():
                entry.features = None

    def _look_ahead(self) -> None:
        if self._vision.parallel:
            for entry, _ in zip(self._entries, range(self._ahead), strict=False):
                if entry.features is None:
                    self._begin(entry)

    def _begin(self, entry: _Entry) -> Future[Features]:
        job = entry.job
        entry.started_s = time.monotonic()
        self._on_start(job.job_id)
        entry.features = self._vision.encode(PreparedImage(job.width_px, job.height_px, job.rgb))
        return entry.features
