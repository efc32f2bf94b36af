"""Reading what people and models write where a place name is asked for.

Text only: markup and hedges go, lists and alternatives are taken apart, and words that name no place
("Unknown", "Anytown", "rural area", "Europe") are told from names. Nothing here raises on any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.geo.names import DESIGNATIONS, normalise_name

MAX_TEXT_LENGTH = 200
"""A longer text is cut: no place name is longer, and the work must stay bounded."""
_MAX_PARTS = 5

_MARKUP = re.compile(r"<[^<>]{0,40}>|[*_`#~\"“”„«»\[\]{}<>]+")
_LABEL = re.compile(r"(?i)\b(?:city|town|country|location|place|region|state|answer)\s*[:=]\s*")
_PART_BREAK = re.compile(r"[,;|()\n\r\t，、；（）]|\s[-–—]+\s|—")
_ALTERNATIVE_BREAK = re.compile(r"(?i)\s*/+\s*|\s*&\s*|\s+(?:or|and|vs\.?|versus|und|oder|et|ou|y|o)\s+")
_ALTERNATIVE_SIGN = " // "
_HEDGE = (
    r"most likely|more likely|likely|probably|possibly|perhaps|maybe|presumably|apparently|"
    r"potentially|best guess|my guess|guess|could be|might be|may be|looks like|appears to be|"
    r"somewhere|approximately|approx\.?|circa|about"
)
_LEADING_HEDGE = re.compile(
    rf"(?i)^\W*+(?:(?:it is|this is|it's|i think|is|in|{_HEDGE})\b[\s:]*+)+(?=\w)"
)
# Possessive and anchored at the start of a run of separators, or long runs take quadratic time.
_INNER_HEDGE = re.compile(
    rf"(?i)(?<![\s,;(:])[\s,;(:]++(?:but |or |is |and )*(?:{_HEDGE})\b[\s:]*+(?:is |in )*(?=\w)"
)
_TRAILING_HEDGE = re.compile(rf"(?i)(?<![\s,;(])[\s,;(]++(?:{_HEDGE}|uncertain|unsure|\?)\W*+$")
_PREPOSITION = re.compile(r"(?i)^.{2,}?\b(?:in|near|around|outside|off|within|close to|south of|north of)\s+")

# Words that make a phrase say "I do not know", wherever they stand.
_NEGATIONS = frozenset(
    "unknown unclear undetermined undeterminable indeterminate unspecified unidentified "
    "unidentifiable unrecognizable unrecognisable undisclosed unnamed unavailable uncertain "
    "unsure placeholder fictional hypothetical insufficient impossible unable cannot cant "
    "couldnt indistinguishable ambiguous undefined redacted anonymous desconocido "
    "desconocida desconhecido desconhecida inconnu inconnue unbekannt unbekannte "
    "sconosciuto sconosciuta onbekend okand ukjent ukendt nieznane nieznany neznamy neznamo "
    "bilinmiyor неизвестно неизвестный неизвестен 未知 不明 不详 未詳 غير معروف 알수없음 미상".split()
)
_NEGATIVE_STARTS = frozenset(
    "not no non nicht any some various multiple several different".split()
)
_NO_AFTER = frozenset(
    "city idea location information specific clear place name data answer visible country".split()
)
_PLACEHOLDERS = frozenset(
    "anytown anyville anycity anyplace anywhere somewhere nowhere everywhere noplace na nil "
    "null none nothing tbd tba xxx xx x example sample test lorem ipsum undefined "
    "smallville sometown yourtown hometown cityname countryname global worldwide "
    "international earth world globe planet internet online space here there home outside "
    "inside indoors outdoors indoor outdoor other others etc error".split()
)
_PLACEHOLDER_PHRASES = frozenset(
    {
        "city name",
        "country name",
        "your city",
        "the city",
        "a city",
        "this city",
        "sample city",
        "example city",
        "test city",
        "generic city",
        "any town",
        "some town",
        "do not know",
        "dont know",
        "i dont know",
        "hard to say",
        "could not be determined",
        "알 수 없음",
        "غير معروف",
        "nao visivel",
        "no visible",
        "non visible",
    }
)
# Kinds of place: a phrase of nothing but these names none.
_GENERIC_WORDS = DESIGNATIONS | frozenset(
    "rural residential coastal mountainous tropical industrial commercial remote small "
    "large big major medium mid sized typical modern european asian african american "
    "mediterranean countryside country coast coastline beach seaside shore mountain "
    "mountains hill hills valley forest woods jungle desert field fields farm farmland lake "
    "river sea ocean highway road street freeway motorway rest stop airport station harbor "
    "harbour port market square plaza mall shop store restaurant cafe hotel house apartment "
    "building office school church temple bridge garden zone neighborhood place location "
    "site spot scene landscape landmark a an is or and with generic wilderness somewhere "
    "tourist resort port".split()
)
_WORLD_REGIONS = frozenset(
    {
        "africa",
        "antarctic",
        "arctic",
        "asia",
        "australasia",
        "balkans",
        "baltic",
        "baltics",
        "baltic states",
        "benelux",
        "caribbean",
        "caucasus",
        "central africa",
        "central america",
        "central asia",
        "central europe",
        "east africa",
        "east asia",
        "eastern africa",
        "eastern asia",
        "eastern europe",
        "eurasia",
        "europe",
        "european union",
        "eu",
        "far east",
        "gulf states",
        "horn of africa",
        "iberia",
        "iberian peninsula",
        "indochina",
        "latin america",
        "levant",
        "maghreb",
        "mediterranean",
        "melanesia",
        "mesoamerica",
        "middle east",
        "near east",
        "nordic countries",
        "nordics",
        "north africa",
        "north america",
        "north asia",
        "north atlantic",
        "northeast asia",
        "northern africa",
        "northern america",
        "northern europe",
        "northern hemisphere",
        "oceania",
        "pacific",
        "pacific islands",
        "persian gulf",
        "polynesia",
        "scandinavia",
        "south america",
        "south asia",
        "southeast asia",
        "southeastern asia",
        "southeastern europe",
        "southern africa",
        "southern asia",
        "southern europe",
        "southern hemisphere",
        "sub saharan africa",
        "the americas",
        "the balkans",
        "the caribbean",
        "the levant",
        "the mediterranean",
        "the middle east",
        "west africa",
        "west asia",
        "western africa",
        "western asia",
        "western europe",
        "western hemisphere",
        "west indies",
        "americas",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text taken apart: its names in order, and whether some part of it declined to name a place."""

    names: tuple[str, ...]
    declined: bool


def read(text: str) -> Phrase:
    """The names in "city, region (country)", without markup, labels, hedges and empty words."""
    text = _MARKUP.sub(" ", text[:MAX_TEXT_LENGTH])
    text = _LABEL.sub(" ", text)
    text = _TRAILING_HEDGE.sub("", text)
    text = _LEADING_HEDGE.sub("", text)
    # "Unknown (likely Lyon)" and "Lyon, possibly Grenoble" offer alternatives.
    text = _INNER_HEDGE.sub(_ALTERNATIVE_SIGN, text)
    pieces = [piece.strip() for piece in _PART_BREAK.split(text)]
    names: list[str] = []
    declined = False
    for piece in [piece for piece in pieces if normalise_name(piece)][:_MAX_PARTS]:
        name = _without_unknown(piece)
        names += [name] if name else []
        declined = declined or not name
    return Phrase(tuple(names), declined)


def _without_unknown(piece: str) -> str:
    if not says_unknown(piece):
        return piece
    guesses = [guess.strip() for guess in piece.split(_ALTERNATIVE_SIGN)]
    return _ALTERNATIVE_SIGN.join(
        guess for guess in guesses if not (says_unknown(guess) or is_generic(guess))
    )


def alternatives(text: str) -> list[str]:
    """The names between "or", "and", "/" and "&"; the whole text alone where there are none."""
    pieces = [piece.strip() for piece in _ALTERNATIVE_BREAK.split(text)]
    return [piece for piece in pieces if normalise_name(piece)][:_MAX_PARTS] or [text]


def after_preposition(text: str) -> str:
    """What follows the first "in" or "near": "a street in Lyon" -> "Lyon"; else an empty text."""
    shorter = _PREPOSITION.sub("", text, count=1)
    return shorter if shorter != text else ""


def says_unknown(text: str) -> bool:
    """Whether the text declines to name a place: "N/A", "not visible", "Anytown", empty."""
    key = normalise_name(text)
    words = key.split()
    if not words or key in _PLACEHOLDER_PHRASES or not _NEGATIONS.isdisjoint(words):
        return True
    if words[0] in {"no", "some", "any", "non"}:
        return len(words) > 1 and words[1] in _NO_AFTER
    if words[0] in _NEGATIVE_STARTS and len(words) > 1:
        return True
    if key == "nan":
        return text.strip() != "Nan"  # Nan is a town of Thailand, "nan" and "NaN" are no numbers
    return all(word in _PLACEHOLDERS for word in words)


def is_generic(text: str) -> bool:
    """Whether the text describes a kind of place ("coastal town") or names a part of the world."""
    key = normalise_name(text)
    return key in _WORLD_REGIONS or all(word in _GENERIC_WORDS for word in key.split())


def is_world_region(text: str) -> bool:
    """Whether the text names a part of the world larger than a country."""
    return normalise_name(text) in _WORLD_REGIONS
