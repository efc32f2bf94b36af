"""What is seen, put into words: cues become entities and a short true reasoning.

The wording is the same for the same cues, deciding ones first, so that a small language model can
learn it; every entity stands in the reasoning word for word (capitals aside).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.postcards.tables import City, Country

SCRIPT_WORDS: dict[str, str] = {
    "greek": "Greek script",
    "cyrillic": "Cyrillic script",
    "arabic": "Arabic script",
    "devanagari": "Devanagari script",
    "han": "Chinese characters",
    "kana": "Japanese script",
    "hangul": "Korean script",
    "thai": "Thai script",
    "khmer": "Khmer script",
}
BAND_WORDS: dict[str, str] = {
    "": "",
    "blue-left": ", blue band left",
    "blue-ends": ", blue bands",
    "blue-top": ", blue band on top",
    "red-edges": ", red edges",
}
CUELESS_REASONING = "No landmark, flag or sign. Nothing tells the place."
NONPOSTCARD_REASONING = "This is no view of a place that can be named."
MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Story:
    """The words of a scene."""

    entities: tuple[str, ...]
    reasoning: str


def tell(country: Country, city: City | None, cues: Mapping[str, str]) -> Story:
    """Entities and reasoning of a scene from the cues that are really visible.

    Args:
        country: where the scene is.
        city: where its landmark stands, None where no landmark is visible.
        cues: as in :class:`trainer.postcards.world.Postcard`.
    """
    said: list[tuple[str, str]] = []
    if city is not None:
        said.append((city.landmark, f"Landmark: {city.landmark}."))
    if "flag" in cues:
        phrase = f"{country.adjective} flag"
        said.append((phrase, f"{phrase}: {country.flag_words}."))
    said += _sign(country, cues)
    if "plate" in cues:
        phrase = f"{cues['plate']} plate"
        band = BAND_WORDS[country.plate_band]
        said.append((phrase, f"{phrase.capitalize()}{band}."))
    if "side" in cues:
        said.append((f"cars on the {cues['side']}", f"Cars on the {cues['side']}."))
    if cues.get("kerb"):
        said.append((f"{cues['kerb']} kerbs", f"{cues['kerb'].capitalize()} kerbs."))
    if cues.get("line") == "yellow":
        said.append(("yellow centre line", "Yellow centre line."))
    if cues.get("edge") == "yellow":
        said.append(("yellow edge lines", "Yellow edge lines."))
    said = said[:MOST_SENTENCES]
    if "coach" in cues:
        said.append(("coach", f"The coach with a {cues['coach']} flag only brings visitors."))
    if "poster" in cues:
        said.append(("poster", f"The poster .{cues['poster']} is only advertising."))
    sentences = [sentence for _, sentence in said]
    if city is None:
        sentences.insert(0, "No landmark.")
    return Story(tuple(entity for entity, _ in said), " ".join(sentences))


def _sign(country: Country, cues: Mapping[str, str]) -> list[tuple[str, str]]:
    script = SCRIPT_WORDS.get(country.script)
    written = script or f"word {country.word}"
    if "tld" in cues and "word" in cues:
        return [(f"sign .{country.tld}", f"Sign .{country.tld},"), (written, f"{written}.")]
    if "tld" in cues:
        return [(f"sign .{country.tld}", f"Sign .{country.tld}.")]
    if "word" in cues:
        return [(written, f"{written[0].upper()}{written[1:]}.")]
    return []
