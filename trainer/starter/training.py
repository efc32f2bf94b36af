"""A run of the starter recipe: what all processes share, then processes of one thread each."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch
import torch.distributed
import torch.multiprocessing

from app.errors import AppError
from trainer.postcards import tables
from trainer.postcards.levels import Level
from trainer.postcards.seeds import train_seed
from trainer.postcards.world import Postcard, draw
from trainer.starter.architecture import save_tokenizer, train_tokenizer
from trainer.starter.auxiliary import Labels
from trainer.starter.batches import grid_size_px
from trainer.starter.learner import LABELS_NAME, PROGRESS_NAME, Learner, check_same_recipe
from trainer.starter.settings import STARTER_PROMPT, StarterConfig

_CORPUS_ASPECT = 4 / 3
# Training never gets this far, so these scenes are not among those it draws.
_CORPUS_INDEX = 2**39


def train(config: StarterConfig, *, resume: bool = False) -> None:
    """Train the model of ``config`` and write a checkpoint folder that transformers loads.

    Raises:
        AppError: ``resume`` without a run to resume, or a new run where there is one already.
    """
    begun = (config.out / PROGRESS_NAME).is_file()
    if resume and not begun:
        raise AppError(
            title="Nothing to resume",
            message=f"{config.out} holds no run that was begun.",
            hint="Start it without --resume.",
        )
    if begun and not resume:
        raise AppError(
            title="Run already begun",
            message=f"{config.out} holds a run already.",
            hint="Continue it with --resume, or choose another folder with --out.",
        )
    if resume:
        check_same_recipe(config)
    else:
        _prepare(config)
    with tempfile.TemporaryDirectory() as folder:
        meeting = (Path(folder) / "meeting").as_uri()
        # If one process dies, the others fail at the next exchange of gradients.
        others = [
            torch.multiprocessing.get_context("spawn").Process(
                target=_run, args=(rank, config, meeting), daemon=True
            )
            for rank in range(1, config.ranks)
        ]
        # The processes share the cores among them; OpenMP's own threads would only spin.
        with _environment("OMP_NUM_THREADS", "1"):
            for process in others:
                process.start()
        _run(0, config, meeting)
        for process in others:
            process.join()


def corpus(scenes: Sequence[Postcard]) -> list[str]:
    """The texts a tokenizer is trained on: every name of the world and these scenes' reasonings.

    Tags and fields stand apart, so that no token reaches over the edge of ``<answer>``.
    """
    names = [f" {city.name}" for city in tables.cities()]
    names += [f" {country.name}" for country in tables.countries()]
    frame = ["<think>", "</think>", "<answer>", "</answer>", "country:", "\n", "city:", " unknown"]
    words = [STARTER_PROMPT.render(), *frame]
    return [scene.reasoning for scene in scenes] + 8 * names + 40 * words


def _prepare(config: StarterConfig) -> None:
    """Write what all processes share: the tokenizer and the auxiliary heads' labels."""
    config.checkpoint.mkdir(parents=True, exist_ok=True)
    size_px = grid_size_px(_CORPUS_ASPECT, config.limits)
    levels = [Level(name) for name in config.levels]
    scenes = [
        draw(train_seed(_CORPUS_INDEX + index), levels[index % len(levels)], size_px)
        for index in range(config.corpus_scenes)
    ]
    tokenizer = train_tokenizer(corpus(scenes), config.text.vocabulary)
    save_tokenizer(tokenizer, config.limits, config.checkpoint)
    Labels.of_world(scenes).save(config.out / LABELS_NAME)


def _run(rank: int, config: StarterConfig, meeting: str) -> None:
    """One process of the run."""
    torch.set_num_threads(1)
    if config.ranks > 1:
        torch.distributed.init_process_group(
            "gloo", init_method=meeting, rank=rank, world_size=config.ranks
        )
    try:
        Learner(config, rank).learn(_say if rank == 0 else _say_nothing)
    finally:
        if config.ranks > 1:
            torch.distributed.destroy_process_group()


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set an environment variable for the processes started inside."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _say_nothing(line: str) -> None:
    """Only the first process reports."""
