"""The low-level runtime, compared with llama.cpp's own helpers."""

from __future__ import annotations

import ctypes
import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import llama_cpp
import numpy as np
import pytest
from llama_cpp import mtmd_cpp

from app.contract.image import PreparedImage
from app.contract.manifest import ModelPackage
from app.contract.prompt import VISION_END, VISION_START, Prompt, PromptOrder
from app.engine.llama.log import LlamaError
from app.engine.llama.shapes import Placed, Row
from app.engine.llama.text import Llama
from app.engine.llama.vision import Vision

PhotoMaker = Callable[..., PreparedImage]


@pytest.fixture
def llama(built_package: ModelPackage) -> Iterator[Llama]:
    loaded = Llama(built_package.model_path, n_threads=1, repack=True)
    loaded.open_context(n_ctx=512, n_batch=64, n_sequences=8)
    yield loaded
    loaded.close()


@pytest.fixture(params=[0, 2])
def vision(
    llama: Llama, built_package: ModelPackage, request: pytest.FixtureRequest
) -> Iterator[Vision]:
    loaded = Vision(built_package.mmproj_path, llama, n_threads=1, n_parallel=request.param)
    yield loaded
    loaded.close()


def rows(tokens: list[int], start: int, sequence: int) -> list[Row]:
    last = len(tokens) - 1
    return [Row(token, start + at, sequence, at == last) for at, token in enumerate(tokens)]


def logits_after(
    llama: Llama, vision: Vision, prompt: Prompt, photos: list[PreparedImage]
) -> np.ndarray:
    """Next-token logits for each photo, all computed together, sharing the text before it."""
    prefix = llama.tokenize(prompt.before_image() + VISION_START)
    suffix = llama.tokenize(VISION_END + prompt.after_image())
    llama.drop_sequence(0)
    llama.decode(rows(prefix, 0, 0))
    encoded = [vision.encode(photo) for photo in photos]
    placed = [
        Placed(features.result(), len(prefix), sequence)
        for sequence, features in enumerate(encoded, start=1)
    ]
    for at in placed:
        llama.copy_sequence(0, at.sequence)
    llama.decode_photos(placed)
    together = [
        row for at in placed for row in rows(suffix, at.position + at.features.span, at.sequence)
    ]
    found = []
    for start in range(0, len(together), len(suffix)):
        found.append(llama.decode(together[start : start + len(suffix)])[0].copy())
    for at in placed:
        llama.drop_sequence(at.sequence)
    return np.stack(found)


def logits_by_helper(
    llama: Llama, vision: Vision, prompt: Prompt, photo: PreparedImage
) -> np.ndarray:
    """The same through `mtmd_helper_eval_chunks`, llama.cpp's own way of reading a prompt."""
    marker = mtmd_cpp.mtmd_default_marker()
    text = (prompt.before_image() + marker.decode() + prompt.after_image()).encode()
    pixels = (ctypes.c_uint8 * len(photo.rgb)).from_buffer_copy(photo.rgb)
    bitmap = mtmd_cpp.mtmd_bitmap_init(photo.width_px, photo.height_px, pixels)
    chunks = mtmd_cpp.mtmd_input_chunks_init()
    given = mtmd_cpp.mtmd_input_text(text=text, text_len=len(text), parse_special=True)
    bitmaps = (mtmd_cpp.mtmd_bitmap_p_ctypes * 1)(bitmap)
    projector, context = vision._towers[0]._context, llama._context
    assert mtmd_cpp.mtmd_tokenize(projector, chunks, ctypes.byref(given), bitmaps, 1) == 0
    end = llama_cpp.llama_pos(0)
    last_logits = True
    llama.drop_sequence(7)
    code = mtmd_cpp.mtmd_helper_eval_chunks(
        projector, context, chunks, 0, 7, 64, last_logits, ctypes.byref(end)
    )
    assert code == 0
    logits = llama_cpp.llama_get_logits_ith(context, -1)
    found = np.ctypeslib.as_array(logits, (llama.n_vocab,)).copy()
    mtmd_cpp.mtmd_input_chunks_free(chunks)
    mtmd_cpp.mtmd_bitmap_free(bitmap)
    llama.drop_sequence(7)
    return found


@pytest.mark.parametrize("order", PromptOrder)
def test_photos_decoded_together_read_as_llama_cpp_reads_each(
    llama: Llama,
    vision: Vision,
    built_package: ModelPackage,
    make_photo: PhotoMaker,
    order: PromptOrder,
) -> None:
    prompt = dataclasses.replace(built_package.manifest.prompt, order=order)
    photos = [make_photo(0, 3, 2), make_photo(1, 1, 4), make_photo(2, 4, 4), make_photo(3, 1, 1)]
    ours = logits_after(llama, vision, prompt, photos)
    theirs = np.stack([logits_by_helper(llama, vision, prompt, photo) for photo in photos])
    assert np.ptp(ours, axis=1).min() > 1  # the model tells tokens apart
    assert np.abs(ours[0] - ours[2]).max() > 0.1  # and photos
    np.testing.assert_allclose(ours, theirs, atol=0.02)


def test_text_becomes_tokens_and_back(llama: Llama) -> None:
    tokens = llama.tokenize("Zürich<|im_end|>")
    assert b"".join(llama.piece(token) for token in tokens).decode() == "Zürich<|im_end|>"
    assert llama.is_end(tokens[-1])
    assert not llama.is_end(tokens[0])


def test_a_cache_token_costs_keys_and_values_of_all_layers(llama: Llama) -> None:
    layers, kv_heads, head_dim, f16_bytes = 2, 2, 16, 2
    assert llama.cache_bytes_per_token == 2 * layers * kv_heads * head_dim * f16_bytes


def test_a_full_cache_is_an_error_not_a_crash(llama: Llama) -> None:
    with pytest.raises(LlamaError, match="memory is full"):
        for start in range(0, 1024, 64):
            llama.decode([Row(1, start + at, 1, wants_logits=False) for at in range(64)])


def test_closing_twice_is_harmless(built_package: ModelPackage) -> None:
    llama = Llama(built_package.model_path, n_threads=1, repack=False)
    vision = Vision(built_package.mmproj_path, llama, n_threads=1, n_parallel=3)
    for _ in range(2):
        vision.close()
        llama.close()


def test_a_missing_file_is_named(llama: Llama, tmp_path: Path) -> None:
    with pytest.raises(LlamaError, match=r"nowhere\.gguf"):
        Llama(tmp_path / "nowhere.gguf", n_threads=1, repack=True)
    with pytest.raises(LlamaError, match=r"nowhere\.gguf"):
        Vision(tmp_path / "nowhere.gguf", llama, n_threads=1, n_parallel=2)
