"""Photos that wait for the model, in memory in their order, and in the library for a restart."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

from app.library.records import Asking, Photo
from app.library.repository import Repository


class PhotoQueue:
    """What waits for one way of asking.

    Iterating takes photos out; it ends whenever none waits and can be taken up again when more have
    come. What was taken counts as unfinished until it is settled. Safe to use from any thread.
    """

    def __init__(self, repository: Repository, asking: Asking) -> None:
        """Make an empty queue."""
        self._repository = repository
        self._asking = asking
        self._lock = threading.Lock()
        self._waiting: dict[int, None] = {}
        self._taken: dict[int, None] = {}

    def __len__(self) -> int:
        """How many photos are unfinished: those that wait and those under way."""
        with self._lock:
            return len(self._waiting) + len(self._taken)

    def __contains__(self, photo_id: int) -> bool:
        """Whether the photo is unfinished here."""
        with self._lock:
            return photo_id in self._waiting or photo_id in self._taken

    def restore(self) -> None:
        """Take up what an earlier run left waiting in the library."""
        left = self._repository.queued(self._asking)
        with self._lock:
            self._waiting = dict.fromkeys([*left, *self._waiting])

    def add(self, photo_ids: Iterable[int]) -> list[int]:
        """Append photos; those already here keep their turn. Returns the new ones."""
        with self._lock:
            known = self._waiting.keys() | self._taken.keys()
            fresh = [photo_id for photo_id in dict.fromkeys(photo_ids) if photo_id not in known]
        # Stored before it can be taken: whoever takes a photo moves its job on.
        self._repository.enqueue(fresh, self._asking)
        with self._lock:
            self._waiting.update(dict.fromkeys(fresh))
        return fresh

    def give_up(self, photo_ids: Iterable[int] | None = None) -> list[int]:
        """Take photos (None: all) that wait off the queue again, and return them."""
        with self._lock:
            wanted = self._waiting.keys() if photo_ids is None else photo_ids
            gone = [photo_id for photo_id in wanted if photo_id in self._waiting]
            for photo_id in gone:
                del self._waiting[photo_id]
        self._repository.dequeue(gone, self._asking)
        return gone

    def settle(self, photo_id: int) -> None:
        """A photo that was taken is done with."""
        with self._lock:
            self._taken.pop(photo_id, None)
        # Where the model was not asked after all, its job still waits in the library.
        self._repository.dequeue([photo_id], self._asking)

    def put_back(self) -> list[int]:
        """What was taken and not settled is first in the queue again; returns it."""
        with self._lock:
            taken, self._taken = self._taken, {}
            self._waiting = taken | self._waiting
        return list(taken)

    def __iter__(self) -> Iterator[Photo]:
        """The queue is its own iterator."""
        return self

    def __next__(self) -> Photo:
        """Take the first photo; StopIteration while none waits."""
        while True:
            with self._lock:
                photo_id = next(iter(self._waiting), None)
                if photo_id is None:
                    raise StopIteration
                del self._waiting[photo_id]
                self._taken[photo_id] = None
            found = self._repository.photos([photo_id])
            if found:
                return found[0]
            self.settle(photo_id)  # it was removed from the library meanwhile
