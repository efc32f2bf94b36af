"""A curation whose teachers are a real endpoint: llama_cpp's own server with the starter model."""

from __future__ import annotations

from pathlib import Path

import openai
import pytest

from app.contract.manifest import ModelPackage
from tests.trainer.curation.teacher_server import RULES, teacher
from trainer.curation.pipeline import curate
from trainer.curation.settings import CurationConfig
from trainer.curation.verify import Verdict
from trainer.data.rows import check_rows, read_rows
from trainer.postcards.command import write_postcards
from trainer.postcards.levels import Level

POSTCARDS = 12


@pytest.mark.slow
@pytest.mark.model
def test_the_starter_model_teaches(
    starter_endpoint: str, starter_package: ModelPackage, tmp_path: Path, gazetteer_path: Path
) -> None:
    assert [
        model.id for model in openai.OpenAI(base_url=starter_endpoint, api_key="none").models.list()
    ]
    write_postcards(3, POSTCARDS, tmp_path / "cards", Level.EASY)
    asked = {
        "model": "starter",
        "prompt": "starter",
        "image": starter_package.manifest.image,
        "temperature": 0.1,
        "max_tokens": 160,
        "concurrency": 1,
        "timeout_s": 300.0,
    }
    config = CurationConfig(
        data=tmp_path / "cards",
        images=None,
        out=tmp_path / "out",
        gazetteer=gazetteer_path,
        limit=None,
        max_unreadable_share=0.0,
        teachers=(
            teacher(starter_endpoint, "one", **asked),
            teacher(starter_endpoint, "two", **(asked | {"seed": 1})),
        ),
        gps=None,
        segmentation=None,
        rules=RULES,
        splits=None,
    )
    census = curate(config)
    assert census.verdicts.total() == POSTCARDS
    assert census.verdicts[Verdict.UNANSWERED] == census.verdicts[Verdict.GARBAGE] == 0
    truth = {row.id: row for row in read_rows(tmp_path / "cards")}
    kept = read_rows(tmp_path / "out" / "curated.parquet")
    check_rows(kept, needs=("country", "reasoning"))
    # The starter knows its postcards: most are kept, and none with a wrong country.
    assert len(kept) >= POSTCARDS // 2
    assert all(row.country == truth[row.id].country and row.localizable for row in kept)
    for row in read_rows(tmp_path / "out" / "unlocalizable.parquet"):
        assert not row.localizable and row.reasoning
