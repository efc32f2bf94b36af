"""A preset as the reward functions that TRL's GRPOTrainer takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from PIL.Image import Image

from trainer.rewards.presets import Preset
from trainer.rewards.sample import RewardSample, entity_names

Judge = Callable[[Sequence[Image], Sequence[str]], Sequence[float | None]]
"""Gives P(localizable), 0..1, for photos with completions; None for those of which it could not
tell. In process or from an endpoint; if it raises, the batch has no localizability rewards."""

TrlRewardFunction = Callable[..., list[float | None]]
"""Called with ``completions`` and the data set's columns; None leaves a reward out."""

_LogMetric = Callable[[str, float], None]
_log: Final = logging.getLogger(__name__)


class TrlReward:
    """A reward of single completions over a batch. Picklable if the reward is.

    A completion whose reward raises gets None, which TRL leaves out, and the trace goes to the log;
    the metric ``<name>/failed`` is the share of those.
    """

    def __init__(self, name: str, reward: Callable[[RewardSample], float | None]) -> None:
        self.__name__ = name  # what TRL calls the reward in its metrics
        self._reward = reward

    def __call__(
        self,
        *,
        completions: Sequence[object],
        log_metric: _LogMetric | None = None,
        **columns: Any,
    ) -> list[float | None]:
        """The reward of each completion.

        Raises:
            KeyError: The data set lacks a column: country, city, lat_deg, lon_deg, entities or
                localizable.
            ValueError: A row's truth is impossible.
        """
        samples = _samples(completions, columns)
        rewards = [self._guarded(sample) for sample in samples]
        _log_failures(self.__name__, rewards, log_metric)
        return rewards

    def _guarded(self, sample: RewardSample) -> float | None:
        try:
            return self._reward(sample)
        except Exception:  # what one completion provokes must not end days of training
            _log.exception("The reward %s failed for %r.", self.__name__, sample)
            return None


class TrlLocalizability:
    """The localizability reward over a batch, for which the judge is asked once."""

    def __init__(self, preset: Preset, judge: Judge) -> None:
        self.__name__ = "localizability"
        self._preset = preset
        self._judge = judge

    def __call__(
        self,
        *,
        completions: Sequence[object],
        log_metric: _LogMetric | None = None,
        **columns: Any,
    ) -> list[float | None]:
        """The reward of each completion; the photos stand in ``image`` or, in lists, ``images``.

        Raises:
            KeyError, ValueError: As `TrlReward`.
        """
        samples = _samples(completions, columns)
        probabilities = self._ask(_images(columns), [sample.completion for sample in samples])
        rewards = [
            self._reward(sample, probability)
            for sample, probability in zip(samples, probabilities, strict=True)
        ]
        _log_failures(self.__name__, probabilities, log_metric)
        return rewards

    def _ask(self, images: Sequence[Image], texts: Sequence[str]) -> Sequence[float | None]:
        try:
            probabilities = self._judge(images, texts)
        except Exception:  # an endpoint that dies must not end days of training
            _log.exception("The judge failed for %d completions.", len(texts))
            return [None] * len(texts)
        if len(probabilities) != len(texts):
            raise ValueError(f"the judge gave {len(probabilities)} answers to {len(texts)} asked")
        return probabilities

    def _reward(self, sample: RewardSample, probability: float | None) -> float | None:
        if probability is None:
            return self._preset.failed_judge
        return self._preset.localizability(sample, probability)


def trl_rewards(preset: Preset, judge: Judge | None) -> tuple[list[TrlRewardFunction], list[float]]:
    """GRPOTrainer's ``reward_funcs`` and ``reward_weights`` of a preset.

    The data set must have the columns country, city, lat_deg, lon_deg, entities and localizable,
    as `RewardSample` has them. Without a judge there is no localizability reward. A reward of
    weight 0 (the improved preset's format gate) is there for its metric.
    """
    weights = preset.weights
    rewards: list[tuple[TrlRewardFunction, float]] = [
        (TrlReward("geo", preset.geo), weights.geo),
        (TrlReward("visual", preset.visual), weights.visual),
        (TrlReward("format", _OfText(preset.format)), weights.format),
    ]
    if judge is not None:
        rewards.append((TrlLocalizability(preset, judge), weights.localizability))
    functions, factors = zip(*rewards, strict=True)
    return list(functions), list(factors)


class _OfText:
    """A reward of the completion's text alone; a class, because closures cannot be pickled."""

    def __init__(self, reward: Callable[[str], float]) -> None:
        self._reward = reward

    def __call__(self, sample: RewardSample) -> float:
        return self._reward(sample.completion)


def _samples(
    completions: Sequence[object], columns: Mapping[str, Sequence[Any]]
) -> list[RewardSample]:
    return [
        RewardSample(
            completion=_text(completion),
            country=columns["country"][index] or "",
            city=columns["city"][index] or "",
            lat_deg=columns["lat_deg"][index],
            lon_deg=columns["lon_deg"][index],
            entities=entity_names(columns["entities"][index]),
            localizable=columns["localizable"][index],
        )
        for index, completion in enumerate(completions)
    ]


def _text(completion: object) -> str:
    """A completion's text: TRL wraps it in a list of one message where the prompt is a chat."""
    if isinstance(completion, str):
        return completion
    messages = cast("Sequence[Mapping[str, Any]]", completion)
    return str(messages[0]["content"])


def _images(columns: Mapping[str, Sequence[Any]]) -> list[Image]:
    if "image" in columns:
        return list(columns["image"])
    return [several[0] for several in columns["images"]]


def _log_failures(name: str, values: Sequence[float | None], log_metric: _LogMetric | None) -> None:
    if log_metric and values:
        log_metric(f"{name}/failed", sum(value is None for value in values) / len(values))
