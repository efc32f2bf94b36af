"""The reward model in use: how likely picture and reasoning let a place be told, 0..1.

In process or behind an OpenAI-compatible endpoint, it is asked in the same words and answers with
p(yes) / (p(yes) + p(no)) of its first word. Where it fails it says None, never 0, which would
teach the policy that its answer was bad. Source: GLOBE's released ``globe_locatablity``.
"""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import openai
import torch
from PIL import Image

from app.errors import AppError
from trainer.training.backbone import load_model, load_processor
from trainer.training.examples import Messages
from trainer.training.shared_vision import look_once

JUDGE_SYSTEM: Final = (
    "Given input image and its location reasoning text, please determine if the image is visually "
    "locatable, then output “yes” or “no” directly.\n"
)
"""The released reward model's prompt, word for word (Apache-2.0, lingli1996/GLOBE)."""
YES: Final = "yes"
NO: Final = "no"
_SPELLINGS: Final = {word: (word, word.capitalize(), word.upper()) for word in (YES, NO)}
_AT_ONCE: Final = 16
_TOP_LOGPROBS: Final = 20  # the most that OpenAI's interface allows

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """A reward model that is served; the key comes from the variable OPENAI_API_KEY, if any."""

    url: str
    """Such as http://127.0.0.1:8083/v1."""
    model: str
    """The name it is served under."""
    concurrency: int
    timeout_s: float
    retries: int


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """Where the reward model is: a folder of the stage reward-model, or an endpoint."""

    folder: str | None
    precision: str
    """Of the weights of a model in process."""
    endpoint: EndpointSettings | None

    def __post_init__(self) -> None:
        """Exactly one of the two must be given.

        Raises:
            ValueError: Both or neither are.
        """
        if (self.folder is None) == (self.endpoint is None):
            raise ValueError("a judge is either a folder or an endpoint")


def judge_messages(completion: str) -> Messages:
    """What the reward model is asked about a picture with a completion."""
    # Words of a completion must not end its turn and answer in the reward model's stead.
    words = completion.replace("<|", "< |")
    return [
        {"role": "system", "content": [{"type": "text", "text": JUDGE_SYSTEM}]},
        {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": words}]},
    ]


def answer_tokens(tokenizer: Any) -> tuple[list[int], list[int]]:
    """First tokens of yes and of no in their spellings; the plain word's stands first.

    Qwen's tokenizer has each as one token; of smaller ones that cut them, the beginning suffices.

    Raises:
        AppError: Both begin with the same token.
    """
    yes, no = ([_first_token(tokenizer, word) for word in _SPELLINGS[key]] for key in (YES, NO))
    if set(yes) & set(no):
        raise AppError(
            title="Tokenizer without yes and no",
            message="In the model's tokenizer “yes” and “no” begin with the same token.",
            hint="Take a base model with a tokenizer that knows the words, such as Qwen's.",
        )
    return list(dict.fromkeys(yes)), list(dict.fromkeys(no))


class ModelJudge:
    """A reward model in this process."""

    def __init__(self, model: Any, processor: Any) -> None:
        self._model = model.eval().requires_grad_(requires_grad=False)
        look_once(self._model)  # a group's completions come with one picture
        self._processor = processor
        self._yes, self._no = answer_tokens(processor.tokenizer)

    @torch.inference_mode()
    def __call__(
        self, images: Sequence[Image.Image], completions: Sequence[str]
    ) -> list[float | None]:
        """P(localizable) of each picture with its completion."""
        scores: list[float | None] = []
        for start in range(0, len(completions), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            batch = judge_batch(self._processor, images[part], completions[part])
            logits = self._model(**batch.to(self._model.device), logits_to_keep=1).logits[:, -1]
            chances = logits.float().softmax(-1)
            yes, no = chances[:, self._yes].sum(-1), chances[:, self._no].sum(-1)
            scores += (yes / (yes + no)).tolist()
        return [None if score is None or math.isnan(score) else score for score in scores]


class EndpointJudge:
    """A served reward model, asked about many pictures at once."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings

    def __call__(
        self, images: Sequence[Image.Image], completions: Sequence[str]
    ) -> list[float | None]:
        """P(localizable) of each picture with its completion; None where no answer came."""
        return asyncio.run(self._ask_all(images, completions))

    def check(self) -> None:
        """Ask once, and say what is wrong if no usable answer comes.

        Raises:
            AppError: It does not answer, or not with the chances of its words.
        """
        image = Image.new("RGB", (112, 112), "grey")
        try:
            found = asyncio.run(self._ask_once(image, "<think></think>"))
        except openai.OpenAIError as error:
            raise self._unusable(f"it answers: {error}") from error
        if found is None:
            raise self._unusable("neither “yes” nor “no” is among its likeliest first words")

    async def _ask_once(self, image: Image.Image, completion: str) -> float | None:
        async with self._client() as client:
            return await self._ask(client, image, completion)

    async def _ask_all(
        self, images: Sequence[Image.Image], completions: Sequence[str]
    ) -> list[float | None]:
        free = asyncio.Semaphore(self._settings.concurrency)
        async with self._client() as client:

            async def ask(image: Image.Image, completion: str) -> float | None:
                async with free:
                    try:
                        return await self._ask(client, image, completion)
                    except openai.OpenAIError as error:
                        _log.warning("The reward model did not answer: %s", error)
                        return None

            return await asyncio.gather(*map(ask, images, completions))

    def _client(self) -> openai.AsyncOpenAI:
        return openai.AsyncOpenAI(
            base_url=self._settings.url,
            api_key=os.environ.get("OPENAI_API_KEY", "none"),
            timeout=self._settings.timeout_s,
            max_retries=self._settings.retries,
        )

    async def _ask(
        self, client: openai.AsyncOpenAI, image: Image.Image, completion: str
    ) -> float | None:
        messages: Any = _with_picture(judge_messages(completion), image)
        reply = await client.chat.completions.create(
            model=self._settings.model,
            messages=messages,
            temperature=0,
            max_tokens=1,
            logprobs=True,
            top_logprobs=_TOP_LOGPROBS,
        )
        return _read_reply(reply)

    def _unusable(self, reason: str) -> AppError:
        return AppError(
            title="Reward model not usable",
            message=f"{self._settings.url} (model {self._settings.model}): {reason}.",
            hint="Serve it with vLLM: vllm serve FOLDER --served-model-name NAME --max-logprobs 20",
        )


def open_judge(settings: JudgeSettings) -> ModelJudge | EndpointJudge:
    """The reward model of the settings.

    Raises:
        AppError: It cannot be loaded, or its endpoint gives no usable answer.
    """
    if settings.endpoint:
        judge = EndpointJudge(settings.endpoint)
        judge.check()
        return judge
    folder = Path(settings.folder or "")
    model = load_model(folder, settings.precision)
    if torch.cuda.is_available():
        model = model.to("cuda")
    return ModelJudge(model, load_processor(folder))


def judge_batch(processor: Any, images: Sequence[Image.Image], completions: Sequence[str]) -> Any:
    """Tensors of the questions, padded on the left, so that the last place is the answer's."""
    chats = [
        _with_image(judge_messages(completion), image)
        for image, completion in zip(images, completions, strict=True)
    ]
    return processor.apply_chat_template(
        chats,
        add_generation_prompt=True,
        tokenize=True,
        return_dict=True,
        return_tensors="pt",
        processor_kwargs={"padding": True, "padding_side": "left"},
    )


def _with_image(messages: Messages, image: Image.Image) -> Messages:
    return [
        {
            **message,
            "content": [
                {**part, "image": image} if part["type"] == "image" else part
                for part in message["content"]
            ],
        }
        for message in messages
    ]


def _with_picture(messages: Messages, image: Image.Image) -> Messages:
    """The messages as OpenAI's interface takes them; PNG, so that the model sees these pixels."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    url = "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
    return [
        {
            **message,
            "content": [
                {"type": "image_url", "image_url": {"url": url}}
                if part["type"] == "image"
                else part
                for part in message["content"]
            ],
        }
        for message in messages
    ]


def _read_reply(reply: Any) -> float | None:
    """p(yes) / (p(yes) + p(no)) of a reply's first token; None where it tells of neither."""
    try:
        likeliest = reply.choices[0].logprobs.content[0].top_logprobs
    except (AttributeError, IndexError, TypeError):
        return None
    yes, no = (
        sum(math.exp(word.logprob) for word in likeliest if _begins(meant, word.token))
        for meant in (YES, NO)
    )
    return yes / (yes + no) if yes + no > 0 else None


def _first_token(tokenizer: Any, word: str) -> int:
    return tokenizer(word, add_special_tokens=False)["input_ids"][0]


def _begins(word: str, token: str) -> bool:
    """Whether a token is the word or, where the tokenizer cuts it, its beginning."""
    said = token.strip().lower()
    return bool(said) and word.startswith(said)
