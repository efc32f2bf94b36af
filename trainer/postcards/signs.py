"""Signs: street words in their own script, top-level domains, road signs without words."""

from __future__ import annotations

import unicodedata
from random import Random

from trainer.postcards.canvas import Pen
from trainer.postcards.palette import INKS, Color, shade
from trainer.postcards.tables import Country, written_words

BOARDS: tuple[tuple[str, str], ...] = (
    ("navy", "white"), ("white", "black"), ("green", "white"), ("maroon", "white"),
    ("cream", "navy"),
)  # fmt: skip

_ACUTE, _CIRCUMFLEX = "\u0301", "\u0302"


def write_word(
    pen: Pen, country: Country, x: float, y: float, height: float, width: float, fill: Color
) -> None:
    """The country's word for "street", centred on (x, y) and no wider than ``width``."""
    if country.script in written_words():
        _write_strokes(pen, country.script, x, y, height, width, fill)
    else:
        write_latin(pen, country.word, x, y, height, width, fill)


def write_latin(
    pen: Pen, word: str, x: float, y: float, height: float, width: float, fill: Color
) -> None:
    """A Latin word; accents are drawn by hand because the built-in font has none."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word) if ord(letter) < 128)
    size = height * min(1.0, width / pen.text_width(plain, height))
    pen.text(x, y, plain, size, fill)
    cursor = x - pen.text_width(plain, size) / 2
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        advance = pen.text_width(parts[0], size)
        middle, top = cursor + advance / 2, y - size * 0.42
        if _CIRCUMFLEX in parts:
            pen.line(
                [middle - size * 0.16, top, middle, top - size * 0.14, middle + size * 0.16, top],
                size * 0.07,
                fill,
            )
            top -= size * 0.1
        if _ACUTE in parts:
            pen.line([middle, top, middle + size * 0.16, top - size * 0.16], size * 0.08, fill)
        cursor += advance


def _write_strokes(
    pen: Pen, script: str, x: float, y: float, height: float, width: float, fill: Color
) -> None:
    glyphs = written_words()[script]
    box = min(height * 0.86, width / (len(glyphs) * 1.16))
    left = x - box * 1.16 * len(glyphs) / 2 + box * 0.08
    top = y - box / 2
    for index, glyph in enumerate(glyphs):
        start = left + index * box * 1.16
        for stroke in glyph:
            points = [
                (top if position % 2 else start) + value * box
                for position, value in enumerate(stroke)
            ]
            pen.line(points, box * 0.10, fill)


def street_sign(
    pen: Pen, country: Country, left: float, top: float, size: float, *, word: bool, tld: bool
) -> None:
    """A sign on a post: the street word above, the domain below, or one of them alone.

    It is 32 x 18 units times ``size``; its post reaches 22 units further down.
    """
    board, letters = pen.random.choice(BOARDS)
    width, height = 32 * size, (18 if word and tld else 13) * size
    right, bottom = left + width, top + height
    post = pen.color("slate")
    pen.rectangle(
        left + width / 2 - size, bottom, left + width / 2 + size, bottom + 22 * size, post
    )
    pen.rectangle(
        left + 1.2 * size,
        top + 1.4 * size,
        right + 1.6 * size,
        bottom + 1.8 * size,
        pen.color("black", 0.8),
    )
    pen.rectangle(left - size, top - size, right + size, bottom + size, _lit(pen, letters))
    pen.rectangle(left, top, right, bottom, _lit(pen, board))
    ink = _lit(pen, letters)
    middle = (left + right) / 2
    if word and tld:
        write_word(pen, country, middle, top + 4.9 * size, 7.6 * size, width - 3 * size, ink)
        pen.text(middle, top + 12.6 * size, "." + country.tld, 10.5 * size, ink)
    elif tld:
        pen.text(middle, top + height / 2 - 0.5 * size, "." + country.tld, 12.5 * size, ink)
    else:
        write_word(pen, country, middle, top + height / 2, 9.5 * size, width - 3 * size, ink)


def poster(pen: Pen, tld: str, left: float, top: float, size: float) -> None:
    """A small advertisement whose domain need not belong to this country."""
    ground = pen.random.choice(("pink", "gold", "pale", "orange"))
    for leg in (2.5, 12.5):
        pen.rectangle(
            left + (leg - 0.5) * size,
            top + 20 * size,
            left + (leg + 0.5) * size,
            top + 24 * size,
            pen.color("slate"),
        )
    pen.rectangle(
        left - 0.6 * size,
        top - 0.6 * size,
        left + 15.6 * size,
        top + 20.6 * size,
        pen.color("white"),
    )
    pen.rectangle(left, top, left + 15 * size, top + 20 * size, pen.color(ground))
    pen.ellipse(left + 7.5 * size, top + 7 * size, 4.4 * size, 4.4 * size, pen.color("white"))
    pen.ellipse(left + 7.5 * size, top + 7 * size, 2.6 * size, 2.6 * size, pen.color("maroon"))
    pen.text(left + 7.5 * size, top + 15.8 * size, "." + tld, 6.4 * size, pen.color("black"))


def wordless_sign(pen: Pen, random: Random, x: float, ground: float, size: float) -> None:
    """A sign that is the same all over the world: an arrow, a no-entry disc, a green board."""
    top = ground - 26 * size
    pen.rectangle(x - 0.6 * size, top, x + 0.6 * size, ground, pen.color("slate"))
    kind = random.randrange(3)
    white = pen.color("white")
    if kind == 0:
        pen.ellipse(x, top, 5.4 * size, 5.4 * size, pen.color("blue"))
        pen.line([x, top + 3 * size, x, top - 2 * size], 1.4 * size, white)
        pen.polygon(
            [x - 2.4 * size, top - 0.8 * size, x + 2.4 * size, top - 0.8 * size, x, top - 4 * size],
            white,
        )
    elif kind == 1:
        pen.ellipse(x, top, 5.4 * size, 5.4 * size, pen.color("red"))
        pen.rectangle(x - 3.4 * size, top - size, x + 3.4 * size, top + size, white)
    else:
        pen.rectangle(
            x - 7 * size, top - 4 * size, x + 7 * size, top + 4 * size, pen.color("white")
        )
        pen.rectangle(
            x - 6.2 * size, top - 3.2 * size, x + 6.2 * size, top + 3.2 * size, pen.color("green")
        )


def _lit(pen: Pen, ink: str) -> Color:
    """Signs reflect the headlights: at night they are brighter than the walls around them."""
    if not pen.light.dark:
        return pen.color(ink)
    return pen.glow(shade(INKS[ink], 0.84))
