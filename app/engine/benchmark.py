"""How much faster the engine is than llama-cpp-python's own chat class, on the same photos."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PIL import Image

from app.contract.answer import parse
from app.contract.image import PATCH_PX, PreparedImage, load_picture, prepare
from app.contract.manifest import ModelPackage
from app.contract.prompt import PromptOrder
from app.engine.child import child_environment
from app.engine.client import EngineClient
from app.engine.llama.stock import Order, Result
from app.engine.threads import default_threads
from app.errors import AppError

_PROMPT_ROOM_TOKENS: Final = 1024


def bench_engine(
    package: ModelPackage,
    photos: Sequence[Path],
    *,
    n_threads: int | None = None,
    max_lanes: int = 16,
) -> dict[str, Any]:
    """Ask about each photo with both, one after the other, and compare.

    Both get the same prepared pixels as PNG files, the same threads and the same question, both
    answer greedily, and the clock runs from those files to parsed answers, without loading.

    Returns:
        photos, ours_per_s, stock_per_s, ratio, same_answers (share of photos about which both name
        the same country and city), threads, lanes, model.

    Raises:
        AppError: There are no photos, one cannot be decoded, or the model cannot be run.
    """
    if not photos:
        raise AppError(title="No photos", message="There is nothing to measure with.")
    threads = n_threads or default_threads()
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder:
        files = [_save_prepared(package, photo, Path(folder)) for photo in photos]
        stock_s, stock = _run_stock(package, files, threads)
        ours_s, ours = _run_ours(package, files, threads, max_lanes)
    same = sum(_place(a) == _place(b) for a, b in zip(ours, stock, strict=True))
    return {
        "photos": len(files),
        "ours_per_s": round(len(files) / ours_s, 3),
        "stock_per_s": round(len(files) / stock_s, 3),
        "ratio": round(stock_s / ours_s, 3),
        "same_answers": same / len(files),
        "threads": threads,
        "lanes": max_lanes,
        "model": package.manifest.name,
    }


def _save_prepared(package: ModelPackage, photo: Path, folder: Path) -> Path:
    limits = package.manifest.image
    side_px = math.isqrt(limits.max_pixels)
    picture = load_picture(photo, at_least_px=(side_px, side_px), name=str(photo))
    try:
        image = prepare(picture, limits)
    except ValueError as error:
        raise AppError(title="Photo has an unusual shape", message=f"{photo}: {error}.") from error
    file = folder / f"{sum(1 for _ in folder.iterdir()):06d}.png"
    Image.frombytes("RGB", (image.width_px, image.height_px), image.rgb).save(file)
    return file


def _run_ours(
    package: ModelPackage, files: Sequence[Path], n_threads: int, max_lanes: int
) -> tuple[float, list[str]]:
    with EngineClient(package, n_threads=n_threads, max_lanes=max_lanes) as engine:
        engine.submit(_read(files[0])).result()
        started_s = time.perf_counter()
        futures = [engine.submit(_read(file)) for file in files]
        completions = [future.result().samples[0].text for future in futures]
        for completion in completions:
            parse(completion)
        return time.perf_counter() - started_s, completions


def _run_stock(
    package: ModelPackage, files: Sequence[Path], n_threads: int
) -> tuple[float, list[str]]:
    manifest = package.manifest
    order: Order = {
        "model": str(package.model_path),
        "mmproj": str(package.mmproj_path),
        "n_threads": n_threads,
        "n_ctx": manifest.image.max_pixels // PATCH_PX**2
        + manifest.sampling.max_tokens
        + _PROMPT_ROOM_TOKENS,
        "max_tokens": manifest.sampling.max_tokens,
        "system": manifest.prompt.system,
        "user": manifest.prompt.user,
        "image_first": manifest.prompt.order is PromptOrder.IMAGE_FIRST,
        "photos": [str(file) for file in files],
    }
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "app.engine.llama.stock"],
        input=json.dumps(order).encode(),
        capture_output=True,
        env=child_environment(),
        check=False,
    )
    if ran.returncode:
        raise AppError(
            title="The comparison failed",
            message="llama-cpp-python's chat class could not run this model: "
            + ran.stderr.decode(errors="replace")[-500:].strip(),
        )
    result: Result = json.loads(ran.stdout)
    return result["seconds"], result["completions"]


def _read(file: Path) -> PreparedImage:
    with Image.open(file) as picture:
        return PreparedImage(picture.width, picture.height, picture.convert("RGB").tobytes())


def _place(completion: str) -> tuple[str, str]:
    answer = parse(completion)
    return answer.country, answer.city
