"""Builds what is generated rather than committed: the gazetteer and the map's assets.

Run by `make setup`; each part is skipped when it is up to date.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from build_gazetteer import build_gazetteer
from build_map_assets import build_map_assets

BUILT = Path(__file__).resolve().parent.parent / "resources" / "built"


def main() -> None:
    """Build all resources."""
    BUILT.mkdir(parents=True, exist_ok=True)
    build_gazetteer(BUILT / "gazetteer.sqlite")
    build_map_assets(BUILT / "map")


if __name__ == "__main__":
    main()
