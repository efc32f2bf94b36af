"""Reading what a GGUF file says of itself, without loading it and whatever its bytes are.

Source: the GGUF specification, versions 2 and 3 (github.com/ggml-org/ggml, docs/gguf.md).
"""

from __future__ import annotations

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
_MAX_COUNT: Final = 1 << 20  # keys, tensors; no real file comes near it
_MAX_STRING_BYTES: Final = 1 << 20
_MAX_DIMENSIONS: Final = 4
_STRING: Final = 8
_ARRAY: Final = 9
_BOOL: Final = 7
_FORMATS: Final[Mapping[int, str]] = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    _BOOL: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """A GGUF file's single values, the lengths of its lists, and where its last tensor begins."""

    values: Mapping[str, Scalar]
    lengths: Mapping[str, int]
    tensors: int
    least_bytes: int
    """The file is damaged if it is not longer than this."""

    def text(self, key: str) -> str:
        """A string value, empty if it is not there."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int:
        """An integer value, 0 if it is not there."""
        value = self.values.get(key)
        return value if isinstance(value, int) else 0


class _DamagedError(Exception):
    """The bytes are not what a header consists of."""


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
            header = _read(stream, size)
    except (_DamagedError, UnicodeDecodeError, OverflowError) as error:
        raise _broken(path, str(error)) from error
    except OSError as error:
        raise AppError(
            title="Model file not readable",
            message=f"{path}: {error.strerror}.",
            hint="Check the name and the permissions of the file.",
        ) from error
    if size <= header.least_bytes:
        raise _broken(path, f"it is {size} bytes long and must have more than {header.least_bytes}")
    return header


def _broken(path: Path, reason: str) -> AppError:
    return AppError(
        title="Model file damaged",
        message=f"{path} cannot be read: {reason}.",
        hint="A download or copy was cut short. Get the file again.",
    )


def _read(stream: BinaryIO, size: int) -> GgufHeader:
    version = int(_scalar(stream, "<I"))
    if version not in _VERSIONS:
        raise _DamagedError(f"it has GGUF version {version}, known are 2 and 3")
    tensors = _count(stream)
    values: dict[str, Scalar] = {}
    lengths: dict[str, int] = {}
    for _ in range(_count(stream)):
        key = _string(stream)
        kind = int(_scalar(stream, "<I"))
        if kind == _ARRAY:
            lengths[key] = _skip_list(stream, size)
        else:
            values[key] = _string(stream) if kind == _STRING else _scalar(stream, _format(kind))
    last_offset = max((_tensor_offset(stream) for _ in range(tensors)), default=0)
    alignment = values.get(_ALIGNMENT_KEY, _DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or alignment < 1:
        raise _DamagedError("its alignment is not a positive number")
    data_start = -(-stream.tell() // alignment) * alignment
    return GgufHeader(values, lengths, tensors, data_start + last_offset)


def _skip_list(stream: BinaryIO, size: int) -> int:
    """Pass over a list; returns its length."""
    kind = int(_scalar(stream, "<I"))
    count = int(_scalar(stream, "<Q"))
    if kind == _STRING:
        if count * 8 > size:
            raise _DamagedError("a list is longer than the file")
        for _ in range(count):
            _skip(stream, int(_scalar(stream, "<Q")), size)
    else:
        _skip(stream, count * struct.calcsize(_format(kind)), size)
    return count


def _tensor_offset(stream: BinaryIO) -> int:
    _string(stream)
    dimensions = int(_scalar(stream, "<I"))
    if dimensions > _MAX_DIMENSIONS:
        raise _DamagedError(f"a tensor has {dimensions} dimensions")
    _exactly(stream, 8 * dimensions + 4)  # the shape and the type
    return int(_scalar(stream, "<Q"))


def _format(kind: int) -> str:
    known = _FORMATS.get(kind)
    if known is None:
        raise _DamagedError(f"it has a value of unknown type {kind}")
    return known


def _count(stream: BinaryIO) -> int:
    count = int(_scalar(stream, "<Q"))
    if count > _MAX_COUNT:
        raise _DamagedError(f"it claims {count} entries")
    return count


def _string(stream: BinaryIO) -> str:
    length = int(_scalar(stream, "<Q"))
    if length > _MAX_STRING_BYTES:
        raise _DamagedError(f"it has a text of {length} bytes")
    return _exactly(stream, length).decode("utf-8")


def _scalar(stream: BinaryIO, form: str) -> Scalar:
    (value,) = struct.unpack(form, _exactly(stream, struct.calcsize(form)))
    return value


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise _DamagedError("it ends within its header")
    return data


def _skip(stream: BinaryIO, length: int, size: int) -> None:
    if stream.tell() + length > size:
        raise _DamagedError("it ends within its header")
    stream.seek(length, 1)
