"""The answers of a run, appended to a file one by one: a kill at any moment loses none of them.

The first line says what was asked of which model; the others are an answer or a failure each, under
the photo's key. A later line about the same photo replaces an earlier one.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from app.contract.confidence import Token
from app.engine.protocol import Completion
from app.errors import AppError


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What a model said about a photo, token by token, greedily."""

    key: str
    tokens: tuple[Token, ...]
    finished: bool
    """False: cut off because it grew too long."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer about a photo."""

    key: str
    title: str
    message: str


class AnswerFile:
    """An append-only file of answers; one thread writes to it.

    Attributes:
        answered: keys of the photos that have an answer.
        failed: what went wrong with the others that were tried, by key.
    """

    def __init__(self, path: Path, run: Mapping[str, Any]) -> None:
        """Open or create the file of a run; a last line that was cut short is dropped.

        Args:
            path: the file.
            run: what identifies the run, as JSON; answers of another run are never mixed in.

        Raises:
            AppError: The file belongs to another run or is damaged, or cannot be written.
        """
        self._path = path
        self.answered: set[str] = set()
        self.failed: dict[str, Failure] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = _whole_lines_bytes(path)
            if kept:
                self._resume(run)
            self._file: IO[str] = path.open("a", encoding="utf-8")
            self._file.truncate(kept)
            if not kept:
                self._append({"run": run})
        except OSError as error:
            raise AppError(
                title="Answers not writable",
                message=f"{path}: {error.strerror or error}.",
                hint="Choose another folder with --out.",
            ) from error

    def add(self, key: str, completion: Completion) -> None:
        """Keep the answer about a photo; on disk when this returns.

        Raises:
            AppError: The disk is full.
        """
        (sample,) = completion.samples
        tokens = [
            [token.text, _finite(token.logprob), _finite(token.unknown_logprob)]
            for token in sample.tokens
        ]
        self._write(
            {
                "key": key,
                "tokens": tokens,
                "finished": sample.finished,
                "seconds": round(completion.seconds, 3),
            }
        )
        self.answered.add(key)
        self.failed.pop(key, None)

    def add_failure(self, key: str, error: AppError) -> None:
        """Note why there is no answer; a later run tries the photo again.

        Raises:
            AppError: The disk is full.
        """
        self._write({"key": key, "failed": {"title": error.title, "message": error.message}})
        self.failed[key] = Failure(key, error.title, error.message)

    def __iter__(self) -> Iterator[StoredAnswer]:
        """The answers in the file, one in memory at a time, in the order they came."""
        self._file.flush()
        for line in _read_lines(self._path):
            if "tokens" in line:
                yield StoredAnswer(
                    key=line["key"],
                    tokens=tuple(
                        Token(text, _infinite(logprob), _infinite(unknown_logprob))
                        for text, logprob, unknown_logprob in line["tokens"]
                    ),
                    finished=line["finished"],
                    seconds=line["seconds"],
                )

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _resume(self, run: Mapping[str, Any]) -> None:
        lines = _read_lines(self._path)
        nothing: dict[str, Any] = {}
        before: Mapping[str, Any] = next(lines, nothing).get("run", nothing)
        if differing := sorted(
            name for name in {*before, *run} if before.get(name) != _as_json(run.get(name))
        ):
            raise AppError(
                title="Answers of another run",
                message=f"{self._path} was begun with a different {', '.join(differing)}.",
                hint="Choose another folder with --out, or delete that file.",
            )
        for line in lines:
            if "tokens" in line:
                self.answered.add(line["key"])
                self.failed.pop(line["key"], None)
            else:
                self.failed[line["key"]] = Failure(line["key"], **line["failed"])

    def _write(self, line: Mapping[str, Any]) -> None:
        try:
            self._append(line)
        except OSError as error:
            raise AppError(
                title="Answers not written",
                message=f"{self._path}: {error.strerror or error}.",
                hint="Make room and run the same command again: what was answered is kept.",
            ) from error

    def _append(self, line: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def _whole_lines_bytes(path: Path) -> int:
    """The length of the file up to its last line end; 0 where there is no file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return 0
    return content.rfind(b"\n") + 1


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, start=1):
            if not text.endswith("\n"):
                return  # cut short by a kill
            try:
                line: object = json.loads(text)
            except ValueError as error:
                raise _damaged(path, number) from error
            fields = cast(dict[str, Any], line) if isinstance(line, dict) else {}
            if not {"run", "key"} & fields.keys():
                raise _damaged(path, number)
            yield fields


def _damaged(path: Path, number: int) -> AppError:
    return AppError(
        title="Answers damaged",
        message=f"Line {number} of {path} is not one that the evaluation wrote.",
        hint="Delete that line; its photo will be asked about again.",
    )


def _as_json(value: object) -> object:
    return json.loads(json.dumps(value))


def _finite(logprob: float) -> float | None:
    """Minus infinity is null in the file."""
    return round(logprob, 6) if math.isfinite(logprob) else None


def _infinite(logprob: float | None) -> float:
    return -math.inf if logprob is None else logprob
