"""What the starter model is made of: its tokenizer, its sizes, and the files around its weights."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import (
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)
from transformers import (
    PreTrainedTokenizerFast,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
)

from app.contract.image import PixelLimits
from app.contract.prompt import END_OF_TURN, VISION_END, VISION_START, Prompt
from app.errors import AppError
from trainer.export.vocabulary import QWEN2_PATTERN
from trainer.starter.fast_forward import IMAGE_MEAN, IMAGE_STD, VIT_PATCH_PX, PromptTokens
from trainer.starter.settings import StarterConfig

END_OF_TEXT: Final = "<|endoftext|>"
SPECIAL_TOKENS: Final = (
    END_OF_TEXT,
    "<|im_start|>",
    END_OF_TURN,
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    VISION_START,
    VISION_END,
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
"""Qwen2.5-VL's special tokens, in its order."""
_CONTEXT: Final = 4096


def train_tokenizer(corpus: Iterable[str], vocabulary: int) -> Tokenizer:
    """Learn a byte-level BPE with Qwen2's word splitting from the texts the model will write.

    Args:
        corpus: Texts. Tags and answer fields should come apart from the words beside them: no
            token may reach over the edge of ``<answer>``, where quick mode's prompt ends.
        vocabulary: Largest number of tokens, special tokens included.
    """
    bpe = Tokenizer(models.BPE())
    bpe.normalizer = normalizers.NFC()
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary - len(SPECIAL_TOKENS),
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    bpe.train_from_iterator(corpus, trainer)
    bpe.add_special_tokens(list(SPECIAL_TOKENS))
    return bpe


def save_tokenizer(tokenizer: Tokenizer, limits: PixelLimits, folder: Path) -> None:
    """Write the tokenizer, the chat template and the image processor's settings.

    The names in these files are those of Qwen2.5-VL, so that the library loads its own classes.
    """
    whole = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=END_OF_TURN,
        pad_token=END_OF_TEXT,
        model_max_length=_CONTEXT,
        padding_side="left",
    )
    whole.chat_template = qwen_chat_template()
    whole.save_pretrained(folder)
    settings = folder / "tokenizer_config.json"
    data = json.loads(settings.read_text("utf-8"))
    data["tokenizer_class"] = "Qwen2Tokenizer"
    data["processor_class"] = "Qwen2_5_VLProcessor"
    data["additional_special_tokens"] = list(SPECIAL_TOKENS[1:])
    _write_json(settings, data)
    _write_json(
        folder / "preprocessor_config.json",
        {
            "min_pixels": limits.min_pixels,
            "max_pixels": limits.max_pixels,
            "patch_size": VIT_PATCH_PX,
            "temporal_patch_size": 2,
            "merge_size": 2,
            "image_mean": IMAGE_MEAN,
            "image_std": IMAGE_STD,
            "image_processor_type": "Qwen2VLImageProcessor",
            "processor_class": "Qwen2_5_VLProcessor",
        },
    )


def load_tokenizer(folder: Path) -> Tokenizer:
    """Read ``tokenizer.json`` as it stands, without the library's per-model changes to it.

    Raises:
        AppError: There is none.
    """
    file = folder / "tokenizer.json"
    if not file.is_file():
        raise AppError(
            title="No checkpoint here",
            message=f"{folder} holds no tokenizer.json.",
            hint="Train the starter model with `python -m trainer starter`.",
        )
    return Tokenizer.from_file(str(file))


def qwen_chat_template() -> str:
    """Qwen2.5-VL's chat template, from TRL, which recognises a model's family by its very bytes.

    Raises:
        AppError: TRL is not installed.
    """
    spec = importlib.util.find_spec("trl")
    if spec is None or spec.origin is None:
        raise AppError(
            title="TRL missing",
            message="The chat template of Qwen2.5-VL comes with TRL, which is not installed.",
            hint="Install the trainer: pip install -e .[trainer]",
        )
    file = Path(spec.origin).parent / "chat_templates" / "qwen2_5_vl.jinja"
    with file.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def build_model(config: StarterConfig, tokenizer: Tokenizer) -> Qwen2_5_VLForConditionalGeneration:
    """A model with random weights drawn from ``config.seed``."""
    ids = {token: token_id(tokenizer, token) for token in SPECIAL_TOKENS}
    text, vision = config.text, config.vision
    # Rounded up so that the rows of the vocabulary fill whole cache lines.
    vocabulary = (tokenizer.get_vocab_size() + 31) // 32 * 32
    frequencies = text.hidden // text.heads // 2
    space = frequencies * 3 // 8
    ends: dict[str, Any] = {
        "bos_token_id": ids[END_OF_TEXT],
        "eos_token_id": ids[END_OF_TURN],
        "pad_token_id": ids[END_OF_TEXT],
    }
    model_config = Qwen2_5_VLConfig(
        text_config={
            "vocab_size": vocabulary,
            "hidden_size": text.hidden,
            "intermediate_size": text.intermediate,
            "num_hidden_layers": text.layers,
            "num_attention_heads": text.heads,
            "num_key_value_heads": text.key_value_heads,
            "max_position_embeddings": _CONTEXT,
            "rms_norm_eps": 1e-6,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 10000.0,
                "mrope_section": [frequencies - 2 * space, space, space],
            },
            "tie_word_embeddings": True,
            **ends,
        },
        vision_config={
            "depth": vision.depth,
            "hidden_size": vision.hidden,
            "num_heads": vision.heads,
            "intermediate_size": vision.intermediate,
            "patch_size": VIT_PATCH_PX,
            "out_hidden_size": text.hidden,
            "fullatt_block_indexes": list(
                range(vision.full_attention_every - 1, vision.depth, vision.full_attention_every)
            ),
            "window_size": 112,
            "temporal_patch_size": 2,
            "spatial_merge_size": 2,
            "in_channels": 3,
        },
        image_token_id=ids["<|image_pad|>"],
        video_token_id=ids["<|video_pad|>"],
        vision_start_token_id=ids[VISION_START],
        vision_end_token_id=ids[VISION_END],
        tie_word_embeddings=True,
        **ends,
    )
    torch.manual_seed(config.seed)
    model: Any = Qwen2_5_VLForConditionalGeneration(model_config)
    model.generation_config.eos_token_id = [ids[END_OF_TURN], ids[END_OF_TEXT]]
    model.generation_config.pad_token_id = ids[END_OF_TEXT]
    return model


def prompt_tokens(tokenizer: Tokenizer, prompt: Prompt, *, quick: bool = False) -> PromptTokens:
    """The prompt as the engine tokenizes it: the texts before and after the image apart."""
    return PromptTokens(
        tuple(encode(tokenizer, prompt.before_image() + VISION_START)),
        tuple(encode(tokenizer, VISION_END + prompt.after_image(quick=quick))),
    )


def encode(tokenizer: Tokenizer, text: str) -> list[int]:
    """Token ids of a text in which special tokens may be written out."""
    return tokenizer.encode(text, add_special_tokens=False).ids


def decode(tokenizer: Tokenizer, tokens: Sequence[int]) -> str:
    """The text of token ids, special tokens written out."""
    return tokenizer.decode(tokens, skip_special_tokens=False)


def token_id(tokenizer: Tokenizer, token: str) -> int:
    """The id of one token.

    Raises:
        ValueError: The tokenizer does not know it.
    """
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the tokenizer does not know {token}")
    return found


def _write_json(file: Path, data: Any) -> None:
    file.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
