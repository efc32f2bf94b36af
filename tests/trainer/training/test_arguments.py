"""TRL's arguments in the settings: what is wrong with them is said before anything is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from trl.trainer.grpo_config import GRPOConfig
from trl.trainer.sft_config import SFTConfig

from trainer.config import ConfigError
from trainer.training.arguments import training_arguments

CPU: dict[str, Any] = {"use_cpu": True, "bf16": False}


def test_values_reach_trl(tmp_path: Path) -> None:
    given = {**CPU, "learning_rate": "2e-4", "gradient_checkpointing": False, "max_steps": 7}
    arguments = training_arguments(SFTConfig, given, tmp_path, max_length=None)
    assert arguments.learning_rate == 2e-4
    assert arguments.gradient_checkpointing is False
    assert (arguments.max_steps, arguments.max_length) == (7, None)
    assert arguments.output_dir == str(tmp_path)
    assert not arguments.remove_unused_columns


def test_trls_own_default_for_checkpointing_stays(tmp_path: Path) -> None:
    assert training_arguments(SFTConfig, CPU, tmp_path).gradient_checkpointing is True


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"learning_rat": 1}, "Did you mean learning_rate?"),
        ({"warmup_ratio": 0.1}, "no argument warmup_ratio"),
        ({"max_prompt_length": 512}, "no argument max_prompt_length"),
        ({"output_dir": "x"}, "training.output_dir is decided by out"),
        ({"reward_weights": [1]}, "decided by rewards"),
        ({"remove_unused_columns": True}, "decided by the stage itself"),
        ({"learning_rate": "fast"}, "'fast', which is not a float"),
        ({"max_steps": "many"}, "'many', which is not a int"),
        ({"log_unique_prompts": "no"}, "'no', which is not a bool"),
        ({"num_generations": 8, "per_device_train_batch_size": 12}, "refuses them"),
        ({"num_generations": 1}, "refuses them"),
        ({"loss_type": "dapoo", "save_strategy": "sometimes"}, "refuses them"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, given: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        training_arguments(GRPOConfig, {**CPU, **given}, tmp_path)
    assert named in str(caught.value)
