"""The language model: tokens and photos of several sequences computed together."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from app.engine.llama.log import LOG, LlamaError
from app.engine.llama.shapes import Floats, Ints, Placed, Row

_POSITIONS: Final = 4  # M-RoPE: time, row, column and an unused one
_MOVING_AXES: Final = np.array([[1], [1], [1], [0]], np.int32)
_NO_EXTRA: Final = False  # no token added before the text
_CONTROL_WORDS: Final = True  # read and written as tokens of their own


class Llama:
    """A loaded language model. One thread owns it; llama.cpp crashes when two do."""

    def __init__(self, path: Path, *, n_threads: int, repack: bool) -> None:
        """Load the file; `open_context` must follow before anything is computed.

        Args:
            path: The language model's GGUF.
            n_threads: Threads for every computation.
            repack: Let llama.cpp rearrange weights in memory. Off, K-quantised weights use its
                faster tiled kernels and stay in the page cache.

        Raises:
            LlamaError: The file is damaged or of the wrong kind.
        """
        self._n_threads = n_threads
        self._context: Any = None
        llama_cpp.llama_backend_init()
        parameters = llama_cpp.llama_model_default_params()
        parameters.use_extra_bufts = repack
        self.model: Any = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        """The model's native handle, which the vision tower needs."""
        if not self.model:
            raise LOG.error(f"{path.name} cannot be loaded")
        self._vocab: Any = llama_cpp.llama_model_get_vocab(self.model)
        self.n_vocab = int(llama_cpp.llama_vocab_n_tokens(self._vocab))
        self.n_embd = int(llama_cpp.llama_model_n_embd(self.model))

    @property
    def cache_bytes_per_token(self) -> int:
        """Memory one token takes in the key-value cache (f16)."""
        model = self.model
        head_dim = self.n_embd // llama_cpp.llama_model_n_head(model)
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
        # It would warn that all sequences together are longer than the model was trained for.
        with LOG.errors_only():
            self._context = llama_cpp.llama_init_from_model(self.model, parameters)
        if not self._context:
            raise LOG.error("the model's working memory cannot be reserved")
        self._memory: Any = llama_cpp.llama_get_memory(self._context)
        self._n_batch = n_batch
        self._batch = _Batch(n_batch)

    def close(self) -> None:
        """Free everything. Safe to call twice."""
        if self._context:
            llama_cpp.llama_free(self._context)
        if self.model:
            llama_cpp.llama_model_free(self.model)
        self._context = self.model = None

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
            raise LOG.error(f"computation failed (code {code})")

    def copy_sequence(self, source: int, target: int) -> None:
        """Let ``target`` share everything ``source`` holds; costs no memory."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, -1, -1)

    def drop_sequence(self, sequence: int) -> None:
        """Forget a sequence."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, -1, -1)


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
