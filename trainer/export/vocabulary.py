"""The tokenizer's vocabulary as llama.cpp wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import gguf
from gguf import GGUFWriter, TokenType

from app.contract.prompt import END_OF_TURN, IMAGE_PAD, VISION_END, VISION_START
from app.errors import AppError
from trainer.export.checkpoint import Checkpoint

# llama.cpp's pre-tokeniser "qwen2" implements this pattern; a tokenizer with any other would be
# read wrongly without a word. Source: tokenizer.json of Qwen2.5-VL (Apache-2.0).
QWEN2_PATTERN: Final = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_CONTROL_TOKENS: Final = ("<|im_start|>", END_OF_TURN, VISION_START, IMAGE_PAD, VISION_END)


def add_vocabulary(writer: GGUFWriter, checkpoint: Checkpoint) -> None:
    """Add tokens, their kinds, merges, special tokens and chat template.

    Raises:
        AppError: The tokenizer is not of Qwen2's kind or lacks a token of the prompt.
    """
    tokens = read_vocabulary(checkpoint)
    size: int = checkpoint.text_config["vocab_size"]
    rows = [tokens.get(index, (f"[PAD{index}]", TokenType.UNUSED)) for index in range(size)]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([text for text, _ in rows])
    writer.add_token_types([kind.value for _, kind in rows])
    gguf.SpecialVocab(checkpoint.folder, load_merges=True).add_to_gguf(writer, quiet=True)


def read_vocabulary(checkpoint: Checkpoint) -> dict[int, tuple[str, TokenType]]:
    """The tokens of a checkpoint by id, each with its kind.

    Raises:
        AppError: The tokenizer is not of Qwen2's kind or lacks a token of the prompt.
    """
    tokenizer = checkpoint.read_json("tokenizer.json")
    _require_qwen2(checkpoint, tokenizer)
    tokens = _tokens(tokenizer)
    size: int = checkpoint.text_config["vocab_size"]
    if max(tokens) >= size:
        raise _unsuitable(checkpoint, f"token {max(tokens)} is outside vocab_size {size}")
    present = {text for text, _ in tokens.values()}
    missing = [token for token in _CONTROL_TOKENS if token not in present]
    if missing:
        raise _unsuitable(checkpoint, f"it has no token {', '.join(missing)}")
    return tokens


def _tokens(tokenizer: Mapping[str, Any]) -> dict[int, tuple[str, TokenType]]:
    tokens = {
        index: (text, TokenType.NORMAL) for text, index in tokenizer["model"]["vocab"].items()
    }
    for added in tokenizer["added_tokens"]:
        text: str = added["content"]
        control = added["special"] or (text.startswith("<|") and text.endswith("|>"))
        tokens[added["id"]] = (text, TokenType.CONTROL if control else TokenType.USER_DEFINED)
    return tokens


def _require_qwen2(checkpoint: Checkpoint, tokenizer: Mapping[str, Any]) -> None:
    kind = tokenizer.get("model", {}).get("type")
    if kind != "BPE":
        raise _unsuitable(checkpoint, f"it is of the type {kind!r}, not 'BPE'")
    steps = list(_steps(tokenizer.get("pre_tokenizer")))
    patterns = [step["pattern"].get("Regex") for step in steps if step["type"] == "Split"]
    if patterns != [QWEN2_PATTERN]:
        raise _unsuitable(checkpoint, f"it splits words by {patterns}, not as Qwen2 does")
    if any(step.get("add_prefix_space") for step in steps):
        raise _unsuitable(checkpoint, "it puts a space before the text")


def _steps(pre_tokenizer: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    if pre_tokenizer is None:
        return
    if pre_tokenizer["type"] == "Sequence":
        for step in pre_tokenizer["pretokenizers"]:
            yield from _steps(step)
    else:
        yield pre_tokenizer


def _unsuitable(checkpoint: Checkpoint, reason: str) -> AppError:
    return AppError(
        title="Tokenizer cannot be exported",
        message=f"{checkpoint.folder / 'tokenizer.json'} does not suit llama.cpp's 'qwen2' "
        f"pre-tokeniser: {reason}.",
        hint="Build the tokenizer with Qwen2TokenizerFast.",
    )
