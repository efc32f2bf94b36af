"""The tokenizer and the files around the weights are what Qwen2.5-VL's own classes expect."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from app.contract.answer import render
from app.contract.prompt import QUICK_PREFILL
from app.errors import AppError
from trainer.starter.architecture import (
    SPECIAL_TOKENS,
    decode,
    encode,
    load_tokenizer,
    prompt_tokens,
    train_tokenizer,
)
from trainer.starter.settings import STARTER_PROMPT

TOKENIZER = train_tokenizer(["<answer>", "country:", " unknown", " France"] * 4, 400)


@given(st.text())
def test_any_text_survives_the_tokenizer(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    assert decode(TOKENIZER, encode(TOKENIZER, text)) == normal


def test_special_tokens_are_one_token_each(tiny_checkpoint: Path) -> None:
    tokenizer = load_tokenizer(tiny_checkpoint)
    for token in SPECIAL_TOKENS:
        assert len(encode(tokenizer, token)) == 1


def test_unknown_is_one_token(tiny_checkpoint: Path) -> None:
    assert len(encode(load_tokenizer(tiny_checkpoint), " unknown")) == 1


@pytest.mark.parametrize("reasoning", ["", "Landmark."])
def test_no_token_reaches_over_the_edge_of_the_answer(
    tiny_checkpoint: Path, reasoning: str
) -> None:
    tokenizer = load_tokenizer(tiny_checkpoint)
    text = render(reasoning, "France", "Kraków")
    head, tag, tail = text.partition("<answer>")
    assert encode(tokenizer, text) == encode(tokenizer, head + tag) + encode(tokenizer, tail)


def test_quick_prompt_is_the_prompt_and_the_prefill(tiny_checkpoint: Path) -> None:
    tokenizer = load_tokenizer(tiny_checkpoint)
    plain = prompt_tokens(tokenizer, STARTER_PROMPT)
    quick = prompt_tokens(tokenizer, STARTER_PROMPT, quick=True)
    assert quick.before == plain.before
    assert quick.after == (*plain.after, *encode(tokenizer, QUICK_PREFILL))


def test_transformers_reads_the_same_tokens(tiny_checkpoint: Path) -> None:
    ours = load_tokenizer(tiny_checkpoint)
    theirs = AutoTokenizer.from_pretrained(tiny_checkpoint)
    text = STARTER_PROMPT.render() + render("Landmark.", "France", "Kraków")
    assert theirs(text)["input_ids"] == encode(ours, text)
    assert theirs.pad_token == "<|endoftext|>"
    assert theirs.eos_token == "<|im_end|>"


def test_chat_template_renders_our_prompt(tiny_checkpoint: Path) -> None:
    tokenizer: PreTrainedTokenizerFast = AutoTokenizer.from_pretrained(tiny_checkpoint)
    message = {
        "role": "user",
        "content": [{"type": "text", "text": STARTER_PROMPT.user}, {"type": "image"}],
    }
    rendered = tokenizer.apply_chat_template([message], tokenize=False, add_generation_prompt=True)
    assert rendered == STARTER_PROMPT.render()


def test_processor_settings_hold_the_pixel_limits(tiny_checkpoint: Path) -> None:
    data = json.loads((tiny_checkpoint / "preprocessor_config.json").read_text("utf-8"))
    assert (data["min_pixels"], data["max_pixels"]) == (40 * 784, 54 * 784)


def test_folder_without_tokenizer_is_named(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"tokenizer\.json"):
        load_tokenizer(tmp_path)
