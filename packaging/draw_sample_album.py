"""Draws the postcards of the sample album. Run by hand when the postcard world changes its look."""

import random
from pathlib import Path

from trainer.postcards.seeds import album_seed
from trainer.postcards.tables import City, cities
from trainer.postcards.world import Level, Postcard, draw_city, draw_kind

OUT = Path(__file__).resolve().parent.parent / "resources" / "sample-album" / "postcards"
CITIES = 50
OTHERS = (("country", 8), ("cueless", 4), ("nonpostcard", 2))
SIZES_PX = ((960, 672), (960, 640), (960, 720), (720, 960), (840, 840))
QUALITY = 86


def main() -> None:
    """Draw fifty different cities, and some scenes that tell less or nothing, in mixed order."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.jpg"):
        old.unlink()
    shuffle = random.Random(2026)
    shown: list[City | str] = [*shuffle.sample(cities(), CITIES)]
    shown += [kind for kind, count in OTHERS for _ in range(count)]
    shuffle.shuffle(shown)
    for number, subject in enumerate(shown):
        card = _draw(number, subject)
        card.image.save(OUT / f"postcard-{number + 1:02}.jpg", quality=QUALITY, optimize=True)


def _draw(number: int, subject: City | str) -> Postcard:
    level = Level.MEDIUM if number % 2 else Level.EASY
    size_px = SIZES_PX[number % len(SIZES_PX)]
    if isinstance(subject, City):
        return draw_city(album_seed(number), level, size_px, subject)
    return draw_kind(album_seed(number), level, size_px, subject)


if __name__ == "__main__":
    main()
