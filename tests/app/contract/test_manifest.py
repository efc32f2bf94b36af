import dataclasses
import json
from pathlib import Path

import pytest

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.manifest import (
    Evaluation,
    Manifest,
    file_record,
    read_package,
    verify_package,
)
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.errors import AppError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.gguf").write_bytes(b"language")
    (tmp_path / "mmproj.gguf").write_bytes(b"vision")
    manifest = Manifest(
        name="toy",
        title="Toy",
        scope="Knows nothing.",
        licence="Apache-2.0",
        base_model="none",
        quantization="F16",
        contract_version=CONTRACT_VERSION,
        prompt=GLOBE_PROMPT,
        image=PixelLimits(3136, 100_352),
        sampling=Sampling(),
        model=file_record(tmp_path / "model.gguf"),
        mmproj=file_record(tmp_path / "mmproj.gguf"),
        calibration=Calibration((-1.0, 0.0), (0.1, 0.9), (500.0, 5.0), 0.5),
        evaluation=Evaluation("drawn", 3, {"accuracy_at_25_km": 0.5, "city": 0.4}),
        training={"seed": 1},
    )
    (tmp_path / "manifest.json").write_text(manifest.to_json(), "utf-8")
    return tmp_path


def edit(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_a_package_survives_the_disk(folder: Path) -> None:
    package = read_package(folder)
    again = Manifest(
        **{f.name: getattr(package.manifest, f.name) for f in dataclasses.fields(Manifest)}
    )
    assert again == package.manifest
    assert json.loads(package.manifest.to_json()) == json.loads(
        (folder / "manifest.json").read_text()
    )
    assert package.manifest.evaluation is not None
    assert package.manifest.evaluation.accuracy_at_km() == ((25.0, 0.5),)
    verify_package(package)


def test_another_contract_version_is_named(folder: Path) -> None:
    edit(folder, contract_version=99)
    with pytest.raises(AppError, match=f"version 99.*version {CONTRACT_VERSION}"):
        read_package(folder)


def test_a_changed_file_is_found_by_its_hash_and_both_are_named(folder: Path) -> None:
    (folder / "model.gguf").write_bytes(b"Language")
    package = read_package(folder)  # same size: only hashing finds it
    with pytest.raises(AppError) as caught:
        verify_package(package)
    assert package.manifest.model.sha256 in caught.value.message
    assert file_record(folder / "model.gguf").sha256 in caught.value.message


def test_a_missing_vision_part_is_named(folder: Path) -> None:
    (folder / "mmproj.gguf").unlink()
    with pytest.raises(AppError, match="mmproj"):
        read_package(folder)


def test_a_cut_file_is_found_without_hashing(folder: Path) -> None:
    (folder / "model.gguf").write_bytes(b"lang")
    with pytest.raises(AppError, match="4 bytes long, its manifest says 8"):
        read_package(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": {"system": "a", "user": "b", "order": "sideways"}},
        {"image": {"min_pixels": 5, "max_pixels": 1}},
        {"sampling": {"temperature": -1}},
        {"model": None},
        {"calibration": {"scores": [1]}},
        {"contract_version": "one"},
    ],
)
def test_a_damaged_manifest_is_an_error_of_the_file(
    folder: Path, change: dict[str, object]
) -> None:
    edit(folder, **change)
    with pytest.raises(AppError, match=r"manifest\.json"):
        read_package(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"'])
def test_a_manifest_that_is_no_object_is_an_error_of_the_file(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    with pytest.raises(AppError):
        read_package(folder)


def test_an_empty_folder_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="No model here"):
        read_package(tmp_path)
