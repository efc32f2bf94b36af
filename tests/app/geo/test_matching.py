"""From the words for a place to the place: golden tables."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from app.geo.gazetteer import Gazetteer, Level, Place
from app.geo.matching import match_place, match_text

NAMED_PLACES = Path(__file__).with_name("named_places.csv")

# The answers of models that must place nothing (facts of real runs).
NO_PLACE = [
    "Unknown",
    "Not visible",
    "N/A",
    "Not applicable",
    "null",
    "",
    "Anytown",
    "Canada/USA",
    "North America",
    "Likely USA or Canada",
    "Unknown suburban area",
]


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Gazetteer:
    return Gazetteer(gazetteer_path)


def described(place: Place) -> str:
    return f"{place.level.value}: {place.name}, {place.admin1}, {place.country_code}"


def test_every_named_place_is_found(gazetteer: Gazetteer) -> None:
    missed: list[str] = []
    with NAMED_PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        truth = Coordinate(float(row["lat_deg"]), float(row["lon_deg"]))
        for match in (
            match_place(gazetteer, country=row["country"], city=row["city"]),
            match_text(gazetteer, f"{row['city']}, {row['country']}"),
        ):
            if match is None or match.place.level is Level.COUNTRY:
                missed.append(f"{row['city']}, {row['country']}: {match}")
            elif great_circle_km(match.place.coordinate, truth) > 25:
                missed.append(f"{row['city']}, {row['country']}: {described(match.place)}")
    assert len(rows) > 500
    assert missed == []


def test_alias_cases(gazetteer: Gazetteer, shared_data: Path) -> None:
    path = shared_data / "gazetteer" / "alias_cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = 0
    for row in rows:
        match = match_place(gazetteer, country=row["country"], city=row["city"])
        truth = Coordinate(float(row["lat"]), float(row["lon"]))
        found += match is not None and great_circle_km(match.place.coordinate, truth) <= 25
    assert found / len(rows) >= 0.97


@pytest.mark.parametrize("text", NO_PLACE)
def test_answers_that_name_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert match_text(gazetteer, text) is None
    assert match_place(gazetteer, country=text, city=text) is None
    assert match_place(gazetteer, country=text, city="") is None
    assert match_place(gazetteer, country="unknown", city=text) is None
    assert match_place(gazetteer, country=text, city="Unknown") is None


@pytest.mark.parametrize("text", [text for text in NO_PLACE if text not in ("", "North America")])
def test_a_placeholder_city_places_nothing_in_a_known_country(
    gazetteer: Gazetteer, text: str
) -> None:
    assert match_place(gazetteer, country="USA", city=text) is None
    assert match_text(gazetteer, f"{text}, USA") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one of several towns of a name, told by its region
        ("Paris, Texas", "city: Paris, Texas, US"),
        ("Springfield, Illinois", "city: Springfield, Illinois, US"),
        ("St. Petersburg, Florida", "city: St. Petersburg, Florida, US"),
        ("Portland, ME", "city: Portland, Maine, US"),
        ("Sydney NSW", "city: Sydney, New South Wales, AU"),
        ("Portland Oregon", "city: Portland, Oregon, US"),
        ("Vienna, Virginia, USA", "city: Vienna, Virginia, US"),
        ("London, ON", "city: London, Ontario, CA"),
        ("Dover, DE", "city: Dover, Delaware, US"),
        ("Berlin, DE", "city: Berlin, State of Berlin, DE"),
        ("Peru, Indiana", "city: Peru, Indiana, US"),
        # other languages, scripts and former names
        ("Londres", "city: London, England, GB"),
        ("München", "city: Munich, Bavaria, DE"),
        ("北京", "city: Beijing, Beijing, CN"),
        ("Москва", "city: Moscow, Moscow, RU"),
        ("Kiev", "city: Kyiv, Kyiv City, UA"),
        ("Bombay", "city: Mumbai, Maharashtra, IN"),
        ("Constantinople", "city: Istanbul, Istanbul, TR"),
        # a name alone
        ("Washington", "city: Washington, District of Columbia, US"),
        ("Washington, D.C.", "city: Washington, District of Columbia, US"),
        ("New York, New York", "city: New York City, New York, US"),
        ("Granada", "city: Granada, Andalusia, ES"),
        ("Odessa", "city: Odesa, Odesa, UA"),
        ("Frankfurt (Oder)", "city: Frankfurt (Oder), Brandenburg, DE"),
        # countries and regions
        ("Georgia", "country: Georgia, , GE"),
        ("Georgia, USA", "admin1: Georgia, Georgia, US"),
        ("Atlanta, Georgia", "city: Atlanta, Georgia, US"),
        ("Tbilisi, Georgia", "city: Tbilisi, Tbilisi, GE"),
        ("Korea", "country: South Korea, , KR"),
        ("Korea, South", "country: South Korea, , KR"),
        ("Brazzaville, Congo", "city: Brazzaville, Brazzaville, CG"),
        ("the Netherlands.", "country: Netherlands, , NL"),
        ("IVORY COAST", "country: Ivory Coast, , CI"),
        ("Bali", "admin1: Bali, Bali, ID"),
        ("Scotland", "admin1: Scotland, Scotland, GB"),
        ("rural Texas", "admin1: Texas, Texas, US"),
        ("Bosnia and Herzegovina", "country: Bosnia and Herzegovina, , BA"),
        ("Singapore", "city: Singapore, , SG"),
        # territories under the mother country
        ("Hong Kong, China", "city: Hong Kong, , HK"),
        ("San Juan, Puerto Rico, USA", "city: San Juan, San Juan, PR"),
        ("Papeete, France", "city: Papeete, Îles du Vent, PF"),
        # landmarks
        ("Eiffel Tower, Paris", "landmark: Eiffel Tower, Île-de-France, FR"),
        ("Grand Canyon", "landmark: Grand Canyon National Park, Arizona, US"),
        ("Monument Valley, Utah", "landmark: Monument Valley, Arizona, US"),
        # the way models write
        ("**Paris**, France", "city: Paris, Île-de-France, FR"),
        ("City: Paris, Country: France", "city: Paris, Île-de-France, FR"),
        ("Uji (Kyoto Prefecture), Japan", "city: Uji, Kyoto, JP"),
        ("Kyoto, Kyoto Prefecture, Japan", "city: Kyoto, Kyoto, JP"),
        ("Kyiv/Kiev, Ukraine", "city: Kyiv, Kyiv City, UA"),
        ("Unknown (likely Lyon), France", "city: Lyon, Auvergne-Rhône-Alpes, FR"),
        ("a street in Hanoi, Vietnam", "city: Hanoi, Hanoi, VN"),
        ("Shinjuku Tokyo Japan", "city: Shinjuku, Tokyo, JP"),
        ("Unknown quarter, Kyoto, Japan", "city: Kyoto, Kyoto, JP"),
        # misspelt
        ("Huston, Texas", "city: Houston, Texas, US"),
        ("Barcelonna", "city: Barcelona, Catalonia, ES"),
        ("Philipines", "country: Philippines, , PH"),
        # real-looking but unknown: the country or region, no guess
        ("Qwertyville, France", "country: France, , FR"),
        ("Qwertyville, Texas, USA", "admin1: Texas, Texas, US"),
    ],
)
def test_texts(gazetteer: Gazetteer, text: str, expected: str) -> None:
    match = match_text(gazetteer, text)
    assert match is not None
    assert described(match.place) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Qwertyville",
        "Gotham City",
        "Wakanda",
        "Europe",
        "Somewhere in Southeast Asia",
        "Rural area",
        "Beach",
        "France and Germany",
        "Spain/Portugal",
        "Paris, France, Germany",
        "Mexico, USA",
        "Israel/Palestine",
        "Border of France and Switzerland",
        "Berlin or Vienna",
        "USSR",
        "Japan, city unknown",
        "Unknown city in Japan",
        "http://example.com",
        "48.8584, 2.2945",
        "😀",
    ],
)
def test_texts_that_name_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert match_text(gazetteer, text) is None


@pytest.mark.parametrize(
    ("country", "city", "expected"),
    [
        ("France", "", "country: France, , FR"),
        ("England", "", "admin1: England, England, GB"),
        ("Tibet", "Lhasa", "city: Lhasa, Tibet, CN"),
        ("Georgia", "Atlanta", "city: Atlanta, Georgia, US"),
        ("United States (California)", "San Diego", "city: San Diego, California, US"),
        ("Taiwan, Province of China", "Taipei", "city: Taipei, Taiwan, TW"),
        ("Congo, Democratic Republic of the", "Goma", "city: Goma, North Kivu, CD"),
        ("Irã", "Teerã", "city: Tehran, Tehran, IR"),
        ("Mexico", "Mexico", "city: Mexico City, Mexico City, MX"),
        ("United Kingdom", "Newcastle", "city: Newcastle upon Tyne, England, GB"),
        ("Indonesia", "Bali (Ubud)", "city: Ubud, Bali, ID"),
        ("Ireland", "Belfast", "city: Belfast, Northern Ireland, GB"),
        ("China", "Hong Kong", "city: Hong Kong, , HK"),
        ("Russia", "Moscow, Moscow Oblast", "city: Moscow, Moscow, RU"),
        ("France", "rural area", "country: France, , FR"),
        ("France", "Lyon or Grenoble", "country: France, , FR"),
        ("Europe", "Paris", "city: Paris, Île-de-France, FR"),
        ("unknown", "Paris", "city: Paris, Île-de-France, FR"),
        ("Saudi Arabia", "Medina", "city: Madinah, Medina Region, SA"),
        ("US", "Temple, Texas", "city: Temple, Texas, US"),
        ("USA", "Park City", "city: Park City, Utah, US"),
    ],
)
def test_fields(gazetteer: Gazetteer, country: str, city: str, expected: str) -> None:
    match = match_place(gazetteer, country=country, city=city)
    assert match is not None
    assert described(match.place) == expected


@pytest.mark.parametrize(
    ("country", "city"),
    [
        ("Canada/USA", "Toronto"),
        ("France, but could also be Belgium", "Lille"),
        ("USA", "Toronto, Canada"),
        ("Japan", "city not visible"),
        ("Westeros", "King's Landing"),
    ],
)
def test_fields_that_name_no_place(gazetteer: Gazetteer, country: str, city: str) -> None:
    assert match_place(gazetteer, country=country, city=city) is None


def test_the_region_field_chooses(gazetteer: Gazetteer) -> None:
    match = match_place(gazetteer, country="USA", city="Springfield", admin1="Illinois")
    assert match is not None
    assert match.place.admin1 == "Illinois"
    region = match_place(gazetteer, country="USA", city="", admin1="Illinois")
    assert region is not None
    assert described(region.place) == "admin1: Illinois, Illinois, US"


def test_namesakes_are_listed(gazetteer: Gazetteer) -> None:
    match = match_text(gazetteer, "Springfield, USA")
    assert match is not None
    assert match.place.admin1 == "Missouri"
    assert {"Illinois", "Massachusetts"} <= {place.admin1 for place in match.ambiguous_with}
    paris = match_text(gazetteer, "Paris")
    assert paris is not None
    assert paris.ambiguous_with == ()
    georgia = match_text(gazetteer, "Georgia")
    assert georgia is not None
    assert [described(place) for place in georgia.ambiguous_with] == [
        "admin1: Georgia, Georgia, US"
    ]
    either = match_place(gazetteer, country="France", city="Lyon or Grenoble")
    assert either is not None
    assert [place.name for place in either.ambiguous_with] == ["Lyon", "Grenoble"]


def test_every_place_names_itself(gazetteer: Gazetteer) -> None:
    for country in gazetteer.countries():
        match = match_place(gazetteer, country=country.name, city="")
        assert match is not None, country.name
        assert match.place.country_code == country.country_code


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=80))
def test_no_text_raises(gazetteer: Gazetteer, country: str, city: str, admin1: str) -> None:
    match_text(gazetteer, country)
    match_place(gazetteer, country=country, city=city, admin1=admin1)
    match_place(gazetteer, country="USA", city=city)


WORDS = st.sampled_from(
    "Paris Lyon Georgia USA Mexico City Saint San Unknown or and in of / , ( ) likely New York "
    "Oregon Tokyo Japan the N/A - Springfield Congo France rural North Hong Kong".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_no_arrangement_of_names_raises(gazetteer: Gazetteer, text: str) -> None:
    match_text(gazetteer, text)
    match_place(gazetteer, country="France", city=text)
    match_place(gazetteer, country=text, city=text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "paris, " * 1_500,
        "Paris or " * 1_200,
        "(" * 10_000,
        " " * 10_000,
        "st " * 3_300,
        "x in y " * 1_500,
        "Lyon/" * 2_000,
        "\u0301" * 10_000,
        "\ufdfa" * 10_000,
        "東京" * 5_000,
        "likely " * 1_500,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_long_texts_take_no_time(gazetteer: Gazetteer, text: str) -> None:
    started_s = time.process_time()
    for country in ("USA", "", text):
        match_place(gazetteer, country=country, city=text, admin1=text)
    match_text(gazetteer, text)
    assert time.process_time() - started_s < 4 * 0.03
