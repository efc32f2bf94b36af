"""How much faster the engine is than llama-cpp-python's own chat class, on the same photos."""

from __future__ import annotations

import contextlib
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from PIL import Image

from app.contract.answer import parse
from app.contract.image import PATCH_PX, PreparedImage, load_picture, prepare
from app.contract.manifest import ModelPackage
from app.contract.prompt import PromptOrder
from app.engine.child import module_environment
from app.engine.client import EngineClient
from app.engine.llama.stock import Order
from app.engine.threads import default_threads
from app.errors import AppError

_PROMPT_ROOM_TOKENS: Final = 1024
_LONG_ENOUGH_S: Final = 60.0


def bench_engine(
    package: ModelPackage,
    photos: Sequence[Path],
    *,
    n_threads: int | None = None,
    max_lanes: int = 16,
    rounds: int = 3,
) -> dict[str, Any]:
    """Ask both about each photo, in turns, and compare the best round of each.

    Both get the same prepared pixels as PNG files and the same question, both answer greedily, and
    the clock runs from those files to parsed answers, without loading. Without ``n_threads`` each
    uses the threads it chooses by itself. Slow models get fewer rounds: none begins after a minute.

    Returns:
        photos, ours_per_s, stock_per_s, ratio, same_answers (share of photos about which both name
        the same country and city), threads, lanes, rounds, model.

    Raises:
        AppError: There are no photos, one cannot be decoded, or the model cannot be run.
    """
    if not photos:
        raise AppError(title="No photos", message="There is nothing to measure with.")
    ours: list[_Round] = []
    stock: list[_Round] = []
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder:
        files = [
            _save_prepared(package, photo, Path(folder), at) for at, photo in enumerate(photos)
        ]
        with (
            _Opponent(_order(package, files, n_threads)) as opponent,
            EngineClient(package, n_threads=n_threads, max_lanes=max_lanes) as engine,
        ):
            engine.submit(_read(files[0])).result()
            started_s = time.monotonic()
            while len(ours) < rounds and time.monotonic() - started_s < _LONG_ENOUGH_S:
                stock.append(_timed(opponent.look))
                ours.append(_timed(lambda: _look(engine, files)))
    ours_s, stock_s = (min(each.seconds for each in results) for results in (ours, stock))
    same = sum(a == b for a, b in zip(ours[0].places, stock[0].places, strict=True))
    return {
        "photos": len(files),
        "ours_per_s": round(len(files) / ours_s, 3),
        "stock_per_s": round(len(files) / stock_s, 3),
        "ratio": round(stock_s / ours_s, 3),
        "same_answers": same / len(files),
        "threads": n_threads or default_threads(),
        "lanes": max_lanes,
        "rounds": len(ours),
        "model": package.manifest.name,
    }


@dataclass(frozen=True, slots=True)
class _Round:
    """Seconds for all photos, and (country, city) of each."""

    seconds: float
    places: list[tuple[str, str]]


def _save_prepared(package: ModelPackage, photo: Path, folder: Path, number: int) -> Path:
    limits = package.manifest.image
    side_px = math.isqrt(limits.max_pixels)
    picture = load_picture(photo, at_least_px=(side_px, side_px), name=str(photo))
    try:
        image = prepare(picture, limits)
    except ValueError as error:
        raise AppError(title="Photo has an unusual shape", message=f"{photo}: {error}.") from error
    file = folder / f"{number:06d}.png"
    Image.frombytes("RGB", (image.width_px, image.height_px), image.rgb).save(file)
    return file


def _timed(look: Callable[[], list[str]]) -> _Round:
    started_s = time.perf_counter()
    answers = [parse(completion) for completion in look()]
    seconds = time.perf_counter() - started_s
    return _Round(seconds, [(answer.country, answer.city) for answer in answers])


def _look(engine: EngineClient, files: Sequence[Path]) -> list[str]:
    futures = [engine.submit(_read(file)) for file in files]
    return [future.result().samples[0].text for future in futures]


def _read(file: Path) -> PreparedImage:
    with Image.open(file) as picture:
        return PreparedImage(picture.width, picture.height, picture.convert("RGB").tobytes())


def _order(package: ModelPackage, files: Sequence[Path], n_threads: int | None) -> Order:
    manifest = package.manifest
    image_tokens = manifest.image.max_pixels // PATCH_PX**2
    return {
        "model": str(package.model_path),
        "mmproj": str(package.mmproj_path),
        "n_threads": n_threads,
        "n_ctx": image_tokens + manifest.sampling.max_tokens + _PROMPT_ROOM_TOKENS,
        "max_tokens": manifest.sampling.max_tokens,
        "system": manifest.prompt.system,
        "user": manifest.prompt.user,
        "image_first": manifest.prompt.order is PromptOrder.IMAGE_FIRST,
        "photos": [str(file) for file in files],
    }


class _Opponent:
    """The stock chat class in a process of its own."""

    def __init__(self, order: Order) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed on exit
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "app.engine.llama.stock"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=module_environment(),
        )
        self._order = order

    def __enter__(self) -> Self:
        try:
            self._ask(json.dumps(self._order))
        except AppError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._log.close()

    def look(self) -> list[str]:
        """What it says about each photo."""
        return json.loads(self._ask(""))

    def _ask(self, line: str) -> bytes:
        """Send a line and wait for one."""
        assert self._process.stdin
        assert self._process.stdout
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if answer:
            return answer
        self._process.wait()
        self._log.seek(0)
        said = self._log.read()[-500:].decode(errors="replace").strip()
        raise AppError(
            title="The comparison failed",
            message=f"llama-cpp-python's chat class cannot run this model: {said}",
        )
