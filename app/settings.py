"""What the user prefers, in one small file, declared once with its label and tooltip.

A preference is a field of `Settings` made by `preference`; the dialog, the file and the defaults
follow from it. Fields without a label are things the window remembers by itself.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from app import paths

_RECENT: Final = 8


def preference(*, default: Any, label: str, tooltip: str, choices: tuple[str, ...] = ()) -> Any:
    """A field that the user may change; ``label`` and ``tooltip`` are English, for translation."""
    return field(default=default, metadata={"label": label, "tooltip": tooltip, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's preferences and what the window remembers."""

    theme: str = preference(
        default="system",
        label="Colours",
        tooltip="Light, dark, or as the system is.",
        choices=("system", "light", "dark"),
    )
    text_scale: float = preference(
        default=1.0, label="Text size", tooltip="How large text and controls are: 1 to 2."
    )
    language: str = preference(
        default="", label="Language", tooltip="Taken up at the next start; empty: as the system is."
    )
    locate_on_add: bool = preference(
        default=True,
        label="Locate photos as they are added",
        tooltip="New photos get a quick answer at once. Photos that know their position are left "
        "alone.",
    )
    reason_on_show: bool = preference(
        default=True,
        label="Reason about a photo when it is shown",
        tooltip="A photo that has only a quick answer is looked at again, with reasons.",
    )
    min_confidence: float = preference(
        default=0.5,
        label="Sure enough to write",
        tooltip="Estimates below this probability of being within 25 km are marked unsure and are "
        "not written to files.",
    )
    model: str = ""
    recent_libraries: tuple[str, ...] = ()
    watched_folders: tuple[str, ...] = ()
    backup_folder: str | None = None
    """Where copies go before photos are written; "" for none, None: not asked yet."""
    is_tour_seen: bool = False

    def with_library(self, path: Path) -> Settings:
        """These settings with ``path`` as the library used last."""
        others = [name for name in self.recent_libraries if name != str(path)]
        return replace(self, recent_libraries=(str(path), *others)[:_RECENT])


class SettingsFile:
    """The settings and the file they are kept in. Call from one thread."""

    def __init__(self, path: Path | None = None) -> None:
        """Read ``path`` (None: the user's own); what is missing or damaged has its default."""
        self._path = path or paths.user_dir() / "settings.json"
        self._listeners: list[Callable[[Settings], None]] = []
        self.current = _read(self._path)

    def change(self, **values: Any) -> None:
        """Change fields, keep them, and tell the listeners."""
        self.keep(replace(self.current, **values))

    def keep(self, settings: Settings) -> None:
        """Take over ``settings``. A disk that cannot be written costs only the memory of them."""
        if settings == self.current:
            return
        self.current = settings
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
            temporary.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
            temporary.replace(self._path)
        for listener in self._listeners:
            listener(settings)

    def on_change(self, listener: Callable[[Settings], None]) -> None:
        """Have ``listener`` called with the new settings after each change."""
        self._listeners.append(listener)


def _read(path: Path) -> Settings:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    values: dict[str, Any] = {}
    for item in fields(Settings):
        value = stored.get(item.name)
        if isinstance(value, list):
            value = tuple(str(entry) for entry in value)
        if _fits(value, item.default):
            values[item.name] = value
    return Settings(**values)


def _fits(value: Any, default: Any) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if default is None:
        return value is None or isinstance(value, str)
    return type(value) is type(default)
