"""With how many others a photo shares its answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """Both count the photo itself; 1 is alone."""

    copies: int = 1
    """Photos of exactly the same content."""
    alike: int = 1
    """Photos with the answer that the model gave about one of them, copies included."""

    @property
    def size(self) -> int:
        """What is shown on the tile."""
        return max(self.copies, self.alike)
