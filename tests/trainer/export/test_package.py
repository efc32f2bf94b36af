"""Building packages: complete, readable by the app, replaced only by whole ones."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.manifest import Evaluation, Manifest, read_package, verify_package
from app.contract.prompt import GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.errors import AppError
from trainer.export.package import build_package, revise_manifest

Make = Callable[..., Path]
CALIBRATION = Calibration((-2.0, -0.1), (0.2, 0.9), (1200.0, 8.0), 0.4)


def _build(checkpoint: Path, out: Path, **options: object) -> Manifest:
    settings: dict[str, object] = {
        "name": "tiny",
        "title": "Tiny",
        "scope": "Knows nothing.",
        "licence": "Apache-2.0",
        "base_model": "none, trained from scratch",
        "prompt": GLOBE_PROMPT,
        "image": PixelLimits(4 * 784, 64 * 784),
        "sampling": Sampling(max_tokens=32),
        "training": {"seed": 7},
        **options,
    }
    return build_package(checkpoint, out, **settings)  # pyright: ignore[reportArgumentType]


def test_package_is_what_the_app_reads(make_checkpoint: Make, tmp_path: Path) -> None:
    out = tmp_path / "tiny"
    manifest = _build(make_checkpoint(), out, quantization="Q5_K_M", calibration=CALIBRATION)
    package = read_package(out)
    verify_package(package)
    assert package.manifest == manifest
    assert manifest.training == {"seed": 7, "mmproj_type": "F16"}
    names = sorted(path.name for path in out.iterdir())
    assert names == ["manifest.json", "mmproj.gguf", "model.gguf"]
    assert list(tmp_path.iterdir()) == [out]


def test_unfitting_rows_are_reported(make_checkpoint: Make, tmp_path: Path) -> None:
    lines: list[str] = []
    _build(make_checkpoint(hidden=288), tmp_path / "t", quantization="Q4_K_M", report=lines.append)
    assert "rows that do not fit Q4_K_M" in lines[0]
    assert "blk.0.attn_q.weight" in lines[0]


def test_failed_build_leaves_the_older_package(make_checkpoint: Make, tmp_path: Path) -> None:
    out = tmp_path / "tiny"
    first = _build(make_checkpoint(), out, quantization="F16")
    broken = make_checkpoint()
    config = json.loads((broken / "config.json").read_text())
    config["vision_config"]["window_size"] = 64
    (broken / "config.json").write_text(json.dumps(config))
    with pytest.raises(AppError):
        _build(broken, out, quantization="F16")
    assert read_package(out).manifest == first
    assert list(tmp_path.iterdir()) == [out]
    second = _build(make_checkpoint(), out, quantization="Q8_0")
    assert read_package(out).manifest == second != first


def test_measurements_are_added_later(make_checkpoint: Make, tmp_path: Path) -> None:
    out = tmp_path / "tiny"
    manifest = _build(make_checkpoint(), out, quantization="F16")
    evaluation = Evaluation("postcards", 10, {"easy_country": 0.9})
    revised = revise_manifest(
        out, manifest, calibration=CALIBRATION, evaluation=evaluation, training={"steps": 3}
    )
    assert read_package(out).manifest == revised
    expected = {"seed": 7, "mmproj_type": "F16", "steps": 3}
    assert revised == dataclasses.replace(
        manifest, calibration=CALIBRATION, evaluation=evaluation, training=expected
    )


def test_unknown_types_are_refused(make_checkpoint: Make, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="quantization 'Q9'"):
        _build(make_checkpoint(), tmp_path / "t", quantization="Q9")
    with pytest.raises(ValueError, match="mmproj_type 'q9'"):
        _build(make_checkpoint(), tmp_path / "t", mmproj_type="q9")
