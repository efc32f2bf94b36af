"""Adding and removing models."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.contract.manifest import verify_package
from app.contract.prompt import PromptOrder
from app.errors import AppError
from app.modelstore import install
from app.modelstore.catalog import Catalog
from app.modelstore.install import add_gguf, add_package, remove

Make = Callable[..., Path]


@pytest.fixture
def catalog(tmp_path: Path, make_package: Make) -> Catalog:
    make_package("starter", tmp_path / "built-in")
    return Catalog([tmp_path / "built-in", tmp_path / "own"])


def _names(catalog: Catalog) -> list[str]:
    return sorted(path.name for path in catalog.user_folder.glob("*"))


def _hidden(catalog: Catalog) -> list[Path]:
    return list(catalog.user_folder.glob(".*")) if catalog.user_folder.is_dir() else []


def test_adds_a_package(catalog: Catalog, make_package: Make, tmp_path: Path) -> None:
    source = make_package("mine", tmp_path / "elsewhere")
    done: list[int] = []
    package = add_package(catalog, source, done.append)
    assert package.folder == catalog.user_folder / "mine"
    verify_package(package)
    assert done[-1] == sum((source / name).stat().st_size for name in ("model.gguf", "mmproj.gguf"))
    assert catalog.resolve("mine").manifest.title == "The mine"
    shutil.rmtree(source)
    verify_package(package)
    assert not _hidden(catalog)


def test_a_damaged_package_is_not_added(
    catalog: Catalog, make_package: Make, tmp_path: Path
) -> None:
    source = make_package("mine", tmp_path / "elsewhere")
    data = bytearray((source / "model.gguf").read_bytes())
    data[-1] ^= 1
    (source / "model.gguf").write_bytes(data)
    with pytest.raises(AppError, match="has sha256"):
        add_package(catalog, source)
    assert not _names(catalog) and not _hidden(catalog)


def test_names_are_not_taken_twice(catalog: Catalog, make_package: Make, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="already a model called 'starter'"):
        add_package(catalog, make_package("starter", tmp_path / "elsewhere"))
    with pytest.raises(AppError, match="cannot name a model"):
        add_package(catalog, make_package("Odd Name", tmp_path / "odd"))


def test_makes_a_package_of_two_files(catalog: Catalog, make_gguf: Make) -> None:
    package = add_gguf(catalog, make_gguf("text"), make_gguf("mmproj"), preset="globe-7b")
    manifest = package.manifest
    assert (manifest.name, manifest.quantization) == ("globe-7b", "Q4_K_M")
    assert manifest.licence == "Apache-2.0"
    assert manifest.prompt.order is PromptOrder.IMAGE_FIRST
    assert manifest.calibration is None
    assert manifest.evaluation is not None
    assert dict(manifest.evaluation.accuracy_at_km())[25] == 0.6285
    verify_package(package)
    again = add_gguf(
        catalog, make_gguf("text"), make_gguf("mmproj"), preset="globe-7b", name="globe-q4"
    )
    assert again.manifest.name == "globe-q4"
    assert _names(catalog) == ["globe-7b", "globe-q4"]


def test_copies_where_it_cannot_link(
    catalog: Catalog, make_gguf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    text = make_gguf("text")
    package = add_gguf(catalog, text, make_gguf("mmproj"), preset="globe-7b")
    assert not package.model_path.samefile(text)
    verify_package(package)


def test_full_disk_is_said_before_copying(
    catalog: Catalog, make_gguf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(install.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    with pytest.raises(AppError, match=r"0\.0 GB free"):
        add_gguf(catalog, make_gguf("text"), make_gguf("mmproj"), preset="globe-7b")
    assert not _names(catalog) and not _hidden(catalog)


def test_a_disk_that_fills_up_meanwhile_leaves_nothing(
    catalog: Catalog, make_gguf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, target: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(AppError, match="No space left on device"):
        add_gguf(catalog, make_gguf("text"), make_gguf("mmproj"), preset="globe-7b")
    assert not _names(catalog) and not _hidden(catalog)


@pytest.mark.parametrize(
    ("text", "mmproj", "words"),
    [
        ({"general__architecture": "llama"}, {}, "architecture 'llama'"),
        ({"split__count": 3}, {}, "one of 3 pieces"),
        ({}, {"clip__projector_type": "ldp"}, "projector 'ldp'"),
        ({}, {"clip__vision__projection_dim": 2048}, "makes 2048"),
    ],
)
def test_unfit_files_are_refused(
    catalog: Catalog,
    make_gguf: Make,
    text: dict[str, object],
    mmproj: dict[str, object],
    words: str,
) -> None:
    with pytest.raises(AppError) as caught:
        add_gguf(
            catalog,
            make_gguf("text", **text),
            make_gguf("mmproj", **mmproj),
            preset="globe-7b",
        )
    assert words in caught.value.message
    assert not _names(catalog)


def test_swapped_and_doubled_files_are_named(catalog: Catalog, make_gguf: Make) -> None:
    text, mmproj = make_gguf("text"), make_gguf("mmproj")
    with pytest.raises(AppError, match="swapped"):
        add_gguf(catalog, mmproj, text, preset="globe-7b")
    with pytest.raises(AppError, match="not the vision part"):
        add_gguf(catalog, text, text, preset="globe-7b")
    with pytest.raises(AppError, match="no preset called 'globe'"):
        add_gguf(catalog, text, mmproj, preset="globe")


def test_removes_added_models_only(catalog: Catalog, make_gguf: Make) -> None:
    add_gguf(catalog, make_gguf("text"), make_gguf("mmproj"), preset="globe-7b")
    remove(catalog, "globe-7b")
    assert not _names(catalog) and not _hidden(catalog)
    with pytest.raises(AppError, match="ships with Meridian"):
        remove(catalog, "starter")
    with pytest.raises(AppError, match="no model called 'globe-7b'"):
        remove(catalog, "globe-7b")
