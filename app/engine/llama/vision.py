"""The vision tower: photos to embeddings."""

from __future__ import annotations

import ctypes
import os
import queue
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import llama_cpp
import numpy as np
from llama_cpp import mtmd_cpp
from numpy.typing import NDArray

from app.contract.image import PATCH_PX, PreparedImage
from app.engine.llama.log import LOG, LlamaError
from app.engine.llama.shapes import Features
from app.engine.llama.text import Llama

_MAX_IMAGE_TOKENS: Final = 1 << 20  # pictures come prepared: llama.cpp must never resize one


class Vision:
    """Encodes photos, either at once on the caller's thread or several at a time in the background.

    llama.cpp cannot encode two photos of this architecture in one go. A small tower gains nothing
    from several threads either, so each of ``n_parallel`` threads gets a tower of its own.
    """

    def __init__(self, mmproj: Path, llama: Llama, *, n_threads: int, n_parallel: int) -> None:
        """Load the tower once, or ``n_parallel`` times if that is above 0.

        Raises:
            LlamaError: The file is damaged, of the wrong kind or does not fit the language model.
        """
        self.parallel = n_parallel
        """How many photos are encoded in the background; 0: `encode` takes its time itself."""
        self._towers: list[_Tower] = []
        self._idle: queue.SimpleQueue[_Tower] = queue.SimpleQueue()
        try:
            for _ in range(max(1, n_parallel)):
                tower = _Tower(mmproj, llama, n_threads)
                self._towers.append(tower)
                self._idle.put(tower)
        except LlamaError:
            self.close()
            raise
        self._pool = ThreadPoolExecutor(n_parallel, "vision") if n_parallel else None

    def encode(self, image: PreparedImage) -> Future[Features]:
        """Run the tower over a photo. The future raises `LlamaError` if that fails."""
        if self._pool:
            return self._pool.submit(self._encode, image)
        future: Future[Features] = Future()
        try:
            future.set_result(self._encode(image))
        except LlamaError as error:
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Free the towers. Safe to call twice."""
        if self._towers and self._pool:
            self._pool.shutdown(cancel_futures=True)
        for tower in self._towers:
            tower.close()
        self._towers.clear()

    def _encode(self, image: PreparedImage) -> Features:
        tower = self._idle.get()
        try:
            return tower.encode(image)
        finally:
            self._idle.put(tower)


class _Tower:
    """One loaded tower, for one thread at a time."""

    def __init__(self, mmproj: Path, llama: Llama, n_threads: int) -> None:
        self._n_embd = llama.n_embd
        parameters = mtmd_cpp.mtmd_context_params_default()
        parameters.print_timings = False
        parameters.warmup = False
        parameters.n_threads = n_threads
        parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
        parameters.image_min_tokens = 1
        parameters.image_max_tokens = _MAX_IMAGE_TOKENS
        # It would warn that photos below 1024 tokens hurt the drawing of boxes, which we never ask.
        with LOG.errors_only():
            self._context: Any = mtmd_cpp.mtmd_init_from_file(
                os.fsencode(mmproj), llama.model, parameters
            )
        if not self._context:
            raise LOG.error(f"{mmproj.name} cannot be loaded")
        if not mtmd_cpp.mtmd_support_vision(self._context):
            raise LlamaError(f"{mmproj.name} has no vision tower")

    def close(self) -> None:
        mtmd_cpp.mtmd_free(self._context)

    def encode(self, image: PreparedImage) -> Features:
        pixels: Any = np.frombuffer(image.rgb, np.uint8).ctypes.data_as(
            ctypes.POINTER(ctypes.c_uint8)
        )
        bitmap: Any = mtmd_cpp.mtmd_bitmap_init(image.width_px, image.height_px, pixels)
        chunks: Any = mtmd_cpp.mtmd_input_chunks_init()
        try:
            return self._encode(image, bitmap, chunks)
        finally:
            mtmd_cpp.mtmd_input_chunks_free(chunks)
            mtmd_cpp.mtmd_bitmap_free(bitmap)

    def _encode(self, image: PreparedImage, bitmap: Any, chunks: Any) -> Features:
        marker = mtmd_cpp.mtmd_default_marker()
        text: Any = ctypes.byref(
            mtmd_cpp.mtmd_input_text(
                text=marker, text_len=len(marker), add_special=False, parse_special=True
            )
        )
        bitmaps: Any = (mtmd_cpp.mtmd_bitmap_p_ctypes * 1)(bitmap)
        if mtmd_cpp.mtmd_tokenize(self._context, chunks, text, bitmaps, 1):
            raise LOG.error("the photo cannot be cut into tokens")
        chunk = _image_chunk(chunks)
        n_tokens = int(mtmd_cpp.mtmd_input_chunk_get_n_tokens(chunk))
        if n_tokens != image.width_px * image.height_px // PATCH_PX**2:
            raise LlamaError(
                f"a photo of {image.width_px} x {image.height_px} px became {n_tokens} tokens: "
                "the vision part expects another patch size"
            )
        if mtmd_cpp.mtmd_encode_chunk(self._context, chunk):
            raise LOG.error("the photo cannot be encoded")
        output: Any = mtmd_cpp.mtmd_get_output_embd(self._context)
        return Features(
            embeddings=np.ctypeslib.as_array(output, (n_tokens, self._n_embd)).copy(),
            offsets=_offsets(chunk, n_tokens),
            span=int(mtmd_cpp.mtmd_input_chunk_get_n_pos(chunk)),
        )


def _image_chunk(chunks: Any) -> Any:
    for index in range(mtmd_cpp.mtmd_input_chunks_size(chunks)):
        chunk: Any = mtmd_cpp.mtmd_input_chunks_get(chunks, index)
        if mtmd_cpp.mtmd_input_chunk_get_type(chunk) == mtmd_cpp.MTMD_INPUT_CHUNK_TYPE_IMAGE:
            return chunk
    raise LlamaError("the vision part found no image in the photo")


def _offsets(chunk: Any, n_tokens: int) -> NDArray[np.int32]:
    grid: Any = mtmd_cpp.mtmd_input_chunk_get_tokens_image(chunk)
    positions: Any = (mtmd_cpp.mtmd_decoder_pos * n_tokens)()
    mtmd_cpp.mtmd_helper_image_get_decoder_pos(grid, llama_cpp.llama_pos(0), positions)
    return np.array([[at.t, at.y, at.x, at.z] for at in positions], np.int32).T
