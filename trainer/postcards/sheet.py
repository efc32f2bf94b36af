"""Contact sheets for eyes: ``python -m trainer.postcards.sheet --out FILE``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from trainer.postcards import nonpostcards, world
from trainer.postcards.canvas import font
from trainer.postcards.levels import Level
from trainer.postcards.seeds import validation_seed
from trainer.postcards.tables import cities, countries

CELL_PX = (224, 168)
CAPTION_PX = 16


def contact_sheet(items: Sequence[tuple[Image.Image, str]], columns: int = 8) -> Image.Image:
    """Pictures in rows, each with its caption below."""
    rows = -(-len(items) // columns)
    wide, high = CELL_PX[0] + 4, CELL_PX[1] + CAPTION_PX + 4
    sheet = Image.new("RGB", (columns * wide, rows * high), (250, 250, 250))
    draw = ImageDraw.Draw(sheet)
    for index, (picture, caption) in enumerate(items):
        left, top = (index % columns) * wide, (index // columns) * high
        small = picture.copy()
        small.thumbnail(CELL_PX)
        sheet.paste(small, (left, top))
        plain = caption.encode("ascii", "replace").decode()
        draw.text((left + 2, top + CELL_PX[1] + 1), plain[:36], fill=(20, 20, 20), font=font(13))
    return sheet


def items_of(what: str, level: Level) -> list[tuple[Image.Image, str]]:
    """The pictures of one sheet: landmarks, countries, mix, cueless or nonpostcards."""
    if what == "landmarks":
        return [
            (
                world.draw_city(validation_seed(i), level, CELL_PX, city).image,
                f"{city.name}, {city.country_code}",
            )
            for i, city in enumerate(cities())
        ]
    if what == "countries":
        return [
            (world.draw_country(validation_seed(i), level, CELL_PX, home).image, home.name)
            for i, home in enumerate(countries())
        ]
    if what == "cueless":
        cards = [world.draw_kind(validation_seed(i), level, CELL_PX, "cueless") for i in range(48)]
        return [(card.image, "cueless") for card in cards]
    if what == "nonpostcards":
        kinds = [kind for kind in nonpostcards.kinds() for _ in range(8)]
        return [
            (nonpostcards.draw_nonpostcard(validation_seed(i), CELL_PX, kind), kind)
            for i, kind in enumerate(kinds)
        ]
    cards = [world.draw(validation_seed(i), level, CELL_PX) for i in range(64)]
    return [(card.image, card.city or card.country or card.kind) for card in cards]


def main() -> None:
    """Writes one sheet."""
    parser = argparse.ArgumentParser(description="Draw a contact sheet of postcards.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--what",
        default="mix",
        choices=("landmarks", "countries", "mix", "cueless", "nonpostcards"),
    )
    parser.add_argument("--level", type=Level, default=Level.EASY, choices=list(Level))
    choice = parser.parse_args()
    contact_sheet(items_of(choice.what, choice.level)).save(choice.out)


if __name__ == "__main__":
    main()
