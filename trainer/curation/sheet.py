"""The sample sheet: a picture of curated photographs with their places, and of dropped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import matplotlib
from PIL import Image, ImageDraw, ImageFont, ImageOps

from app.errors import AppError
from trainer.data.rows import Row, open_image

_COLUMNS: Final = 6
_TILE_PX: Final = (220, 165)
_CAPTION_PX: Final = 40
_GAP_PX: Final = 12
_HEADING_PX: Final = 40
_PAPER: Final = "#fbfaf7"
_INK: Final = "#23272e"
_QUIET: Final = "#6b7280"
_CAPTION_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Specimen:
    """A row to be shown, and what is written under it."""

    row: Row
    caption: str


def draw_sheet(kept: Sequence[Specimen], dropped: Sequence[Specimen]) -> Image.Image:
    """Both groups under their headings; a group that is empty is left out."""
    groups = [(title, items) for title, items in (("Kept", kept), ("Dropped", dropped)) if items]
    step_px = _TILE_PX[1] + _CAPTION_PX + _GAP_PX
    lines = [-(-len(items) // _COLUMNS) for _, items in groups]
    width = _COLUMNS * (_TILE_PX[0] + _GAP_PX) + _GAP_PX
    sheet = Image.new(
        "RGB", (width, sum(_HEADING_PX + step_px * count for count in lines) + _GAP_PX), _PAPER
    )
    pen = ImageDraw.Draw(sheet)
    top = _GAP_PX
    for (title, items), count in zip(groups, lines, strict=True):
        pen.text((_GAP_PX, top), title, fill=_INK, font=_font(22))
        for index, specimen in enumerate(items):
            left = _GAP_PX + index % _COLUMNS * (_TILE_PX[0] + _GAP_PX)
            _draw_tile(sheet, left, top + _HEADING_PX + index // _COLUMNS * step_px, specimen)
        top += _HEADING_PX + count * step_px
    return sheet


def _draw_tile(sheet: Image.Image, left: int, top: int, specimen: Specimen) -> None:
    pen = ImageDraw.Draw(sheet)
    try:
        picture = open_image(specimen.row, _TILE_PX)
        sheet.paste(ImageOps.fit(picture, _TILE_PX), (left, top))
    except AppError:  # a dropped row may be one whose picture cannot be read
        pen.rectangle((left, top, left + _TILE_PX[0] - 1, top + _TILE_PX[1] - 1), outline=_QUIET)
    font = _font(13)
    for number, line in enumerate(_wrapped(pen, font, specimen.caption)):
        pen.text((left, top + _TILE_PX[1] + 4 + 17 * number), line, fill=_INK, font=font)


def _font(size_px: int) -> ImageFont.FreeTypeFont:
    # Pillow's own font has no accented letters; matplotlib brings DejaVu.
    return ImageFont.truetype(
        Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf", size_px
    )


def _wrapped(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, text: str) -> list[str]:
    """The text in lines of a tile's width, cut after the last one that fits."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=font) > _TILE_PX[0]:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > _CAPTION_LINES:
        lines = [*lines[: _CAPTION_LINES - 1], f"{lines[_CAPTION_LINES - 1]} …"]
    return lines
