"""Building packages: complete, readable by the app, replaced only by whole ones."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.manifest import Evaluation, Manifest, read_package, verify_package
from app.contract.prompt import GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.errors import AppError
from trainer.export import disk
from trainer.export.checkpoint import open_checkpoint
from trainer.export.convert import convert_text
from trainer.export.package import build_package, revise_manifest
from trainer.export.quantize import quantize

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
    (warning,) = [line for line in lines if line.startswith("WARNING")]
    assert "rows that do not fit Q4_K_M" in warning
    assert "blk.0.attn_q.weight" in warning
    noted = read_package(tmp_path / "t").manifest.training["quantization_fallbacks"]
    assert sum(noted.values()) == int(warning.split()[1])


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


@contextmanager
def _files_of_at_most(size_bytes: int) -> Iterator[None]:
    """Writing on past the limit fails, as on a disk that fills up in the middle."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("part", ["mmproj.gguf", "model.gguf"])
def test_a_disk_that_fills_up_leaves_the_older_package(
    make_checkpoint: Make, tmp_path: Path, part: str
) -> None:
    out = tmp_path / "tiny"
    checkpoint = make_checkpoint()
    first = _build(checkpoint, out, quantization="F16")
    with (
        _files_of_at_most((out / part).stat().st_size - 1000),
        pytest.raises(AppError) as caught,
    ):
        _build(checkpoint, out, quantization="F16")
    assert caught.value.title == "Disk full"
    assert read_package(out).manifest == first
    verify_package(read_package(out))
    assert list(tmp_path.iterdir()) == [out]


def test_a_disk_that_fills_up_while_quantising(make_checkpoint: Make, tmp_path: Path) -> None:
    source = tmp_path / "f16.gguf"
    convert_text(open_checkpoint(make_checkpoint()), source, title="Tiny")
    with _files_of_at_most(100_000), pytest.raises(AppError) as caught:
        quantize(source, tmp_path / "q8.gguf", "Q8_0", threads=1)
    assert caught.value.title == "Disk full"
    assert list(tmp_path.iterdir()) == [source]


def test_too_little_room_is_told_before_anything_is_written(
    make_checkpoint: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dataclasses.dataclass
    class Usage:
        free: int = 1_000_000

    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: Usage())
    lines: list[str] = []
    with pytest.raises(AppError, match="GB are needed"):
        _build(make_checkpoint(), tmp_path / "tiny", report=lines.append)
    assert not lines and not list(tmp_path.iterdir())


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
