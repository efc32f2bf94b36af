"""What stands between rewards and training: nothing that fails may pass for a bad answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any, Final

from transformers import TrainerCallback

from app.contract.answer import render
from app.contract.image import PATCH_PX, PixelLimits
from app.errors import AppError
from trainer.data.rows import Row
from trainer.training.examples import answer, columns, prepared_image

Reward = Callable[..., list[float | None]]
"""Called with ``completions`` and the columns of `trainer.training.examples.as_dataset`."""

_TRIAL_PIXELS: Final = 16 * PATCH_PX**2


class NeutralWhereMissing:
    """A reward whose gaps say neither good nor bad: they get the mean of their group.

    TRL leaves a missing reward out of a completion's sum, which within a group is the same as 0 and
    so tells the policy that this completion was worse than its siblings, when only a server was
    slow. Where a whole group has no reward, it stays missing for all alike.
    """

    def __init__(self, reward: Reward) -> None:
        self.__name__ = reward.__name__
        self._reward = reward

    def __call__(self, *, id: Sequence[str], **columns: Any) -> list[float | None]:
        """The rewards, with group means in the gaps; ``id`` tells the photographs apart."""
        rewards = self._reward(id=id, **columns)
        known: dict[str, list[float]] = defaultdict(list)
        for name, reward in zip(id, rewards, strict=True):
            if reward is not None:
                known[name].append(reward)
        return [
            fmean(known[name]) if reward is None and known[name] else reward
            for name, reward in zip(id, rewards, strict=True)
        ]


class StopWithoutRewards(TrainerCallback):
    """Stops a run, after saving it, when a reward failed for everything since the last log line."""

    def __init__(self) -> None:
        self.problem: AppError | None = None

    def on_log(
        self,
        args: Any,
        state: Any,
        control: Any,
        logs: Mapping[str, Any] | None = None,
        **_: Any,
    ) -> None:
        """Look at the metrics ``<reward>/failed``."""
        failed = [
            name for name, value in (logs or {}).items() if name.endswith("/failed") and value == 1
        ]
        if failed:
            name = failed[0].removesuffix("/failed")
            self.problem = AppError(
                title="A reward fails",
                message=f"The reward {name} failed for every completion up to step "
                f"{state.global_step}; the log says why. The run was saved and stopped.",
                hint="Mend it (does the reward model still answer?), then go on with --resume.",
            )
            control.should_save = control.should_training_stop = True


def try_rewards(rewards: Sequence[Reward], row: Row) -> None:
    """Reward a right, an empty and a broken completion once, so that faults show before training.

    Raises:
        AppError: A reward raises, or gives nothing.
    """
    completions = [answer(row), render("", "", ""), "", "<think>"]
    truth = {name: values * len(completions) for name, values in columns([row]).items()}
    image = prepared_image(row, PixelLimits(_TRIAL_PIXELS, _TRIAL_PIXELS))
    for reward in rewards:
        try:
            found = reward(
                completions=[[{"role": "assistant", "content": text}] for text in completions],
                image=[image] * len(completions),
                **truth,
            )
        except Exception as error:  # whatever it raises would come up in training
            raise _reward_fails(reward.__name__, row, repr(error)) from error
        if any(value is None for value in found):
            raise _reward_fails(reward.__name__, row, "it gives no value; the log says why")


def _reward_fails(name: str, row: Row, reason: str) -> AppError:
    return AppError(
        title="A reward fails",
        message=f"The reward {name} fails on row {row.id}: {reason}.",
        hint="Mend it before training; `python -m trainer reward` tries it on single rows.",
    )
