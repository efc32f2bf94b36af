"""Builds what is generated rather than committed: gazetteer, map assets and translations.

Run by `make setup`; each part is skipped when it is up to date.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from build_gazetteer import build_gazetteer
from build_map_assets import build_map_assets
from build_translations import build_translations

BUILT = Path(__file__).resolve().parent.parent / "resources" / "built"


def main() -> None:
    """Build all resources."""
    BUILT.mkdir(parents=True, exist_ok=True)
    build_gazetteer(BUILT / "gazetteer.sqlite")
    build_map_assets(BUILT / "map")
    build_translations(BUILT / "translations")


if __name__ == "__main__":
    main()
