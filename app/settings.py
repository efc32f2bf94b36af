"""What the user prefers, in one small file, declared once with its label and tooltip.

A preference is a field of `Settings` made by `preference`; the dialog, the file and the defaults
follow from it. The other fields are things the window remembers by itself.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final

from app import paths

_RECENT: Final = 8

TEXT_SCALES: Final = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Kind(Enum):
    """How a preference is chosen."""

    SWITCH = auto()
    CHOICE = auto()
    SHARE = auto()
    """0 to 1, shown in per cent."""
    FOLDER = auto()
    MAP = auto()
    """Empty: the built-in map; else a map file, or the address of a server of tiles."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What the user is told of a field of `Settings`; the words are English, for translation."""

    section: str
    label: str
    tooltip: str
    kind: Kind
    choices: Mapping[Any, str]
    """The words of each value, where there are but a few."""


def preference(
    *,
    default: Any,
    section: str,
    label: str,
    tooltip: str,
    kind: Kind,
    choices: Mapping[Any, str] | None = None,
) -> Any:
    """A field that the user may change."""
    about = Preference(section, label, tooltip, kind, choices or {})
    return field(default=default, metadata={"preference": about})


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802  (what Qt's lupdate looks for)
    """Mark a text for translation where there is no Qt; who shows it translates it."""
    return text


_LOOK = QT_TRANSLATE_NOOP("Settings", "Look")
_LOCATING = QT_TRANSLATE_NOOP("Settings", "Locating")
_WRITING = QT_TRANSLATE_NOOP("Settings", "Writing to files")
_MAP = QT_TRANSLATE_NOOP("Settings", "Map")


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's preferences and what the window remembers."""

    theme: str = preference(
        default="system",
        section=_LOOK,
        label=QT_TRANSLATE_NOOP("Settings", "Colours"),
        tooltip=QT_TRANSLATE_NOOP("Settings", "Light, dark, or as the system is."),
        kind=Kind.CHOICE,
        choices={
            "system": QT_TRANSLATE_NOOP("Settings", "As the system"),
            "light": QT_TRANSLATE_NOOP("Settings", "Light"),
            "dark": QT_TRANSLATE_NOOP("Settings", "Dark"),
        },
    )
    text_scale: float = preference(
        default=1.0,
        section=_LOOK,
        label=QT_TRANSLATE_NOOP("Settings", "Text size"),
        tooltip=QT_TRANSLATE_NOOP("Settings", "How large text and controls are."),
        kind=Kind.CHOICE,
        choices={scale: f"{scale * 100:.0f} %" for scale in TEXT_SCALES},
    )
    language: str = preference(
        default="",
        section=_LOOK,
        label=QT_TRANSLATE_NOOP("Settings", "Language"),
        tooltip=QT_TRANSLATE_NOOP("Settings", "Taken up when Meridian is started the next time."),
        kind=Kind.CHOICE,
        choices={
            "": QT_TRANSLATE_NOOP("Settings", "As the system"),
            # Each in itself: who does not read the present language must find his own.
            "en": "English",
            "de": "Deutsch",
            "es": "Español",
            "zh_CN": "简体中文",
            "ar": "العربية",
        },
    )
    locate_on_add: bool = preference(
        default=True,
        section=_LOCATING,
        label=QT_TRANSLATE_NOOP("Settings", "Locate photos as they are added"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "New photos get a quick answer at once. Photos that know their position are left "
            "alone.",
        ),
        kind=Kind.SWITCH,
    )
    reason_on_show: bool = preference(
        default=True,
        section=_LOCATING,
        label=QT_TRANSLATE_NOOP("Settings", "Reason about a photo when it is shown"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "A photo that has only a quick answer is looked at again, with reasons.",
        ),
        kind=Kind.SWITCH,
    )
    share_answers: bool = preference(
        default=True,
        section=_LOCATING,
        label=QT_TRANSLATE_NOOP("Settings", "Photos that look alike share an answer"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "Of copies of a photo, and of shots of one burst, one is looked at. Each says whose "
            "answer it has, and can be located on its own.",
        ),
        kind=Kind.SWITCH,
    )
    min_confidence: float = preference(
        default=0.5,
        section=_LOCATING,
        label=QT_TRANSLATE_NOOP("Settings", "Sure enough"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "Estimates below this probability of being within 25 km are marked unsure and are "
            "not written to files.",
        ),
        kind=Kind.SHARE,
    )
    backup_folder: str | None = preference(
        default=None,
        section=_WRITING,
        label=QT_TRANSLATE_NOOP("Settings", "Copies before writing"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "A folder for whole copies of the photos that are written. Without one, the exact "
            "undo journal is kept, which is enough to take everything back.",
        ),
        kind=Kind.FOLDER,
    )
    """Where copies go before photos are written; "" for none, None: not asked yet."""
    use_exiftool: bool = preference(
        default=False,
        section=_WRITING,
        label=QT_TRANSLATE_NOOP("Settings", "Write into HEIC and raw files with ExifTool"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "The ExifTool installed on this computer works on a copy, and what it makes is "
            "checked. Without it, these files get a sidecar.",
        ),
        kind=Kind.SWITCH,
    )
    short_sidecars: bool = preference(
        default=False,
        section=_WRITING,
        label=QT_TRANSLATE_NOOP("Settings", "Short names for sidecar files"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "New sidecars are called IMG.xmp, as Adobe's programs do it, and not IMG.jpg.xmp.",
        ),
        kind=Kind.SWITCH,
    )
    map_source: str = preference(
        default="",
        section=_MAP,
        label=QT_TRANSLATE_NOOP("Settings", "Map"),
        tooltip=QT_TRANSLATE_NOOP(
            "Settings",
            "The built-in map works offline. A map file of yours (.mbtiles, .pmtiles) does too, "
            "and shows more.",
        ),
        kind=Kind.MAP,
    )
    model: str = ""
    is_remote: bool = False
    """Photos are sent to the server below; only ever set with the user's consent to that."""
    remote_address: str = ""
    remote_model: str = ""
    remote_key: str = field(default="", repr=False)
    remote_asked_as: str = "globe-7b"
    remote_requests: int = 8
    recent_libraries: tuple[str, ...] = ()
    watched_folders: tuple[str, ...] = ()
    is_tour_seen: bool = False

    def with_library(self, path: Path) -> Settings:
        """These settings with ``path`` as the library used last."""
        others = [name for name in self.recent_libraries if name != str(path)]
        return replace(self, recent_libraries=(str(path), *others)[:_RECENT])


def preferences() -> dict[str, Preference]:
    """What the user may change, by the field's name, in the order of the dialog."""
    return {item.name: item.metadata["preference"] for item in fields(Settings) if item.metadata}


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
            temporary.touch(mode=0o600)  # the key of a server is nobody else's business
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
