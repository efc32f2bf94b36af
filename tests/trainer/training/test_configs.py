"""The settings that ship are read without complaint, by us and by TRL."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from transformers import TrainingArguments
from trl.trainer.grpo_config import GRPOConfig
from trl.trainer.sft_config import SFTConfig

from trainer.config import load
from trainer.grpo import GrpoSettings
from trainer.reward_model import RewardModelSettings
from trainer.sft import SftSettings
from trainer.training.arguments import training_arguments

CONFIGS = Path(__file__).parents[3] / "trainer" / "configs"
STAGES = {
    "sft": (SftSettings, SFTConfig),
    "reward_model": (RewardModelSettings, TrainingArguments),
    "grpo": (GrpoSettings, GRPOConfig),
}
FILES = sorted(
    file
    for file in CONFIGS.glob("*.yaml")
    if file.stem.removeprefix("starter_").startswith(tuple(STAGES))
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_config_that_ships_is_accepted(file: Path, tmp_path: Path) -> None:
    name = file.stem.removeprefix("starter_")
    schema, arguments = next(kinds for stage, kinds in STAGES.items() if name.startswith(stage))
    settings = load(schema, file)
    training = {**settings.training, "use_cpu": True}
    made = training_arguments(arguments, training, tmp_path)
    assert made.learning_rate == settings.training["learning_rate"]


def test_all_variants_are_there() -> None:
    variants = {"cpu_smoke", "dapo", "h200_lora", "multi_node", "paper_8gpu_zero3"}
    assert {file.stem.removeprefix("grpo_") for file in FILES} >= variants


def test_deepspeeds_settings_are_where_accelerate_looks() -> None:
    settings = yaml.safe_load((CONFIGS / "accelerate" / "zero3.yaml").read_text("utf-8"))
    named = settings["deepspeed_config"]["deepspeed_config_file"]
    assert (CONFIGS.parents[1] / named).is_file()
