"""A checkpoint run by transformers, asked as the app asks: same pixels, same prompt, greedy."""

from __future__ import annotations

import math
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers.decoders import DecodeStream
from transformers import GenerationConfig, LogitsProcessor, LogitsProcessorList

from app.contract.confidence import Token
from app.contract.image import PixelLimits, PreparedImage
from app.contract.prompt import Prompt, PromptOrder
from app.contract.sampling import Sampling
from app.engine.protocol import Completion, Sample
from app.errors import AppError
from trainer.training.backbone import load_model, load_processor

_END_OF_ANSWER: Final = "</answer>"
_QWEN: Final = "qwen2_5_vl"
_Asked = tuple[PreparedImage, Future[Completion]]


class HuggingFaceEngine:
    """Implements `app.engine.protocol.Engine` for a checkpoint folder (Qwen2.5-VL, InternVL3).

    Photos of one size that wait at the same time are answered together, on one thread of this
    object; in bfloat16 on a GPU, in float32 without one.
    """

    def __init__(
        self,
        folder: Path,
        prompt: Prompt,
        limits: PixelLimits,
        sampling: Sampling,
        *,
        photos_at_once: int,
    ) -> None:
        """Load the model.

        Raises:
            AppError: The folder holds none, or one of another kind.
        """
        on_gpu = torch.cuda.is_available()
        self.precision = "bfloat16" if on_gpu else "float32"
        self._device = "cuda" if on_gpu else "cpu"
        self._model: Any = load_model(folder, self.precision).to(self._device).eval()
        self._processor: Any = load_processor(folder, limits)
        self._words: Any = self._processor.tokenizer
        self._prompt = _render(prompt, self._model, self._processor)
        saved: int | list[int] | None = self._model.generation_config.eos_token_id
        ends = saved if isinstance(saved, list) else [saved or self._words.eos_token_id]
        self._ends = frozenset(ends)
        # A checkpoint's own settings (a repetition penalty, say) are not part of the contract.
        self._model.generation_config = GenerationConfig(
            do_sample=False,
            max_new_tokens=sampling.max_tokens,
            eos_token_id=ends,
            pad_token_id=ends[0],
        )
        self._at_once = photos_at_once
        self._inbox: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="transformers", daemon=True)
        self._thread.start()

    def submit(
        self,
        image: PreparedImage,
        *,
        quick: bool = False,
        votes: int = 1,
        seed: int = 0,
        urgent: bool = False,
        on_text: Callable[[str], None] | None = None,
    ) -> Future[Completion]:
        """Ask about a photo, once and greedily; ``seed`` and ``urgent`` make no difference.

        Raises:
            ValueError: Votes, quick answers or streaming are asked for, which this engine lacks.
        """
        if quick or votes != 1 or on_text is not None:
            raise ValueError("a checkpoint is only asked for one whole greedy answer")
        future: Future[Completion] = Future()
        self._inbox.put((image, future))
        return future

    def close(self) -> None:
        """Stop after the photos under way; waiting ones are cancelled."""
        self._inbox.put(None)
        self._thread.join()

    def _run(self) -> None:
        waiting: deque[_Asked] = deque()
        closing = False
        while not closing:
            closing = self._collect(waiting)
            if waiting and not closing:
                self._answer(self._next_batch(waiting))
        for _, future in waiting:
            future.cancel()

    def _collect(self, waiting: deque[_Asked]) -> bool:
        """Take in what has come, waiting only where there is nothing to do; True: close."""
        while not waiting or not self._inbox.empty():
            asked = self._inbox.get()
            if asked is None:
                return True
            waiting.append(asked)
        return False

    def _next_batch(self, waiting: deque[_Asked]) -> list[_Asked]:
        """Take out the first photo and others of its size: equal prompts need no padding."""
        size = _size(waiting[0][0])
        batch: list[_Asked] = []
        others: list[_Asked] = []
        while waiting:
            asked = waiting.popleft()
            fits = _size(asked[0]) == size and len(batch) < self._at_once
            (batch if fits else others).append(asked)
        waiting.extend(others)
        return batch

    def _answer(self, batch: Sequence[_Asked]) -> None:
        begun_s = time.monotonic()
        images = [image for image, _ in batch]
        try:
            samples = self._complete(images)
        except (RuntimeError, ValueError) as error:  # out of memory, a shape that does not fit
            for _, future in batch:
                future.set_exception(
                    AppError(title="The model cannot look at this photo", message=str(error))
                )
            return
        seconds = time.monotonic() - begun_s
        for (image, future), sample in zip(batch, samples, strict=True):
            future.set_result(Completion((sample,), seconds, image.tokens))

    @torch.inference_mode()
    def _complete(self, images: Sequence[PreparedImage]) -> list[Sample]:
        """Greedy answers to pictures of one size."""
        inputs = self._processor(
            text=[self._prompt] * len(images),
            images=[_pixels(image) for image in images],
            # Its rotary positions differ between text and picture; others would not know it.
            return_mm_token_type_ids=self._model.config.model_type == _QWEN,
            return_tensors="pt",
        ).to(self._device)
        recorder = _Recorder(self._words(" unknown", add_special_tokens=False)["input_ids"][0])
        written = self._model.generate(**inputs, logits_processor=LogitsProcessorList([recorder]))
        answers = written[:, inputs["input_ids"].shape[1] :].tolist()
        return [
            self._sample(ids, *rows) for ids, *rows in zip(answers, *recorder.steps(), strict=True)
        ]

    def _sample(
        self, ids: Sequence[int], logprobs: Sequence[float], unknown_logprobs: Sequence[float]
    ) -> Sample:
        """The tokens of one answer up to its end; bytes of a split character wait for the rest."""
        stream: Any = DecodeStream(skip_special_tokens=True)
        tokens: list[Token] = []
        text = ""
        for token_id, logprob, unknown_logprob in zip(ids, logprobs, unknown_logprobs, strict=True):
            if token_id in self._ends:
                return Sample(tuple(tokens), finished=True)
            piece: str = stream.step(self._words.backend_tokenizer, token_id) or ""
            tokens.append(Token(piece, logprob, unknown_logprob))
            text += piece
            if _END_OF_ANSWER in text[-len(piece) - len(_END_OF_ANSWER) :]:
                return Sample(tuple(tokens), finished=True)
        return Sample(tuple(tokens), finished=False)


class _Recorder(LogitsProcessor):
    """Keeps, at each step of greedy generation, two log-probabilities of every row."""

    def __init__(self, unknown: int) -> None:
        self._unknown = unknown
        self._kept: list[torch.Tensor] = []

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """``scores`` (rows, vocabulary) pass unchanged."""
        logits = scores.float()
        both = torch.stack([logits.max(dim=-1).values, logits[:, self._unknown]])
        self._kept.append(both - logits.logsumexp(dim=-1))
        return scores

    def steps(self) -> tuple[list[list[float]], list[list[float]]]:
        """Of the chosen token and of "unknown": a list of rows, each a list of steps."""
        both: Any = torch.stack(self._kept, dim=-1)
        chosen, unknown = both.tolist()
        if not all(math.isfinite(value) for row in chosen for value in row):
            raise ValueError("the model computes no numbers; its weights are damaged")
        return chosen, unknown


def _render(prompt: Prompt, model: Any, processor: Any) -> str:
    """The prompt's text with one placeholder for the picture, in the model's own chat format.

    The contract renders Qwen2.5-VL's to the letter; other models bring a template.
    """
    if model.config.model_type == _QWEN:
        return prompt.render()
    picture, instruction = {"type": "image"}, {"type": "text", "text": prompt.user}
    image_first = prompt.order is PromptOrder.IMAGE_FIRST
    turns = [
        {"role": "system", "content": [{"type": "text", "text": prompt.system}]},
        {
            "role": "user",
            "content": [picture, instruction] if image_first else [instruction, picture],
        },
    ]
    return processor.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)


def _size(image: PreparedImage) -> tuple[int, int]:
    return image.width_px, image.height_px


def _pixels(image: PreparedImage) -> np.ndarray:
    """(height, width, 3), 8 bit."""
    return np.frombuffer(image.rgb, np.uint8).reshape(image.height_px, image.width_px, 3)
