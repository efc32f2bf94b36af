"""llama.cpp's low-level interface in the few verbs the engine needs.

The high-level class of the binding keeps no prefix, runs one sequence, and computes logits of all
tokens where log-probabilities are asked for. Here several sequences share one cache and one batch.
Not thread-safe: one thread owns an instance (llama.cpp crashes otherwise). No other module of the
app imports llama_cpp, save the benchmark's opponent.
"""

from __future__ import annotations

import ctypes
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import llama_cpp
import numpy as np
from llama_cpp import mtmd_cpp
from numpy.typing import NDArray

from app.contract.image import PATCH_PX, PreparedImage

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_WARNING: Final = 3  # GGML_LOG_LEVEL_WARN
_ERROR: Final = 4
_CONTINUED: Final = 5  # goes on with the line before
_POSITIONS: Final = 4  # M-RoPE: time, row, column and an unused one
_MOVING_AXES: Final = np.array([[1], [1], [1], [0]], np.int32)
_NO_EXTRA: Final = False  # no token added before the text
_CONTROL_WORDS: Final = True  # read and written as tokens of their own
_MAX_IMAGE_TOKENS: Final = 1 << 20  # pictures come prepared: llama.cpp must never resize one


class LlamaError(Exception):
    """llama.cpp refused; the text says why in its own words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One token to be computed in a batch."""

    token: int
    position: int
    sequence: int
    wants_logits: bool


@dataclass(frozen=True, slots=True)
class Features:
    """A photo as the language model sees it."""

    embeddings: Floats
    """(tokens, embedding)"""
    offsets: Ints
    """(4, tokens): M-RoPE positions relative to the first."""
    span: int
    """Positions the photo takes; fewer than its tokens, for a grid counts its longer side."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where in the cache a photo goes."""

    features: Features
    position: int
    sequence: int


class _Log:
    """Sends llama.cpp's warnings to stderr and remembers its last errors."""

    def __init__(self) -> None:
        self.errors: deque[str] = deque(maxlen=8)
        self.threshold = _WARNING
        self._level = 0

        def write(level: int, text: bytes, _: ctypes.c_void_p) -> None:
            self._level = level if level != _CONTINUED else self._level
            if self._level >= self.threshold:
                line = text.decode(errors="replace")
                sys.stderr.write(line)
                if self._level >= _ERROR and line.strip():
                    self.errors.append(line.strip())

        # The callback must outlive every call into the library.
        self.callback: Any = llama_cpp.llama_log_callback(write)
        llama_cpp.llama_log_set(self.callback, ctypes.c_void_p(0))
        mtmd_cpp.mtmd_log_set(self.callback, ctypes.c_void_p(0))  # pyright: ignore[reportUnknownMemberType]
        mtmd_cpp.mtmd_helper_log_set(self.callback, ctypes.c_void_p(0))  # pyright: ignore[reportUnknownMemberType]


class Llama:
    """A loaded model package: tokeniser, vision tower and language model."""

    def __init__(self, model: Path, mmproj: Path, *, n_threads: int, repack: bool) -> None:
        """Load both files; `open_context` must follow before anything is computed.

        Args:
            model: The language model.
            mmproj: The vision tower and projector.
            n_threads: Threads for every computation.
            repack: Let llama.cpp rearrange weights in memory. Off, K-quantised weights use its
                faster tiled kernels and stay in the page cache.

        Raises:
            LlamaError: A file is damaged, of the wrong kind, or the two do not fit together.
        """
        self._log = _Log()
        self._n_threads = n_threads
        self._context: Any = None
        self._projector: Any = None
        llama_cpp.llama_backend_init()
        parameters = llama_cpp.llama_model_default_params()
        parameters.use_extra_bufts = repack
        self._model: Any = llama_cpp.llama_model_load_from_file(str(model).encode(), parameters)
        if not self._model:
            raise self._error(f"{model.name} cannot be loaded")
        self._vocab: Any = llama_cpp.llama_model_get_vocab(self._model)
        self._projector = self._load_projector(mmproj)
        self.n_vocab = int(llama_cpp.llama_vocab_n_tokens(self._vocab))
        self._n_embd = int(llama_cpp.llama_model_n_embd(self._model))

    def _load_projector(self, mmproj: Path) -> Any:
        parameters = mtmd_cpp.mtmd_context_params_default()
        parameters.print_timings = False
        parameters.warmup = False
        parameters.n_threads = self._n_threads
        parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
        parameters.image_min_tokens = 1
        parameters.image_max_tokens = _MAX_IMAGE_TOKENS
        # It would warn that photos below 1024 tokens hurt the drawing of boxes, which we never ask.
        self._log.threshold = _ERROR
        projector = mtmd_cpp.mtmd_init_from_file(str(mmproj).encode(), self._model, parameters)
        self._log.threshold = _WARNING
        if not projector:
            raise self._error(f"{mmproj.name} cannot be loaded")
        if not mtmd_cpp.mtmd_support_vision(projector):
            raise LlamaError(f"{mmproj.name} has no vision tower")
        return projector

    @property
    def cache_bytes_per_token(self) -> int:
        """Memory one token takes in the key-value cache (f16)."""
        model = self._model
        head_dim = self._n_embd // llama_cpp.llama_model_n_head(model)
        per_layer = 2 * 2 * head_dim * llama_cpp.llama_model_n_head_kv(model)
        return int(per_layer * llama_cpp.llama_model_n_layer(model))

    def open_context(self, *, n_ctx: int, n_batch: int, n_sequences: int) -> None:
        """Reserve the cache: ``n_ctx`` tokens shared by all sequences, ``n_batch`` a computation.

        Raises:
            LlamaError: Usually for lack of memory.
        """
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = n_ctx
        parameters.n_batch = n_batch
        parameters.n_ubatch = n_batch
        parameters.n_seq_max = n_sequences
        parameters.n_threads = self._n_threads
        parameters.n_threads_batch = self._n_threads
        parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_ENABLED
        parameters.kv_unified = True
        parameters.no_perf = True
        self._context = llama_cpp.llama_init_from_model(self._model, parameters)
        if not self._context:
            raise self._error("the model's working memory cannot be reserved")
        self._memory: Any = llama_cpp.llama_get_memory(self._context)
        self._n_batch = n_batch
        self._batch = _Batch(n_batch)

    def close(self) -> None:
        """Free everything. Safe to call twice."""
        if self._context:
            llama_cpp.llama_free(self._context)
        if self._projector:
            mtmd_cpp.mtmd_free(self._projector)
        if self._model:
            llama_cpp.llama_model_free(self._model)
        self._context = self._projector = self._model = None

    def tokenize(self, text: str) -> list[int]:
        """Token ids; control words such as ``<|im_end|>`` become their tokens."""
        data = text.encode()
        room = (llama_cpp.llama_token * (len(data) + 8))()
        n = llama_cpp.llama_tokenize(
            self._vocab, data, len(data), room, len(room), _NO_EXTRA, _CONTROL_WORDS
        )
        return list(room[:n])

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for; a character may be spread over several tokens."""
        room = ctypes.create_string_buffer(512)
        n = llama_cpp.llama_token_to_piece(self._vocab, token, room, len(room), 0, _CONTROL_WORDS)
        return room.raw[: max(0, n)]

    def is_end(self, token: int) -> bool:
        """Whether a token ends the model's turn."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token))

    def encode(self, image: PreparedImage) -> Features:
        """Run the vision tower over a photo.

        Raises:
            LlamaError: The photo cannot be encoded.
        """
        pixels = np.frombuffer(image.rgb, np.uint8)
        bitmap = mtmd_cpp.mtmd_bitmap_init(
            image.width_px,
            image.height_px,
            pixels.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8)),  # pyright: ignore[reportArgumentType]
        )
        chunks = mtmd_cpp.mtmd_input_chunks_init()
        try:
            return self._encode(image, bitmap, chunks)
        finally:
            mtmd_cpp.mtmd_input_chunks_free(chunks)  # pyright: ignore[reportArgumentType]
            mtmd_cpp.mtmd_bitmap_free(bitmap)  # pyright: ignore[reportArgumentType]

    def _encode(self, image: PreparedImage, bitmap: Any, chunks: Any) -> Features:
        marker = mtmd_cpp.mtmd_default_marker()
        text = mtmd_cpp.mtmd_input_text(
            text=marker, text_len=len(marker), add_special=False, parse_special=True
        )
        bitmaps = (mtmd_cpp.mtmd_bitmap_p_ctypes * 1)(bitmap)
        if mtmd_cpp.mtmd_tokenize(self._projector, chunks, ctypes.byref(text), bitmaps, 1):  # pyright: ignore[reportArgumentType]
            raise self._error("the photo cannot be cut into tokens")
        chunk = self._image_chunk(chunks)
        grid = mtmd_cpp.mtmd_input_chunk_get_tokens_image(chunk)
        n_tokens = int(mtmd_cpp.mtmd_input_chunk_get_n_tokens(chunk))
        if n_tokens != image.width_px * image.height_px // PATCH_PX**2:
            raise LlamaError(
                f"a photo of {image.width_px} x {image.height_px} px became {n_tokens} tokens: "
                "the vision part expects another patch size"
            )
        if mtmd_cpp.mtmd_encode_chunk(self._projector, chunk):
            raise self._error("the photo cannot be encoded")
        output: Any = mtmd_cpp.mtmd_get_output_embd(self._projector)
        embeddings = np.ctypeslib.as_array(output, (n_tokens, self._n_embd)).copy()
        offsets = (mtmd_cpp.mtmd_decoder_pos * n_tokens)()
        mtmd_cpp.mtmd_helper_image_get_decoder_pos(grid, llama_cpp.llama_pos(0), offsets)  # pyright: ignore[reportArgumentType]
        # llama.cpp wants time, row, column; mtmd reports time, column, row.
        by_axis = np.array([[at.t, at.y, at.x, at.z] for at in offsets], np.int32).T
        return Features(embeddings, by_axis, int(mtmd_cpp.mtmd_input_chunk_get_n_pos(chunk)))

    def _image_chunk(self, chunks: Any) -> Any:
        for index in range(mtmd_cpp.mtmd_input_chunks_size(chunks)):
            chunk: Any = mtmd_cpp.mtmd_input_chunks_get(chunks, index)
            kind = mtmd_cpp.mtmd_input_chunk_get_type(chunk)
            if kind == mtmd_cpp.MTMD_INPUT_CHUNK_TYPE_IMAGE:
                return chunk
        raise LlamaError("the vision part found no image in the photo")

    def decode(self, rows: Sequence[Row]) -> Floats:
        """Compute tokens of any sequences together; at most ``n_batch`` of them.

        Returns:
            (rows that want logits, vocabulary), in order; overwritten by the next call.

        Raises:
            LlamaError: The cache is full or a computation failed.
        """
        n_logits = self._batch.fill_tokens(rows)
        self._compute()
        logits: Any = llama_cpp.llama_get_logits(self._context) if n_logits else None
        if n_logits and not logits:
            raise LlamaError("llama.cpp returned no logits")
        if not n_logits:
            return np.empty((0, self.n_vocab), np.float32)
        return np.ctypeslib.as_array(logits, (n_logits, self.n_vocab))

    def decode_photos(self, photos: Sequence[Placed]) -> None:
        """Put encoded photos into the cache, ``n_batch`` tokens at a time.

        Raises:
            LlamaError: The cache is full or a computation failed.
        """
        embeddings = np.concatenate([photo.features.embeddings for photo in photos])
        positions = np.concatenate(
            [photo.features.offsets + photo.position * _MOVING_AXES for photo in photos], axis=1
        )
        sequences = np.concatenate(
            [np.full(len(photo.features.embeddings), photo.sequence) for photo in photos]
        )
        for start in range(0, len(embeddings), self._n_batch):
            part = slice(start, start + self._n_batch)
            self._batch.fill_embeddings(embeddings[part], positions[:, part], sequences[part])
            self._compute()

    def _compute(self) -> None:
        code = llama_cpp.llama_decode(self._context, self._batch.native)
        if code == 1:
            raise LlamaError("the model's working memory is full")
        if code:
            raise self._error(f"computation failed (code {code})")

    def copy_sequence(self, source: int, target: int) -> None:
        """Let ``target`` share everything ``source`` holds; costs no memory."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def drop_sequence(self, sequence: int) -> None:
        """Forget a sequence."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def _error(self, what: str) -> LlamaError:
        said = "; ".join(self._log.errors)
        self._log.errors.clear()
        return LlamaError(f"{what} ({said})" if said else what)


class _Batch:
    """A llama_batch over numpy arrays, filled by whole columns instead of cell by cell."""

    def __init__(self, n_rows: int) -> None:
        self._tokens = np.zeros(n_rows, np.int32)
        self._positions = np.zeros(n_rows * _POSITIONS, np.int32)
        self._ones = np.ones(n_rows, np.int32)
        self._sequences = np.zeros(n_rows, np.int32)
        # seq_id is an array of pointers, each to the one sequence of its row.
        step = self._sequences.itemsize
        addresses = self._sequences.ctypes.data + step * np.arange(n_rows, dtype=np.uintp)
        self._sequence_pointers = addresses.astype(np.uintp)
        self._wants_logits = np.zeros(n_rows, np.int8)
        self._embeddings = np.empty((0, 0), np.float32)
        self.native: Any = llama_cpp.llama_batch()
        self.native.pos = _pointer(self._positions, ctypes.c_int32)
        self.native.n_seq_id = _pointer(self._ones, ctypes.c_int32)
        self.native.seq_id = _pointer(self._sequence_pointers, ctypes.POINTER(ctypes.c_int32))
        self.native.logits = _pointer(self._wants_logits, ctypes.c_int8)

    def fill_tokens(self, rows: Sequence[Row]) -> int:
        """Take rows in; returns how many want logits."""
        n = len(rows)
        self._tokens[:n] = [row.token for row in rows]
        self._positions[:n] = [row.position for row in rows]
        self._sequences[:n] = [row.sequence for row in rows]
        self._wants_logits[:n] = [row.wants_logits for row in rows]
        self.native.n_tokens = n
        self.native.token = _pointer(self._tokens, ctypes.c_int32)
        self.native.embd = None
        return int(self._wants_logits[:n].sum())

    def fill_embeddings(self, embeddings: Floats, positions: Ints, sequences: Ints) -> None:
        """Take embeddings in, with their positions (4, n)."""
        n = len(embeddings)
        self._embeddings = np.ascontiguousarray(embeddings)  # kept alive while llama.cpp reads it
        self._positions[: n * _POSITIONS] = positions.ravel()
        self._sequences[:n] = sequences
        self._wants_logits[:n] = 0
        self.native.n_tokens = n
        self.native.token = None
        self.native.embd = _pointer(self._embeddings, ctypes.c_float)


def _pointer(array: NDArray[Any], kind: type[Any]) -> Any:
    return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))
