"""A batched forward of Qwen2.5-VL that gives the numbers of transformers in half the time on a CPU.

All pictures of a batch have the same shape. That lets attention run over the whole batch (the
library loops over pictures and windows), positions be computed once, the prompt before the image
be computed once for the batch, and the last layer run only where a word is predicted. The weights
are those of a `Qwen2_5_VLForConditionalGeneration`; a test compares the results.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn import functional

from app.contract.image import PATCH_PX

IMAGE_MEAN: Final = (0.48145466, 0.4578275, 0.40821073)
IMAGE_STD: Final = (0.26862954, 0.26130258, 0.27577711)
"""Normalisation of Qwen2.5-VL's image processor (CLIP's)."""
VIT_PATCH_PX: Final = 14
_MERGE: Final = 2
_WINDOW_PATCHES: Final = 8


@dataclass(frozen=True)
class PromptTokens:
    """The prompt's token ids before and after the image's tokens."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sampled:
    """Completions drawn at temperature 1 instead of the likeliest one."""

    completions: int
    """For each picture."""
    chance: torch.Generator

    def draw(self, logits: Tensor) -> Tensor:
        """A token ``(B,)`` of each row of ``(B, vocabulary)``."""
        return torch.multinomial(logits.float().softmax(-1), 1, generator=self.chance)[:, 0]


def patches(pixels: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    """Cut pictures into normalised patches in the order of Qwen2.5-VL's processor.

    Args:
        pixels: uint8 ``(B, H, W, 3)``, sides multiples of 28.
        dtype: Of the result.

    Returns:
        ``(B, H/14 * W/14, 3*14*14)``; one frame, the processor's second copy of it is left out.
    """
    batch, height, width, _ = pixels.shape
    rows, columns = height // PATCH_PX, width // PATCH_PX
    cut = pixels.view(batch, rows, _MERGE, VIT_PATCH_PX, columns, _MERGE, VIT_PATCH_PX, 3)
    flat = cut.permute(0, 1, 4, 2, 5, 7, 3, 6).reshape(batch, -1, 3, VIT_PATCH_PX**2).to(dtype)
    mean = 255 * torch.tensor(IMAGE_MEAN, dtype=dtype)[:, None]
    std = 255 * torch.tensor(IMAGE_STD, dtype=dtype)[:, None]
    return ((flat - mean) / std).flatten(2)


def vision_features(visual: Any, pixels: Tensor, dtype: torch.dtype = torch.float32) -> Tensor:
    """Run the vision tower: uint8 ``(B, H, W, 3)`` -> ``(B, tokens, text hidden size)``."""
    batch, height, width, _ = pixels.shape
    config = visual.config
    hidden_size, heads = config.hidden_size, config.num_heads
    head_size = hidden_size // heads
    cos, sin, window = _vision_grid(height // VIT_PATCH_PX, width // VIT_PATCH_PX, head_size)
    cos, sin = cos.to(dtype), sin.to(dtype)
    # Both frames are the same picture, so the two temporal slices of the kernel add up.
    kernel = visual.patch_embed.proj.weight.sum(2).reshape(hidden_size, -1).to(dtype)
    hidden = functional.linear(patches(pixels, dtype), kernel)
    for index, block in enumerate(visual.blocks):
        normed = _rms_norm(block.norm1, hidden)
        qkv = _linear(block.attn.qkv, normed).view(batch, -1, 3, heads, head_size)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        full = index in config.fullatt_block_indexes
        mixed = _attend(
            _rotate(query, cos, sin), _rotate(key, cos, sin), value, None if full else window
        )
        hidden = hidden + _linear(block.attn.proj, mixed.transpose(1, 2).flatten(2))
        hidden = hidden + _gated_mlp(block.mlp, _rms_norm(block.norm2, hidden))
    merged = _rms_norm(visual.merger.ln_q, hidden).view(batch, -1, hidden_size * _MERGE**2)
    inner = functional.gelu(_linear(visual.merger.mlp[0], merged))
    return _linear(visual.merger.mlp[2], inner)


def completion_logits(
    model: Any,
    features: Tensor,
    grid: tuple[int, int],
    prompt: PromptTokens,
    completions: Tensor,
) -> Tensor:
    """Logits of every completion token, given the ones before it.

    Args:
        model: The whole `Qwen2_5_VLForConditionalGeneration`.
        features: Image tokens ``(B, rows*columns, hidden)`` of `vision_features`.
        grid: (rows, columns) of the image's tokens.
        prompt: The token ids around the image.
        completions: ``(B, T)`` token ids, padded at the end with any token.

    Returns:
        float32 ``(B, T, vocabulary)``.
    """
    text, embed = model.model.language_model, model.model.language_model.embed_tokens.weight
    dtype, batch, length = features.dtype, *completions.shape
    shared = functional.embedding(torch.tensor([prompt.before]), embed).to(dtype)
    after = functional.embedding(torch.tensor([prompt.after]), embed).to(dtype)
    given = functional.embedding(completions[:, :-1], embed).to(dtype)
    own = torch.cat([features, after.expand(batch, -1, -1), given], 1)
    start, own_length = len(prompt.before), own.shape[1]
    positions = prompt_positions(start, grid, own_length - grid[0] * grid[1])
    cos, sin = rotary_tables(text, positions, dtype)
    causal = torch.ones(own_length, start + own_length, dtype=torch.bool).tril(start)
    layers = list(text.layers)
    for index, layer in enumerate(layers):
        # Only positions that predict a word matter after the last layer's attention.
        wanted = length if index == len(layers) - 1 else own_length
        shared_kv = _keys_values(layer, shared, cos[:start], sin[:start])
        own_kv = _keys_values(layer, own, cos[start:], sin[start:])
        keys, values = (
            torch.cat([common.expand(batch, -1, -1, -1), each], 2)
            for common, each in zip(shared_kv, own_kv, strict=True)
        )
        own = own[:, -wanted:]
        own = _text_layer(layer, own, keys, values, cos[-wanted:], sin[-wanted:], causal[-wanted:])
        if index < len(layers) - 1:
            mask = torch.ones(start, start, dtype=torch.bool).tril()
            shared = _text_layer(layer, shared, *shared_kv, cos[:start], sin[:start], mask)
    normed = _rms_norm(text.norm, own)
    return functional.linear(normed, model.lm_head.weight.to(dtype)).float()


@torch.no_grad()
def generate(
    model: Any,
    pixels: Tensor,
    prompt: PromptTokens,
    stop: int,
    max_tokens: int,
    dtype: torch.dtype = torch.float32,
    sampled: Sampled | None = None,
) -> list[list[int]]:
    """Complete the prompt for uint8 pictures ``(B, H, W, 3)``; ``stop`` is left out.

    Greedily, or as often a picture as ``sampled`` says, a picture's completions in a row.
    """
    text = model.model.language_model
    grid = (pixels.shape[1] // PATCH_PX, pixels.shape[2] // PATCH_PX)
    features = vision_features(model.model.visual, pixels, dtype)
    if sampled:
        features = features.repeat_interleave(sampled.completions, 0)
    embed = text.embed_tokens.weight.to(dtype)
    ends = [
        embed[torch.tensor(part)].expand(len(features), -1, -1)
        for part in (prompt.before, prompt.after)
    ]
    hidden = torch.cat([ends[0], features, ends[1]], 1)
    length = hidden.shape[1]
    after = len(prompt.after) + max_tokens
    cos, sin = rotary_tables(text, prompt_positions(len(prompt.before), grid, after), dtype)
    caches: list[tuple[Tensor, Tensor]] = [(hidden[:0], hidden[:0])] * len(text.layers)
    mask = torch.ones(length, length, dtype=torch.bool).tril()
    completions: list[list[int]] = [[] for _ in range(len(features))]
    going = torch.ones(len(features), dtype=torch.bool)
    start = 0
    for _ in range(max_tokens):
        here = slice(start, length)
        for index, layer in enumerate(text.layers):
            keys, values = _keys_values(layer, hidden, cos[here], sin[here])
            if start:
                keys = torch.cat([caches[index][0], keys], 2)
                values = torch.cat([caches[index][1], values], 2)
            caches[index] = keys, values
            hidden = _text_layer(layer, hidden, *caches[index], cos[here], sin[here], mask)
        words = _rms_norm(text.norm, hidden[:, -1])
        logits = functional.linear(words, model.lm_head.weight.to(dtype))
        chosen = sampled.draw(logits) if sampled else logits.argmax(-1)
        going &= chosen != stop
        if not going.any():
            break
        for tokens, token, more in zip(completions, chosen.tolist(), going.tolist(), strict=True):
            if more:
                tokens.append(token)
        hidden, start, length = embed[chosen][:, None], length, length + 1
        mask = torch.ones(1, length, dtype=torch.bool)
    return completions


def prompt_positions(before: int, grid: tuple[int, int], after: int) -> Tensor:
    """M-RoPE positions ``(3, before + rows*columns + after)`` of text, one image and text.

    Source: ``get_rope_index`` of Qwen2.5-VL; time stands still within an image, and the text goes
    on from the image's longer side.
    """
    rows, columns = grid
    image = torch.zeros(3, rows * columns, dtype=torch.long)
    image[1] = torch.arange(rows).repeat_interleave(columns)
    image[2] = torch.arange(columns).repeat(rows)
    head = torch.arange(before).expand(3, -1)
    tail = before + max(rows, columns) + torch.arange(after).expand(3, -1)
    return torch.cat([head, before + image, tail], 1)


def rotary_tables(text: Any, positions: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Cosines and sines ``(length, head size)`` of multimodal rotary embedding."""
    sections = text.config.rope_parameters["mrope_section"]
    axis = torch.repeat_interleave(torch.arange(3), torch.tensor(sections))
    angles = positions[axis].T.float() * text.rotary_emb.inv_freq
    angles = torch.cat([angles, angles], -1)
    return angles.cos().to(dtype), angles.sin().to(dtype)


def pad_completions(completions: Sequence[Sequence[int]], pad: int) -> tuple[Tensor, Tensor]:
    """Stack token lists: ids ``(B, T)`` padded with ``pad`` and a mask of what is real."""
    length = max(map(len, completions))
    ids = torch.full((len(completions), length), pad)
    for row, tokens in zip(ids, completions, strict=True):
        row[: len(tokens)] = torch.tensor(tokens)
    lengths = torch.tensor([len(tokens) for tokens in completions])
    return ids, torch.arange(length) < lengths[:, None]


@cache
def _vision_grid(rows: int, columns: int, head_size: int) -> tuple[Tensor, Tensor, Tensor]:
    """Rotary tables ``(N, head size)`` and window mask ``(N, N)`` for a grid of patches."""
    groups = (rows // _MERGE, _MERGE, columns // _MERGE, _MERGE)
    y = torch.arange(rows)[:, None].expand(rows, columns).reshape(groups).transpose(1, 2).flatten()
    x = torch.arange(columns).expand(rows, columns).reshape(groups).transpose(1, 2).flatten()
    quarter = head_size // 4
    frequencies = 10000.0 ** (-torch.arange(quarter).float() / quarter)
    angles = torch.cat([y[:, None] * frequencies, x[:, None] * frequencies], -1)
    angles = torch.cat([angles, angles], -1)
    window = y // _WINDOW_PATCHES * columns + x // _WINDOW_PATCHES
    return angles.cos(), angles.sin(), window[:, None] == window


def _keys_values(layer: Any, hidden: Tensor, cos: Tensor, sin: Tensor) -> tuple[Tensor, Tensor]:
    attention = layer.self_attn
    normed = _rms_norm(layer.input_layernorm, hidden)
    shape = (*hidden.shape[:2], -1, attention.head_dim)
    keys = _linear(attention.k_proj, normed).view(shape).transpose(1, 2)
    values = _linear(attention.v_proj, normed).view(shape).transpose(1, 2)
    return _rotate(keys, cos, sin), values


def _text_layer(
    layer: Any,
    hidden: Tensor,
    keys: Tensor,
    values: Tensor,
    cos: Tensor,
    sin: Tensor,
    mask: Tensor,
) -> Tensor:
    attention = layer.self_attn
    normed = _rms_norm(layer.input_layernorm, hidden)
    shape = (*hidden.shape[:2], -1, attention.head_dim)
    query = _rotate(_linear(attention.q_proj, normed).view(shape).transpose(1, 2), cos, sin)
    mixed = _attend(query, keys, values, mask)
    hidden = hidden + _linear(attention.o_proj, mixed.transpose(1, 2).flatten(2))
    return hidden + _gated_mlp(layer.mlp, _rms_norm(layer.post_attention_layernorm, hidden))


def _attend(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> Tensor:
    """Attention of ``(B, heads, T, size)`` to ``(B, groups, S, size)``, in plain products.

    On a CPU, forward and backward together take half the time of torch's fused kernel.
    """
    batch, groups, _, size = keys.shape
    shared = query.shape[1] // groups
    grouped = query.reshape(batch * groups, -1, size) * size**-0.5
    scores = torch.bmm(grouped, keys.reshape(batch * groups, -1, size).transpose(1, 2))
    if mask is not None:
        scores = scores + _score_bias(mask, shared, scores.dtype)
    mixed = torch.bmm(scores.softmax(-1), values.reshape(batch * groups, -1, size))
    return mixed.view(query.shape)


def _score_bias(mask: Tensor, shared: int, dtype: torch.dtype) -> Tensor:
    """What to add to the scores of ``shared`` query heads so that only ``mask`` counts."""
    bias = torch.zeros(mask.shape, dtype=dtype).masked_fill(~mask, -torch.inf)
    return bias.repeat(shared, 1)


def _rms_norm(norm: Any, hidden: Tensor) -> Tensor:
    weight = norm.weight.to(hidden.dtype)
    return functional.rms_norm(hidden, (hidden.shape[-1],), weight, norm.variance_epsilon)


def _linear(layer: Any, hidden: Tensor) -> Tensor:
    bias = None if layer.bias is None else layer.bias.to(hidden.dtype)
    return functional.linear(hidden, layer.weight.to(hidden.dtype), bias)


def _gated_mlp(mlp: Any, hidden: Tensor) -> Tensor:
    gate = functional.silu(_linear(mlp.gate_proj, hidden))
    return _linear(mlp.down_proj, gate * _linear(mlp.up_proj, hidden))


def _rotate(states: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    first, second = states.chunk(2, -1)
    return states * cos + torch.cat([-second, first], -1) * sin
