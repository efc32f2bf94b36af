"""The map's built files, and what may be committed of them."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def builder(map_builder: ModuleType) -> ModuleType:
    return map_builder


@pytest.fixture
def built(map_assets: Path) -> Path:
    return map_assets


def test_a_second_build_touches_nothing(builder, built, monkeypatch):
    def unexpected(*_arguments: object) -> None:
        pytest.fail("an up-to-date build must not install anything")

    monkeypatch.setattr(builder, "_install_libraries", unexpected)
    before = {path.name: path.stat().st_mtime_ns for path in built.iterdir()}
    builder.build_map_assets(built)
    assert {path.name: path.stat().st_mtime_ns for path in built.iterdir()} == before


def test_builds_the_same_again(builder, built, tmp_path):
    builder.build_map_assets(tmp_path)
    for path in built.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_failing_npm_is_explained(builder, tmp_path, monkeypatch):
    failed = subprocess.CompletedProcess(["npm"], 1, "", "npm error code E404\n")
    monkeypatch.setattr(builder, "NPM_FOLDER", tmp_path / "npm")
    monkeypatch.setattr(builder, "_run_npm", lambda _arguments: failed)
    # The module was loaded from a file, so its AppError is the app's own.
    with pytest.raises(builder.AppError) as raised:
        builder.build_map_assets(tmp_path / "out")
    assert "E404" in raised.value.message
    assert "make setup" in raised.value.hint
    assert not (tmp_path / "npm" / "package-lock.json").exists()


def test_every_module_is_in_a_bundle(builder, repo_root):
    folder = repo_root / "resources" / "map"
    sources = {path.name for pattern in ("*.js", "*.css") for path in folder.glob(pattern)}
    assert sources == builder.own_modules()


@pytest.mark.parametrize("name", ["map", "window"])
def test_a_bundle_refers_to_nothing_else(built, name):
    style = (built / f"{name}.css").read_text("utf-8")
    assert "url(" not in style
    script = (built / f"{name}.js").read_text("utf-8")
    assert "sourceMappingURL" not in script
    assert "</script" not in script.lower()
    # Namespaces and the libraries' own credits, never an address that is loaded.
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", script))
    assert addresses <= {
        "http://www.w3.org/2000/svg",
        "https://leafletjs.com",
        "https://github.com/topojson/topojson-client",
        "https://github.com/protomaps/PMTiles/tree/main/js",
        "https://openstreetmap.org/copyright",
        "https://protomaps.com",
        "http://example.com",
    }


def test_our_own_scripts_never_parse_markup(repo_root):
    for path in (repo_root / "resources" / "map").glob("*.js"):
        code = path.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in code, f"{path.name}: {word}"


def test_the_lock_file_names_versions_and_no_host(repo_root):
    text = (repo_root / "resources" / "map" / "package-lock.json").read_text("utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    wanted = json.loads((repo_root / "resources" / "map" / "package.json").read_text("utf-8"))
    for name, version in wanted["dependencies"].items():
        assert packages[f"node_modules/{name}"]["version"] == version
        assert packages[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_no_library_is_committed(repo_root):
    listed = subprocess.run(
        ["git", "ls-files", "resources/map"],
        cwd=repo_root, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert not [name for name in listed if "node_modules" in name or "leaflet" in name]


def test_labels_stand_where_they_belong(built):
    labels = json.loads(gzip.decompress((built / "labels.json.gz").read_bytes()))
    countries, cities = labels["countries"], labels["cities"]
    position = {
        code: (lat, lon)
        for code, lat, lon in zip(
            countries["code"], countries["lat"], countries["lon"], strict=True
        )
    }
    assert 40 < position["RU"][1] < 150
    assert position["FJ"][1] == pytest.approx(178, abs=1)
    assert position["US"] == pytest.approx((40, -100), abs=8)
    assert len(position) > 230
    assert countries["zoom"] == sorted(countries["zoom"])
    assert cities["zoom"] == sorted(cities["zoom"])
    capitals = {cities["name"][index] for index in cities["capital"]}
    assert {"Lisbon", "Tokyo", "Nairobi"} <= capitals


def test_licences_of_all_parts_are_there(built):
    notices = (built / "licences.txt").read_text("utf-8")
    for part in ("Leaflet", "supercluster", "geojson-vt", "topojson-client", "Natural Earth"):
        assert part in notices
    assert "GeoNames" in notices
    assert "Creative Commons Attribution" in notices
