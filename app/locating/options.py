"""How photos are asked about, and who listens meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.library.records import Photo


@dataclass(frozen=True, slots=True)
class LocateOptions:
    """How to ask."""

    quick: bool = False
    votes: int = 1
    again: bool = False
    """Ask anew although an answer is stored."""
    ignore_gps: bool = False
    """Ask although the file has a position; the file's position stays in force."""
    urgent: bool = False
    """Have these photos looked at before all others."""
    each: bool = False
    """Ask about every photo, also where one that looks alike has an answer to share."""

    @property
    def mode(self) -> str:
        """Name of the way of asking, part of what makes a stored answer reusable."""
        base = "quick" if self.quick else "reasoned"
        return base if self.votes == 1 else f"{base} x {self.votes}"


class Listener(Protocol):
    """Hears how a run goes on, between one outcome and the next."""

    def began(self, photo: Photo) -> None:
        """The photo was handed to the model; called by the thread that consumes the run."""

    def wrote(self, photo: Photo, text: str) -> None:
        """The model wrote more about the photo; called on the engine's thread: return fast."""
