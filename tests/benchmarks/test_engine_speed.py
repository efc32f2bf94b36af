"""Shows how fast the engine is; prints figures and judges only what does not depend on time."""

import json
from pathlib import Path

import pytest

from app.contract.manifest import ModelPackage
from app.engine.benchmark import bench_engine


@pytest.mark.slow
@pytest.mark.model
def test_the_engine_against_llama_cpp_pythons_own_chat_class(
    starter_package: ModelPackage, repo_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    album = sorted((repo_root / "resources" / "sample-album" / "postcards").glob("*.jpg"))[:32]
    figures = bench_engine(starter_package, album)
    with capsys.disabled():
        print(json.dumps(figures))
    assert figures["photos"] == 32
    assert figures["same_answers"] >= 0.9
