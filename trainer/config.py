"""Settings of the trainer's stages: a YAML file read into a frozen dataclass, nothing guessed.

Every field of the dataclass must be given by the file or on the command line; a key the dataclass
does not have is an error, so that a misspelt setting never trains for an hour unnoticed.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from app.errors import AppError

Schema = TypeVar("Schema")


class ConfigError(AppError):
    """A setting that is unknown, missing or of the wrong kind."""


def load(schema: type[Schema], path: Path, overrides: Sequence[str] = ()) -> Schema:
    """Read ``path`` and apply ``--key value`` overrides (``--section.key value`` for nested ones).

    Relative paths in the file mean what they mean on the command line: relative to the working
    folder.

    Raises:
        ConfigError: The file is missing or not YAML, or a setting is unknown, missing or of the
            wrong kind.
    """
    data = _read(path)
    for key, value in _pairs(overrides):
        _put(data, key, value)
    return _build(schema, data, source=path.name, prefix="")


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(
            title="Settings not readable",
            message=f"{path}: {error.strerror}.",
            hint="Give a YAML file with --config.",
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(
            title="Settings not YAML", message=f"{path}: {error}.", hint="Mend the file."
        ) from error
    if data is not None and not isinstance(data, dict):
        raise ConfigError(
            title="Settings not a table",
            message=f"{path} holds {type(data).__name__}, not names with values.",
            hint="Write lines like `seed: 0`.",
        )
    return data or {}


def _pairs(overrides: Sequence[str]) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    words = iter(overrides)
    for word in words:
        name, equals, text = word.partition("=")
        if not name.startswith("--") or len(name) == 2:
            raise ConfigError(
                title="Stray word",
                message=f"{word!r} is not a setting.",
                hint="Settings are given as --key value.",
            )
        if not equals:
            text = next(words, "")
            if not text or text.startswith("--"):
                raise ConfigError(
                    title="Value missing",
                    message=f"{name} has no value.",
                    hint="Settings are given as --key value.",
                )
        try:
            pairs.append((name[2:].replace("-", "_"), yaml.safe_load(text)))
        except yaml.YAMLError as error:
            raise ConfigError(
                title="Bad setting", message=f"{name} is {text!r}, which is not YAML."
            ) from error
    return pairs


def _put(data: dict[str, Any], key: str, value: Any) -> None:
    *sections, name = key.split(".")
    for section in sections:
        inner = data.setdefault(section, {})
        if not isinstance(inner, dict):
            raise ConfigError(title="Unknown setting", message=f"{section} has no settings inside.")
        data = inner
    data[name] = value


def _build(schema: type[Schema], data: Mapping[str, Any], *, source: str, prefix: str) -> Schema:
    hints = typing.get_type_hints(schema)
    fields = [field.name for field in dataclasses.fields(typing.cast(Any, schema))]
    for key in data:
        if key not in fields:
            close = difflib.get_close_matches(str(key), fields, n=1)
            raise ConfigError(
                title="Unknown setting",
                message=f"{source}: there is no setting {prefix}{key}.",
                hint=f"Did you mean {prefix}{close[0]}?"
                if close
                else f"Known: {', '.join(fields)}.",
            )
    missing = [name for name in fields if name not in data]
    if missing:
        raise ConfigError(
            title="Setting missing",
            message=f"{source} does not give {', '.join(prefix + name for name in missing)}.",
            hint="Every setting must be given.",
        )
    values = {
        name: _convert(hints[name], data[name], source=source, name=prefix + name)
        for name in fields
    }
    try:
        return schema(**values)
    except ValueError as error:
        raise ConfigError(title="Bad setting", message=f"{source}: {error}.") from error


def _convert(kind: Any, value: Any, *, source: str, name: str) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(value, Mapping):
        return _build(typing.cast(type[Any], kind), value, source=source, prefix=f"{name}.")
    if kind is object:
        return value  # whoever takes it knows what it must be
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union) and type(None) in arguments:
        if value is None:
            return None
        kind = next(argument for argument in arguments if argument is not type(None))
        return _convert(kind, value, source=source, name=name)
    if origin is tuple and isinstance(value, list):
        return tuple(_convert(arguments[0], item, source=source, name=name) for item in value)
    if origin is dict and isinstance(value, Mapping):
        return {
            key: _convert(arguments[1], item, source=source, name=f"{name}.{key}")
            for key, item in value.items()
        }
    converted = _scalar(kind, value)
    if converted is None:
        expected = getattr(kind, "__name__", str(kind))
        raise ConfigError(
            title="Bad setting",
            message=f"{source}: {name} is {value!r}, which is not a {expected}.",
            hint="Correct the value.",
        )
    return converted


def _scalar(kind: Any, value: Any) -> Any:
    """The value as ``kind``, or None where it is something else."""
    if kind is float and not isinstance(value, bool) and isinstance(value, int | float | str):
        try:
            return float(value)  # YAML 1.1 reads 1e-3 as text
        except ValueError:
            return None
    if kind is int and isinstance(value, bool):
        return None
    if kind is Path and isinstance(value, str) and value:
        return Path(value)
    return value if isinstance(kind, type) and isinstance(value, kind) else None
