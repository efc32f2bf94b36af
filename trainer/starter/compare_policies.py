"""What optimising a policy gained: several checkpoints on the same held-out postcards.

``python -m trainer.starter.compare_policies NAME=FOLDER NAME=FOLDER ...`` prints a Markdown table.
Every checkpoint answers the same hard scenes with the same number of samples at temperature 1, and
easy and medium scenes greedily.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import torch
import typer

from app.contract.answer import Answer, parse
from app.contract.image import fit
from app.contract.prompt import END_OF_TURN
from app.errors import AppError
from trainer.evaluation.metrics import aurc
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed
from trainer.postcards.world import Postcard, draw
from trainer.rewards.mentions import find_mentions
from trainer.starter.architecture import decode, prompt_tokens, token_id
from trainer.starter.batches import stack
from trainer.starter.evaluate_checkpoint import Checkpoint
from trainer.starter.evaluation import answers, tally
from trainer.starter.fast_forward import Sampled, generate
from trainer.starter.learner import working_dtype
from trainer.starter.settings import STARTER_PROMPT

_SIZE_PX: Final = (320, 240)
_AT_ONCE: Final = 16
_MAX_TOKENS: Final = 128
# Beyond the scenes on which the export calibrates and evaluates.
_FIRST_INDEX: Final = 2**20


@dataclass(frozen=True, slots=True)
class Sampling:
    """What sampled answers to one scene come to, each a share of the samples."""

    country: float
    city: float
    true_cues: float | None
    """Of the things named in the reasoning, how many are there; None where nothing was named."""
    agreement: float
    """Samples that give the commonest answer: how sure the votes are."""
    vote_right: bool
    """Whether that answer is right; refusing is right where nothing can be told."""


def main(
    checkpoints: Annotated[list[str], typer.Argument(help="NAME=FOLDER, the first the base.")],
    scenes: Annotated[int, typer.Option(help="Hard scenes, and as many easy and medium.")] = 400,
    samples: Annotated[int, typer.Option(help="For each hard scene.")] = 8,
) -> None:
    """Print a row for each checkpoint."""
    torch.set_num_threads(1)
    hard = _scenes(Level.HARD, scenes)
    plain = _scenes(Level.EASY, scenes // 2) + _scenes(Level.MEDIUM, scenes - scenes // 2)
    sys.stdout.write(f"{scenes} hard scenes, {samples} samples each; mean and standard error.\n\n")
    sys.stdout.write(
        "| | country | city | cues that are true | AURC of votes | votes right | greedy country | "
        "greedy city |\n|---|---|---|---|---|---|---|---|\n"
    )
    for named in checkpoints:
        name, _, folder = named.partition("=")
        checkpoint = Checkpoint(Path(folder))
        drawn = [_judge(scene, given) for scene, given in _sampled(checkpoint, hard, samples)]
        greedy = _greedy_shares(checkpoint, plain)
        sys.stdout.write(f"| {name} | {' | '.join(_row(drawn))} | {' | '.join(greedy)} |\n")
        sys.stdout.flush()


def _scenes(level: Level, count: int) -> list[Postcard]:
    return [draw(test_seed(_FIRST_INDEX + index), level, _SIZE_PX) for index in range(count)]


def _sampled(
    checkpoint: Checkpoint, scenes: Sequence[Postcard], samples: int
) -> Iterator[tuple[Postcard, list[Answer]]]:
    prompt = prompt_tokens(checkpoint.tokenizer, STARTER_PROMPT)
    stop = token_id(checkpoint.tokenizer, END_OF_TURN)
    sampled = Sampled(samples, torch.Generator().manual_seed(0))
    dtype = working_dtype("auto")
    for start in range(0, len(scenes), _AT_ONCE):
        part = scenes[start : start + _AT_ONCE]
        pixels = stack([fit(scene.image, checkpoint.limits) for scene in part])
        written = generate(checkpoint.model, pixels, prompt, stop, _MAX_TOKENS, dtype, sampled)
        given = [parse(decode(checkpoint.tokenizer, tokens)) for tokens in written]
        for index, scene in enumerate(part):
            yield scene, given[index * samples : (index + 1) * samples]


def _judge(scene: Postcard, given: Sequence[Answer]) -> Sampling:
    places = [(answer.country, answer.city) for answer in given]
    truth = (scene.country, scene.city)
    commonest, votes = Counter(places).most_common(1)[0]
    precisions = [find_mentions(answer.reasoning, scene.entities).precision for answer in given]
    named = [precision for precision in precisions if precision is not None]
    return Sampling(
        country=statistics.fmean(country == scene.country for country, _ in places),
        city=statistics.fmean(place == truth for place in places),
        true_cues=statistics.fmean(named) if named else None,
        agreement=votes / len(given),
        vote_right=commonest == truth,
    )


def _greedy_shares(checkpoint: Checkpoint, scenes: Sequence[Postcard]) -> list[str]:
    pixels = stack([fit(scene.image, checkpoint.limits) for scene in scenes])
    given = answers(checkpoint.model, checkpoint.tokenizer, pixels, dtype=working_dtype("auto"))
    shares = tally(scenes, given).shares()
    return [f"{shares['country']:.3f}", f"{shares['city']:.3f}"]


def _row(drawn: Sequence[Sampling]) -> list[str]:
    cues = [one.true_cues for one in drawn if one.true_cues is not None]
    risk = aurc([one.agreement for one in drawn], [one.vote_right for one in drawn])
    return [
        _with_error([one.country for one in drawn]),
        _with_error([one.city for one in drawn]),
        _with_error(cues),
        f"{risk:.4f}",
        _with_error([float(one.vote_right) for one in drawn]),
    ]


def _with_error(values: Sequence[float]) -> str:
    error = statistics.stdev(values) / len(values) ** 0.5
    return f"{statistics.fmean(values):.3f} ± {error:.3f}"


if __name__ == "__main__":
    try:
        typer.run(main)
    except AppError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from error
