"""What the model is being asked in a run, and which photos wait for the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.library.likeness import Leader, Look
from app.library.records import Photo


@dataclass(frozen=True, slots=True)
class Follower:
    """A photo that waits for the answer about another one, because it looks alike."""

    photo: Photo
    sha256: str
    since: datetime


@dataclass(slots=True)
class Question:
    """A picture that the model is asked about."""

    sha256: str
    photos: list[Photo]
    """Those of exactly this content, first the one that was there first."""
    look: Look | None
    """None where no other photo may share the answer."""
    asked_at: datetime
    followers: list[Follower] = field(default_factory=list[Follower])

    @property
    def waiting(self) -> list[Photo]:
        """All photos that wait for the answer."""
        return [*self.photos, *(follower.photo for follower in self.followers)]

    @property
    def leader(self) -> Path:
        """The photo that the model has before it."""
        return self.photos[0].path


class Questions:
    """The questions that are open, by the hash of the picture. Used by one thread."""

    def __init__(self) -> None:
        self._open: dict[str, Question] = {}

    def __contains__(self, sha256: str) -> bool:
        """Whether the model is being asked about this content."""
        return sha256 in self._open

    def __getitem__(self, sha256: str) -> Question:
        """The question about this content."""
        return self._open[sha256]

    def open(self, question: Question) -> None:
        """The model is being asked."""
        self._open[question.sha256] = question

    def close(self, sha256: str) -> Question:
        """The answer is there, or will not come."""
        return self._open.pop(sha256)

    def close_all(self) -> list[Question]:
        """No answer will come."""
        questions, self._open = list(self._open.values()), {}
        return questions

    def leaders(self) -> list[Leader]:
        """The photos asked about whose answer others may share."""
        return [
            Leader(question.leader, question.sha256, question.look)
            for question in self._open.values()
            if question.look is not None
        ]
