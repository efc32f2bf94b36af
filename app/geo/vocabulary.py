"""Words that name no place, as people and models write them in place of a name.

All are keys of ``names.normalise_name``. A word is listed only where no well-known place bears it.
"""

from __future__ import annotations

from app.geo.names import DESIGNATIONS


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split("|"))


NEGATIONS = frozenset(
    "not nicht unknown unclear undetermined undeterminable indeterminate unspecified unidentified "
    "unidentifiable unrecognizable unrecognisable undisclosed unnamed unavailable uncertain "
    "unsure placeholder fictional hypothetical insufficient impossible unable cannot cant "
    "couldnt indistinguishable ambiguous undefined redacted anonymous desconocido "
    "desconocida desconhecido desconhecida inconnu inconnue unbekannt unbekannte "
    "sconosciuto sconosciuta onbekend okand ukjent ukendt nieznane nieznany neznamy neznamo "
    "bilinmiyor неизвестно неизвестныи неизвестен 未知 不明 不详 未詳 알수없음 미상".split()
)
"""Words that make a phrase say "I do not know", wherever they stand in it."""

NEGATIVE_STARTS = frozenset("various multiple several different".split())
"""Words that do so as the first of several."""

NO_AFTER = frozenset(
    "city idea location information specific clear place name data answer visible country "
    "town determinable identifiable".split()
)
"""What follows a "no", "some" or "any" that names no place; elsewhere these begin names."""

PLACEHOLDERS = frozenset(
    "anytown anyville anycity anyplace anywhere somewhere nowhere everywhere noplace na nil "
    "null none nothing tbd tba xxx xx x example sample test lorem ipsum undefined "
    "smallville sometown yourtown hometown cityname countryname global worldwide "
    "international earth world globe planet internet online space here there home outside "
    "inside indoors outdoors indoor outdoor other others etc error".split()
)
"""Words that stand in for a name; a phrase of nothing but these names no place."""

PLACEHOLDER_PHRASES = _phrases(
    """
    city name|country name|your city|the city|a city|this city|sample city|example city|test city
    |generic city|do not know|dont know|i do not know|i dont know|hard to say
    |could not be determined|알 수 없음|غير معروف|nao visivel
    """
)

GENERIC_WORDS = DESIGNATIONS | frozenset(
    "rural residential coastal mountainous tropical industrial commercial remote small "
    "large big major medium mid sized typical modern european asian african american "
    "mediterranean countryside country coast coastline beach seaside shore mountain "
    "mountains hill hills valley forest woods jungle desert field fields farm farmland lake "
    "river sea ocean highway road street freeway motorway rest stop airport station harbor "
    "harbour port market square plaza mall shop store restaurant cafe hotel house apartment "
    "building office school church temple bridge garden zone place location site spot scene "
    "landscape landmark bay canyon cliff cliffs waterfall waterfalls volcano ruins pier trail "
    "boardwalk railway train metro subway bus a an is or and with generic wilderness "
    "somewhere tourist resort".split()
)
"""Kinds of place: a phrase of nothing but these describes and does not name."""

WORLD_REGIONS = _phrases(
    """
    africa|central africa|east africa|eastern africa|north africa|northern africa|southern africa
    |west africa|western africa|sub saharan africa|horn of africa|maghreb
    |america north|america south|americas|the americas|central america|latin america|mesoamerica
    |north america|northern america|south america|caribbean|the caribbean|west indies
    |asia|central asia|east asia|eastern asia|far east|north asia|northeast asia|south asia
    |southern asia|southeast asia|southeastern asia|west asia|western asia|indochina|caucasus
    |middle east|the middle east|near east|levant|the levant|persian gulf|gulf states
    |europe|central europe|eastern europe|northern europe|southeastern europe|southern europe
    |western europe|european union|eu|eurasia|balkans|the balkans|baltic|baltics|baltic states
    |benelux|iberia|iberian peninsula|mediterranean|the mediterranean|nordic countries|nordics
    |scandinavia
    |oceania|australasia|melanesia|polynesia|pacific|pacific islands|north atlantic
    |arctic|antarctic|northern hemisphere|southern hemisphere|western hemisphere
    """
)
"""Parts of the world larger than a country."""
