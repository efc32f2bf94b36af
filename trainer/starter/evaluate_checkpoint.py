"""Measure a checkpoint folder before export: held-out postcards in every condition, real photos.

``python -m trainer.starter.evaluate_checkpoint FOLDER [--count N] [--photos FOLDER] [--quick]``
prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from PIL import Image, ImageOps
from transformers import Qwen2_5_VLForConditionalGeneration

from app.contract.image import PixelLimits, fit, load_picture
from app.errors import AppError
from trainer.postcards.levels import Level
from trainer.postcards.seeds import test_seed
from trainer.postcards.world import Postcard, draw, draw_kind
from trainer.starter.architecture import load_tokenizer
from trainer.starter.batches import jpeg
from trainer.starter.evaluation import Tally, answers_of_any_shape, tally

_PHOTO_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff"})
_LARGEST_MISTAKES = 12
Condition = tuple[tuple[int, int], Callable[[Image.Image], Image.Image]]


def _as_drawn(picture: Image.Image) -> Image.Image:
    return picture


def _grey(picture: Image.Image) -> Image.Image:
    return ImageOps.grayscale(picture).convert("RGB")


CONDITIONS: dict[str, Condition] = {
    "drawn 640x480": ((640, 480), _as_drawn),
    "drawn 224x168": ((224, 168), _as_drawn),
    "grey": ((640, 480), _grey),
    "jpeg quality 40": ((640, 480), lambda picture: jpeg(picture, 40)),
    "small 160x120": ((160, 120), _as_drawn),
    "16:9": ((854, 480), _as_drawn),
    "3:2": ((720, 480), _as_drawn),
    "square": ((512, 512), _as_drawn),
    "portrait 3:4": ((480, 640), _as_drawn),
    "portrait 9:16": ((405, 720), _as_drawn),
    "wide 2.35:1": ((940, 400), _as_drawn),
}
"""Name -> the size at which scenes are drawn, and what is done to them."""


class Checkpoint:
    """A trained folder, ready to answer."""

    def __init__(self, folder: Path) -> None:
        """Load it.

        Raises:
            AppError: The folder holds no checkpoint.
        """
        self.tokenizer = load_tokenizer(folder)
        library: Any = Qwen2_5_VLForConditionalGeneration
        self.model = library.from_pretrained(folder).eval()
        settings = json.loads((folder / "preprocessor_config.json").read_text("utf-8"))
        self.limits = PixelLimits(settings["min_pixels"], settings["max_pixels"])

    def tally(
        self, scenes: list[Postcard], change: Callable[[Image.Image], Image.Image], *, quick: bool
    ) -> Tally:
        """Answer scenes as the app would see them after ``change``."""
        pictures = [fit(change(scene.image), self.limits) for scene in scenes]
        given = answers_of_any_shape(self.model, self.tokenizer, pictures, quick=quick)
        return tally(scenes, given)

    def refused_photos(self, folder: Path, *, quick: bool) -> dict[str, Any]:
        """How many of a folder's photos are refused, and what the others are taken for."""
        files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in _PHOTO_ENDINGS)
        pictures = [fit(load_picture(file), self.limits) for file in files]
        given = answers_of_any_shape(self.model, self.tokenizer, pictures, quick=quick)
        placed = {
            file.name: f"{answer.city or '-'}, {answer.country}"
            for file, answer in zip(files, given, strict=True)
            if answer.localizable
        }
        return {"n": len(files), "refused": 1 - len(placed) / max(1, len(files)), "placed": placed}


def main(
    folder: Annotated[Path, typer.Argument(help="A checkpoint of `python -m trainer starter`.")],
    count: Annotated[int, typer.Option(help="Scenes for each level and condition.")] = 300,
    photos: Annotated[Path | None, typer.Option(help="A folder of photos to be refused.")] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Answer without reasoning.")] = False,
    conditions: Annotated[bool, typer.Option(help="Other sizes, grey, JPEG ...")] = True,
) -> None:
    """Print a checkpoint's accuracy on held-out scenes as JSON."""
    torch.set_num_threads(1)
    checkpoint = Checkpoint(folder)
    report: dict[str, Any] = {}
    for name, (size_px, change) in CONDITIONS.items() if conditions else [_FIRST]:
        for level in Level:
            scenes = [draw(test_seed(index), level, size_px) for index in range(count)]
            counted = checkpoint.tally(scenes, change, quick=quick)
            report[f"{name}, {level}"] = _readable(counted)
            sys.stderr.write(f"{name}, {level}: {_readable(counted)}\n")
    scenes = [
        draw_kind(test_seed(index), Level.EASY, (640, 480), "nonpostcard") for index in range(count)
    ]
    report["no postcards"] = _readable(checkpoint.tally(scenes, _as_drawn, quick=quick))
    if photos:
        report["photos"] = checkpoint.refused_photos(photos, quick=quick)
    sys.stdout.write(json.dumps(report, indent=1, ensure_ascii=False) + "\n")


_FIRST = next(iter(CONDITIONS.items()))


def _readable(counted: Tally) -> dict[str, Any]:
    shares = {name: round(share, 4) for name, share in counted.shares().items()}
    return {**shares, "mistakes": counted.mistakes[:_LARGEST_MISTAKES]}


if __name__ == "__main__":
    try:
        typer.run(main)
    except AppError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from error
