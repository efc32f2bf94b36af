"""A recipe of a model so small that everything about it can be tested in seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from trainer.config import load
from trainer.starter.architecture import save_tokenizer, train_tokenizer
from trainer.starter.settings import StarterConfig

TINY = Path(__file__).with_name("tiny.yaml")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def tiny_config(tmp_path: Path) -> StarterConfig:
    return load(StarterConfig, TINY, ["--out", str(tmp_path / "tiny")])


@pytest.fixture(scope="session")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tokenizer and processor settings but no weights."""
    folder = tmp_path_factory.mktemp("checkpoint")
    config = load(StarterConfig, TINY, ["--out", str(folder)])
    words = ["<think>", "</think>", "<answer>", "</answer>", "country:", "\n", "city:", " unknown"]
    tokenizer = train_tokenizer([*words, " France", " Kraków", "Landmark."] * 4, 600)
    save_tokenizer(tokenizer, config.limits, folder)
    return folder
