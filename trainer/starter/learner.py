"""The training loop of one process: draw, predict, average the gradients, step.

Stage A teaches the vision tower alone through auxiliary heads; stage B teaches the whole model to
answer, the heads still helping. The schedule counts steps, never seconds, and every picture
follows from its step, so a run can be stopped, resumed and repeated.
"""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Callable
from statistics import mean
from typing import Any, Final

import torch
import torch.distributed
from torch import Tensor, nn
from torch.nn import functional
from transformers.utils import logging as transformers_logging

from app.contract.answer import render
from app.contract.prompt import END_OF_TURN, QUICK_PREFILL
from app.errors import AppError
from trainer.postcards.levels import Level
from trainer.postcards.seeds import validation_seed
from trainer.postcards.world import Postcard, draw
from trainer.starter.architecture import (
    build_model,
    encode,
    load_tokenizer,
    prompt_tokens,
)
from trainer.starter.auxiliary import Heads, Labels
from trainer.starter.batches import Batch, grid_size_px, stack, training_batch
from trainer.starter.evaluation import Tally, answers, tally
from trainer.starter.fast_forward import completion_logits, pad_completions, vision_features
from trainer.starter.settings import STARTER_PROMPT, Closing, Optimization, StarterConfig

LABELS_NAME: Final = "labels.json"
PROGRESS_NAME: Final = "progress.pt"
RECORD_NAME: Final = "training.json"
_IGNORED: Final = -100
# Embeddings are no matrices between hidden states; the merger's first one costs as much time as
# all others together.
_NOT_MUON: Final = ("embed_tokens", "merger.mlp.0")
_HELD_OUT_ASPECT: Final = 4 / 3


def rate_share(step: int, steps: int, settings: Optimization, closing: Closing) -> float:
    """Share of the full learning rate at a step, counted from 0: warm-up, flat, cosine, closing."""
    warm = min(1.0, (step + 1) / settings.warmup_steps)
    left = (steps - step) / max(1, closing.steps)
    if left <= 1:
        return settings.final_rate + (closing.rate - settings.final_rate) * left
    share = step / (steps - closing.steps)
    if share < settings.flat_share:
        return warm
    fallen = (share - settings.flat_share) / (1 - settings.flat_share)
    cosine = 0.5 * (1 + math.cos(math.pi * fallen))
    return warm * (settings.final_rate + (1 - settings.final_rate) * cosine)


def working_dtype(precision: str) -> torch.dtype:
    """``auto`` is bfloat16 where the processor multiplies it in hardware, else float32."""
    if precision == "auto":
        fast = torch.cpu._is_avx512_bf16_supported()  # pyright: ignore[reportPrivateUsage]
        precision = "bfloat16" if fast else "float32"
    return {"bfloat16": torch.bfloat16, "float32": torch.float32}[precision]


class Learner:
    """The state of one process: model, heads, optimizer and how far it has come."""

    def __init__(self, config: StarterConfig, rank: int) -> None:
        transformers_logging.disable_progress_bar()
        self.config = config
        self.rank = rank
        self.dtype = working_dtype(config.precision)
        self.tokenizer = load_tokenizer(config.checkpoint)
        self.labels = Labels.load(config.out / LABELS_NAME)
        self.model: Any = build_model(config, self.tokenizer)
        self.heads = Heads(self.labels, config.text.hidden)
        self.prompt = prompt_tokens(self.tokenizer, STARTER_PROMPT)
        self.prefill = encode(self.tokenizer, QUICK_PREFILL)
        self.stop = encode(self.tokenizer, END_OF_TURN)
        self.vision = [*self.model.model.visual.parameters(), *self.heads.parameters()]
        self.parameters = [*self.model.parameters(), *self.heads.parameters()]
        self.optimizers = self._optimizers()
        self.step = 0
        self.seconds = 0.0
        self.losses: dict[str, list[float]] = {"labels": [], "words": []}
        self._restore()
        self.held_out = self._draw_held_out()

    def learn(self, say: Callable[[str], None]) -> None:
        """Run the remaining steps, reporting and saving on the way, and write the checkpoint."""
        config = self.config
        count = sum(parameter.numel() for parameter in self.model.parameters())
        words = self.tokenizer.get_vocab_size()
        say(f"{count / 1e6:.2f} M parameters, {words} tokens, {self.dtype}")
        began = time.monotonic() - self.seconds
        while self.step < config.steps:
            self._learn_step(training_batch(config, self.step, self.rank))
            self.step += 1
            last = self.step == config.steps
            if self.step % config.report_every == 0 or last:
                accuracy = self._held_out_accuracy()
                self.seconds = time.monotonic() - began
                losses = self._mean_losses()
                say(self._progress_line(losses, accuracy))
                if last:
                    self._record(losses, accuracy)
            if self.step % config.checkpoint_every == 0 or last:
                self.seconds = time.monotonic() - began
                self._save()

    def words_loss(self, batch: Batch, features: Tensor) -> Tensor:
        """Mean cross-entropy of the tokens the model itself writes, ends of turn included."""
        completions: list[list[int]] = []
        given: list[int] = []
        for scene, quick in zip(batch.scenes, batch.quick, strict=True):
            tokens, prefilled = self.completion(scene, quick=quick)
            completions.append(tokens)
            given.append(prefilled)
        ids, real = pad_completions(completions, self.stop[0])
        own = real & (torch.arange(ids.shape[1]) >= torch.tensor(given)[:, None])
        logits = completion_logits(self.model, features, batch.grid, self.prompt, ids)
        labels = ids.masked_fill(~own, _IGNORED)
        return functional.cross_entropy(
            logits.flatten(0, 1), labels.flatten(), ignore_index=_IGNORED
        )

    def completion(self, scene: Postcard, *, quick: bool) -> tuple[list[int], int]:
        """Token ids of the answer to a scene, and how many of them the prompt gives already."""
        reasoning = "" if quick else scene.reasoning
        text = render(reasoning, scene.country or "", scene.city or "")
        if not quick:
            return encode(self.tokenizer, text) + self.stop, 0
        own = encode(self.tokenizer, text.removeprefix(QUICK_PREFILL))
        return self.prefill + own + self.stop, len(self.prefill)

    def _learn_step(self, batch: Batch) -> None:
        settings = self.config.optimization
        share = rate_share(self.step, self.config.steps, settings, self.config.closing)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = share * optimizer.defaults["lr"]
        features = vision_features(self.model.model.visual, batch.pixels, self.dtype)
        targets = self.labels.targets(batch.scenes)
        loss = labels_loss = self.heads.loss(self.heads(features), targets)
        self.losses["labels"].append(labels_loss.item())
        if self.step >= self.config.visual_steps:
            words_loss = self.words_loss(batch, features)
            self.losses["words"].append(words_loss.item())
            loss = settings.auxiliary_weight * labels_loss + settings.language_weight * words_loss
        loss.backward()
        self._average_gradients()
        nn.utils.clip_grad_norm_(self.vision, settings.clip_norm)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def _optimizers(self) -> list[torch.optim.Optimizer]:
        """Muon for the matrices between hidden states, AdamW for everything else."""
        settings = self.config.optimization
        matrices = [
            parameter
            for name, parameter in self.model.named_parameters()
            if parameter.ndim == 2 and not any(part in name for part in _NOT_MUON)
        ]
        apart = {id(parameter) for parameter in matrices}
        others = [parameter for parameter in self.parameters if id(parameter) not in apart]
        return [
            torch.optim.Muon(
                matrices,
                lr=settings.matrix_rate,
                weight_decay=settings.weight_decay,
                momentum=0.95,
                adjust_lr_fn="match_rms_adamw",
            ),
            torch.optim.AdamW(
                others,
                lr=settings.learning_rate,
                betas=(0.9, settings.beta2),
                weight_decay=0.0,
            ),
        ]

    def _average_gradients(self) -> None:
        if self.config.ranks == 1:
            return
        gradients = [p.grad for p in self.parameters if p.grad is not None]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        torch.distributed.all_reduce(flat)
        flat /= self.config.ranks
        parts = flat.split([gradient.numel() for gradient in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))

    def _draw_held_out(self) -> dict[str, Batch]:
        """This process's share of the validation scenes, by level."""
        size_px = grid_size_px(_HELD_OUT_ASPECT, self.config.limits)
        shares: dict[str, Batch] = {}
        for level in self.config.levels:
            indices = range(self.rank, self.config.held_out_per_level, self.config.ranks)
            scenes = tuple(draw(validation_seed(index), Level(level), size_px) for index in indices)
            pixels = stack([scene.image for scene in scenes])
            shares[level] = Batch(pixels, scenes, (True,) * len(scenes))
        return shares

    @torch.no_grad()
    def _held_out_accuracy(self) -> dict[str, dict[str, float]]:
        """Shares of right answers by level, over all processes: the heads' before words come."""
        tallies = {level: self._tally(batch) for level, batch in self.held_out.items()}
        if self.config.ranks > 1:
            for counts in tallies.values():
                both = torch.tensor(counts.counts())
                torch.distributed.all_reduce(both)
                counts.set_counts(both.tolist())
        return {level: counts.shares() for level, counts in tallies.items()}

    def _tally(self, batch: Batch) -> Tally:
        if self.step > self.config.visual_steps:
            given = answers(self.model, self.tokenizer, batch.pixels, quick=True, dtype=self.dtype)
            return tally(batch.scenes, given)
        logits = self.heads(vision_features(self.model.model.visual, batch.pixels, self.dtype))
        named = {
            name: [self.labels.values[name][index] for index in logits[name].argmax(-1).tolist()]
            for name in ("country", "city")
        }
        result = Tally()
        for scene, country, city in zip(batch.scenes, named["country"], named["city"], strict=True):
            result.add(scene, country, city)
        return result

    def _mean_losses(self) -> dict[str, float]:
        """This process's mean losses since it was last asked."""
        means = {name: mean(values) if values else math.nan for name, values in self.losses.items()}
        self.losses = {name: [] for name in self.losses}
        return means

    def _progress_line(
        self, losses: dict[str, float], accuracy: dict[str, dict[str, float]]
    ) -> str:
        """Level: country/city/refused/false refusals of held-out scenes."""
        config = self.config
        stage = "B" if self.step > config.visual_steps else "A"
        shares = "  ".join(
            f"{level} " + "/".join(f"{share:.3f}" for share in values.values())
            for level, values in accuracy.items()
        )
        return (
            f"{self.seconds:5.0f} s  {stage} {self.step}/{config.steps}  "
            f"labels {losses['labels']:.3f}  words {losses['words']:.4f}  {shares}"
        )

    def _record(self, losses: dict[str, float], accuracy: dict[str, dict[str, float]]) -> None:
        if self.rank:
            return
        config = self.config
        record = {
            "seed": config.seed,
            "steps": config.steps,
            "pictures": config.steps * config.batch_per_rank * config.ranks,
            "seconds": round(self.seconds),
            "loss": losses,
            "held_out": accuracy,
            "precision": str(self.dtype).removeprefix("torch."),
            "recipe": dataclasses.asdict(config) | {"out": config.out.name},
        }
        text = json.dumps(record, indent=2) + "\n"
        (config.checkpoint / RECORD_NAME).write_text(text, "utf-8")

    def _save(self) -> None:
        """Write the checkpoint folder's weights and what `--resume` needs."""
        if self.rank:
            return
        out = self.config.out
        self.model.save_pretrained(self.config.checkpoint)
        state = {
            "recipe": _recipe(self.config),
            "step": self.step,
            "seconds": self.seconds,
            "model": self.model.state_dict(),
            "heads": self.heads.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
        }
        part = out / f"{PROGRESS_NAME}.part"
        torch.save(state, part)
        part.replace(out / PROGRESS_NAME)

    def _restore(self) -> None:
        file = self.config.out / PROGRESS_NAME
        if file.is_file():
            state = torch.load(file, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.heads.load_state_dict(state["heads"])
            for optimizer, kept in zip(self.optimizers, state["optimizers"], strict=True):
                optimizer.load_state_dict(kept)
            self.step, self.seconds = state["step"], state["seconds"]


def check_same_recipe(config: StarterConfig) -> None:
    """Refuse to go on with a run that was begun with other settings.

    Raises:
        AppError: They differ.
    """
    file = config.out / PROGRESS_NAME
    if torch.load(file, weights_only=True, mmap=True)["recipe"] != _recipe(config):
        raise AppError(
            title="Another recipe",
            message=f"{file} was written with other settings than these.",
            hint="Resume with the settings it was begun with.",
        )


def _recipe(config: StarterConfig) -> str:
    """The settings that decide what is learned, to tell runs apart."""
    return json.dumps(dataclasses.asdict(config) | {"out": ""}, sort_keys=True)
