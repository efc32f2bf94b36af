"""Where Meridian keeps and finds its files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_APP_NAME = "Meridian"


def resources_dir() -> Path:
    """The folder of shipped and built data: models, map, gazetteer, sample album."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def user_dir() -> Path:
    """The user's own data folder; the environment variable MERIDIAN_HOME overrides it."""
    home = os.environ.get("MERIDIAN_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(_APP_NAME, appauthor=False))


def default_library_path() -> Path:
    """The SQLite file used where no other is named."""
    return user_dir() / "library.sqlite"


def zones_path() -> Path:
    """Where the owner's protected zones are kept."""
    return user_dir() / "zones.json"


def user_models_dir() -> Path:
    """Where models that the user adds or downloads are kept."""
    return user_dir() / "models"


def built_in_models_dir() -> Path:
    """Where the starter model ships."""
    return resources_dir() / "models"


def gazetteer_path() -> Path:
    """The gazetteer built at set-up."""
    return resources_dir() / "built" / "gazetteer.sqlite"


def map_assets_dir() -> Path:
    """JavaScript, styles and base map, built at set-up."""
    return resources_dir() / "built" / "map"


def log_path() -> Path:
    """The log file, for bug reports."""
    return user_dir() / "meridian.log"
