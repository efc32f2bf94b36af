"""The comparison with the stock chat class."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.contract.image import PreparedImage
from app.contract.manifest import MMPROJ_NAME, ModelPackage
from app.engine import benchmark
from app.engine.benchmark import bench_engine
from app.engine.client import EngineClient
from app.errors import AppError

PhotoMaker = Callable[..., PreparedImage]


@pytest.fixture
def photos(make_photo: PhotoMaker, tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"{at}.png" for at in range(8)]
    for at, file in enumerate(files):
        photo = make_photo(at, 2 + at % 3, 4)  # the stock class enlarges below 8 tokens
        Image.frombytes("RGB", (photo.width_px, photo.height_px), photo.rgb).save(file)
    return files


def test_the_result_is_one_json_object(built_package: ModelPackage, photos: list[Path]) -> None:
    result = json.loads(json.dumps(bench_engine(built_package, photos, n_threads=1, rounds=1)))
    assert result["photos"] == 8
    assert result["rounds"] == 1
    assert result["same_answers"] == 1
    assert result["ratio"] == pytest.approx(result["ours_per_s"] / result["stock_per_s"], rel=0.01)


def test_both_mostly_say_the_same_word_for_word(
    built_package: ModelPackage, photos: list[Path]
) -> None:
    order = benchmark._order(built_package, photos, 1)
    with benchmark._Opponent(order) as opponent, EngineClient(built_package) as engine:
        stock, ours = opponent.look(), benchmark._look(engine, photos)
    assert len(set(ours)) > 1
    # Bytes that are no text: the stock class leaves them out. And random weights have near ties,
    # which the stock class, without flash attention, may see the other way.
    told = [text.replace("\N{REPLACEMENT CHARACTER}", "") for text in ours]
    assert sum(a == b for a, b in zip(told, stock, strict=True)) >= len(photos) / 2


def test_a_model_the_stock_class_cannot_load_is_an_error(
    make_package: Callable[..., ModelPackage], photos: list[Path]
) -> None:
    package = make_package(lambda folder: (folder / MMPROJ_NAME).write_text("nothing"))
    with pytest.raises(AppError, match="chat class cannot run this model"):
        bench_engine(package, photos)


def test_no_photos_is_an_error(built_package: ModelPackage) -> None:
    with pytest.raises(AppError, match="nothing to measure"):
        bench_engine(built_package, [])
