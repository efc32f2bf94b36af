"""Place names as lookup keys: one normalisation for the gazetteer's builder and its readers."""

from __future__ import annotations

import functools
import re
import unicodedata

# Letters that have no decomposition into a base letter and a mark (Unicode leaves them whole).
_WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "ŋ": "n",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ß": "ss",
    }
)
# Marks dropped: Latin, Greek and Cyrillic accents; Hebrew and Arabic vowel points. The marks of
# other scripts (Thai, Devanagari, kana) spell the word and stay.
_DROPPED_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]")
# Apostrophes with their many stand-ins and invisible joiners are dropped (Xi'an = Xian).
_APOSTROPHES = re.compile("['`´\u02b0-\u02ff\u200b-\u200f\u2018\u2019\u201b\u2032\uff07]")
# Other punctuation separates. \w leaves out the vowel signs of India and South East Asia.
_SEPARATORS = re.compile("(?:[^\\w\u0900-\u109f\u1780-\u17ff\u3099\u309a]|_)+")
_INITIALS = re.compile(r"\b([^\W\d_])(?: ([^\W\d_])\b)+")

_SHORT_FORMS = {
    "st": "saint",
    "ste": "sainte",
    "sankt": "saint",
    "mt": "mount",
    "ft": "fort",
    "pt": "point",
}

DESIGNATIONS = frozenset(
    "city town village municipality commune borough district county prefecture province "
    "region state governorate oblast krai kray voivodeship canton department departement "
    "territory metropolis metropolitan metro area urban downtown uptown midtown central "
    "centre center historic historical inner outer greater old quarter neighborhood "
    "neighbourhood suburb suburbs suburban outskirts vicinity surroundings republic "
    "autonomous special administrative north south east west northern southern eastern "
    "western national park np island islands isle border between "
    "federal rural countryside castle cathedral medina kasbah souk harbour harbor "
    "waterfront skyline airport university zoo glacier lagoon the of in near around".split()
)
DIVISION_WORDS = frozenset(
    "county prefecture province region state governorate oblast krai kray voivodeship "
    "canton department departement territory district republic kingdom federal autonomous special "
    "administrative the of".split()
)
"""Those of the designations that make a name that of a country or region and not of its capital:
Mexico City is not Mexico, but the Republic of Mexico is."""
_CJK_DESIGNATIONS = "市省都府県县區区州郡"


@functools.lru_cache(maxsize=4096)
def normalise_name(text: str) -> str:
    """The lookup key of a name: same key, same name.

    Case, accents, apostrophes, punctuation, the dots of initials ("D.C.") and the short forms
    St, Ste, Mt, Ft and Pt make no difference. Idempotent, total, and empty for a text without
    letters or digits.
    """
    key = _fold(text)
    words = _APOSTROPHES.sub("", key)
    words = _SEPARATORS.sub(" ", words).strip()
    words = _INITIALS.sub(lambda run: run.group().replace(" ", ""), words)
    return " ".join(_SHORT_FORMS.get(word, word) for word in words.split(" "))


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    # Folding can produce what another round folds further (a ligature, a circled capital).
    for _ in range(4):
        decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
        folded = unicodedata.normalize(
            "NFC", _DROPPED_MARKS.sub("", unicodedata.normalize("NFKD", decomposed))
        )
        if folded == text:
            break
        text = folded
    return text


def without_designation(key: str, designations: frozenset[str] = DESIGNATIONS) -> str:
    """A normalised name without the words that say what it is: "kyoto prefecture" -> "kyoto".

    Words go from both ends only, and the last word stays. Chinese and Japanese suffixes go too.
    """
    words = key.split(" ")
    while len(words) > 1 and words[-1] in designations:
        words.pop()
    while len(words) > 1 and words[0] in designations:
        words.pop(0)
    if len(words) == 1 and len(words[0]) > 2 and words[0][-1] in _CJK_DESIGNATIONS:
        return words[0][:-1]
    return " ".join(words)


def name_keys(text: str) -> tuple[str, ...]:
    """The keys to look a name up by, the most literal first and none twice.

    After the name itself: German and Nordic vowels written out (Duesseldorf, Aarhus), and
    designations dropped (Kyoto City).
    """
    key = normalise_name(text)
    if not key:
        return ()
    bare = without_designation(key)
    return tuple(dict.fromkeys((key, _contracted(key), bare, _contracted(bare))))


def _contracted(key: str) -> str:
    return key.replace("ue", "u").replace("oe", "o").replace("ae", "a").replace("aa", "a")
