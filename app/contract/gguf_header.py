"""Reading what a GGUF file says of itself, without loading it and whatever its bytes are.

A model is untrusted input: every number is held against the file's size or a limit before it is
used, so that reading takes time and memory in proportion to the header and never more.

Source: the GGUF specification, versions 2 and 3 (github.com/ggml-org/ggml, docs/gguf.md).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app.errors import AppError

Scalar = int | float | bool | str

_MAGIC: Final = b"GGUF"
_VERSIONS: Final = (2, 3)
_ALIGNMENT_KEY: Final = "general.alignment"
_DEFAULT_ALIGNMENT: Final = 32
_MAX_ALIGNMENT: Final = 1 << 16
_MAX_KEYS: Final = 4096  # real files have some thirty, or a few hundred tensors
_MAX_TENSORS: Final = 1 << 14
_MAX_HEADER_BYTES: Final = 64 << 20  # the header of a 150 000 word vocabulary has 6 MB
_MAX_KEY_BYTES: Final = 256
_MAX_NAME_BYTES: Final = 63  # ggml keeps 64 with the closing zero
_MAX_STRING_BYTES: Final = 1 << 20
_MAX_LIST: Final = 1 << 19  # words of a vocabulary; the largest have half of it
_MAX_DIMENSIONS: Final = 4
_MAX_KEPT_LIST: Final = 64
_STRING: Final = 8
_ARRAY: Final = 9
_TYPES: Final[Mapping[int, tuple[str, str]]] = {
    0: ("u8", "<B"),
    1: ("i8", "<b"),
    2: ("u16", "<H"),
    3: ("i16", "<h"),
    4: ("u32", "<I"),
    5: ("i32", "<i"),
    6: ("f32", "<f"),
    7: ("bool", "<B"),  # read as a number: any byte but 0 and 1 is damage
    10: ("u64", "<Q"),
    11: ("i64", "<q"),
    12: ("f64", "<d"),
}
_TENSOR_TYPES: Final[Mapping[int, tuple[str, int, int]]] = {
    # number: (name, values a block, bytes a block); ggml.h and ggml-common.h of llama.cpp
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    16: ("IQ2_XXS", 256, 66),
    17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18),
    21: ("IQ3_S", 256, 110),
    22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136),
    29: ("IQ1_M", 256, 56),
    30: ("BF16", 1, 2),
}


@dataclass(frozen=True, slots=True)
class Tensor:
    """What a header says of one tensor; ``shape`` has ggml's order, the shortest stride first."""

    shape: tuple[int, ...]
    type: str
    offset: int
    """From the beginning of the data."""
    n_bytes: int


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """A GGUF file's values, the lengths of its lists, and its tensors."""

    values: Mapping[str, Scalar]
    lists: Mapping[str, tuple[int | float, ...]]
    """Short lists of numbers."""
    lengths: Mapping[str, int]
    """How long each list is, also those whose content is not kept."""
    distinct: Mapping[str, int]
    """How many different texts each list of texts has."""
    types: Mapping[str, str]
    """The type of every value: ``u32``, ``text`` ..., with ``[]`` for a list of it."""
    tensors: Mapping[str, Tensor]
    least_bytes: int
    """The file is damaged if it is shorter than this."""

    def text(self, key: str) -> str:
        """A string value, empty if it is not there."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """An integer value, 0 if it is not there."""
        value = self.values.get(key)
        return value if isinstance(value, int) else 0


class DamagedError(Exception):
    """The bytes are not what a header consists of; the text completes "cannot be used: ..."."""


def read_header(path: Path) -> GgufHeader:
    """Read a file's header (a few megabytes at most are read).

    Raises:
        AppError: The file is missing, no GGUF file, damaged or cut short.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            if stream.read(4) != _MAGIC:
                raise AppError(
                    title="Not a GGUF file",
                    message=f"{path} does not begin as GGUF files do.",
                    hint="Choose the .gguf files of a quantised model, not safetensors.",
                )
            header = _read(_Cursor(stream, size))
    except DamagedError as error:
        raise unusable(path, str(error)) from error
    except OSError as error:
        raise AppError(
            title="Model file not readable",
            message=f"{path}: {error.strerror}.",
            hint="Check the name and the permissions of the file.",
        ) from error
    if size < header.least_bytes:
        raise unusable(path, f"it is {size} bytes long and must have {header.least_bytes}")
    return header


def unusable(path: Path, reason: str) -> AppError:
    """The error for a file whose header is not sound."""
    return AppError(
        title="Model file damaged",
        message=f"{path} cannot be used: {reason}.",
        hint="A download or copy was cut short, or the file is not what it claims to be. Get it "
        "again from its author.",
    )


class _Cursor:
    """A place in a file behind its magic number; reads nothing that is not there."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._end = min(size, _MAX_HEADER_BYTES)
        self.position = len(_MAGIC)

    def require(self, n_bytes: int) -> None:
        """Refuse what claims more bytes than a header of this file can have left."""
        if n_bytes > self._end - self.position:
            raise DamagedError("it ends within its header")

    def take(self, n_bytes: int) -> bytes:
        self.require(n_bytes)
        data = self._stream.read(n_bytes)
        if len(data) < n_bytes:
            raise DamagedError("it ends within its header")
        self.position += n_bytes
        return data

    def number(self, form: str) -> int | float:
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return value

    def count(self, most: int, what: str) -> int:
        """A length or number of entries, at most ``most``."""
        value = int(self.number("<Q"))
        if value > most:
            raise DamagedError(f"it claims {value} {what}")
        return value

    def text(self, most_bytes: int = _MAX_STRING_BYTES) -> str:
        return _decoded(self.raw_text(most_bytes))

    def raw_text(self, most_bytes: int = _MAX_STRING_BYTES) -> bytes:
        """A text as it stands; no zero in it, where a program in C would see its end."""
        data = self.take(self.count(most_bytes, "bytes of text in one value"))
        if 0 in data:
            raise DamagedError("it has a text with a zero in it")
        return data


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DamagedError("it has a text that is no UTF-8") from error


def _read(cursor: _Cursor) -> GgufHeader:
    version = int(cursor.number("<I"))
    if version not in _VERSIONS:
        raise DamagedError(f"it has GGUF version {version}, known are 2 and 3")
    n_tensors = cursor.count(_MAX_TENSORS, "tensors")
    values: dict[str, Scalar] = {}
    lists: dict[str, tuple[int | float, ...]] = {}
    lengths: dict[str, int] = {}
    distinct: dict[str, int] = {}
    types: dict[str, str] = {}
    for _ in range(cursor.count(_MAX_KEYS, "values")):
        key = cursor.text(_MAX_KEY_BYTES)
        if key in types:
            raise DamagedError(f"it has two values called {key!r}")
        kind = int(cursor.number("<I"))
        if kind == _STRING:
            types[key], values[key] = "text", cursor.text()
        elif kind != _ARRAY:
            types[key], form = _type(kind)
            values[key] = _scalar(types[key], cursor.number(form))
        else:
            kind = int(cursor.number("<I"))
            lengths[key] = cursor.count(_MAX_LIST, "entries in a list")
            if kind == _STRING:
                types[key], distinct[key] = "text[]", _pass_texts(cursor, lengths[key])
            else:
                types[key], numbers = _numbers(cursor, kind, lengths[key])
                if lengths[key] <= _MAX_KEPT_LIST:
                    lists[key] = numbers
    alignment = _alignment(values)
    tensors, data_bytes = _tensors(cursor, n_tensors, alignment)
    data_start = -(-cursor.position // alignment) * alignment
    least_bytes = data_start + data_bytes if tensors else cursor.position
    return GgufHeader(values, lists, lengths, distinct, types, tensors, least_bytes)


def _alignment(values: Mapping[str, Scalar]) -> int:
    value = values.get(_ALIGNMENT_KEY, _DEFAULT_ALIGNMENT)
    if not isinstance(value, int) or not 8 <= value <= _MAX_ALIGNMENT or value & (value - 1):
        raise DamagedError("its alignment is not a power of two that makes sense")
    return value


def _type(kind: int) -> tuple[str, str]:
    known = _TYPES.get(kind)
    if known is None:
        raise DamagedError(f"it has a value of unknown type {kind}")
    return known


def _scalar(name: str, value: int | float) -> Scalar:
    if name != "bool":
        return value
    if value not in (0, 1):
        raise DamagedError("a value that must be true or false is neither")
    return bool(value)


def _pass_texts(cursor: _Cursor, count: int) -> int:
    """Pass over a list of texts; returns how many different ones it has."""
    cursor.require(8 * count)
    return len({cursor.raw_text() for _ in range(count)})


def _numbers(cursor: _Cursor, kind: int, count: int) -> tuple[str, tuple[int | float, ...]]:
    """The type of a list of numbers, and the first of them."""
    name, form = _type(kind)
    data = cursor.take(count * struct.calcsize(form))
    kept = min(count, _MAX_KEPT_LIST)
    return f"{name}[]", struct.unpack_from(f"<{kept}{form[1]}", data)


def _tensors(cursor: _Cursor, count: int, alignment: int) -> tuple[dict[str, Tensor], int]:
    """All tensors, which lie one behind the other, and how many bytes they have together."""
    tensors: dict[str, Tensor] = {}
    data_bytes = 0
    for _ in range(count):
        name = cursor.text(_MAX_NAME_BYTES)
        if name in tensors:
            raise DamagedError(f"it has two tensors called {name!r}")
        tensor = _tensor(cursor, name)
        expected = -(-data_bytes // alignment) * alignment
        if tensor.offset != expected:
            raise DamagedError(f"tensor {name!r} lies at {tensor.offset} instead of {expected}")
        data_bytes = expected + tensor.n_bytes
        tensors[name] = tensor
    return tensors, data_bytes


def _tensor(cursor: _Cursor, name: str) -> Tensor:
    dimensions = int(cursor.number("<I"))
    if not 1 <= dimensions <= _MAX_DIMENSIONS:
        raise DamagedError(f"tensor {name!r} has {dimensions} dimensions")
    shape = struct.unpack(f"<{dimensions}Q", cursor.take(8 * dimensions))
    kind, offset = int(cursor.number("<I")), int(cursor.number("<Q"))
    if kind not in _TENSOR_TYPES:
        raise DamagedError(f"tensor {name!r} has the unknown type {kind}")
    type_name, block_values, block_bytes = _TENSOR_TYPES[kind]
    if min(shape) < 1 or shape[0] % block_values:
        raise DamagedError(f"tensor {name!r} has the shape {shape}, which {type_name} cannot have")
    n_bytes = math.prod(shape) // block_values * block_bytes
    if n_bytes >= 1 << 50:
        raise DamagedError(f"tensor {name!r} claims {n_bytes} bytes")
    return Tensor(shape, type_name, offset, n_bytes)
