import re
from collections import Counter

import pytest

from app.geo.coordinate import Coordinate
from app.geo.distance import great_circle_km
from trainer.postcards import world
from trainer.postcards.levels import DIFFICULTIES, Level
from trainer.postcards.reasoning import SCRIPT_WORDS
from trainer.postcards.seeds import validation_seed
from trainer.postcards.tables import cities, countries, country

SMALL = (112, 84)
LEVELS = list(Level)


def sample(count, level, kind=None, size=SMALL):
    for index in range(count):
        seed = validation_seed(index)
        yield world.draw_kind(seed, level, size, kind) if kind else world.draw(seed, level, size)


@pytest.mark.parametrize("kind", world.TRAINING_KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_same_seed_draws_the_same_scene(level, kind):
    first, again = (world.draw_kind(5, level, SMALL, kind) for _ in range(2))
    assert first.image.tobytes() == again.image.tobytes()
    assert (first.reasoning, first.entities, first.cues) == (
        again.reasoning,
        again.entities,
        again.cues,
    )
    other = world.draw_kind(6, level, SMALL, kind)
    assert first.image.tobytes() != other.image.tobytes()


def test_a_scene_is_the_same_at_every_size_of_one_aspect():
    small, large = (world.draw_kind(9, Level.EASY, size, "city") for size in (SMALL, (448, 336)))
    assert (small.city, small.reasoning) == (large.city, large.reasoning)
    shrunk = large.image.resize(SMALL).convert("L")
    pairs = zip(shrunk.tobytes(), small.image.convert("L").tobytes(), strict=True)
    assert sum(abs(a - b) for a, b in pairs) / (SMALL[0] * SMALL[1]) < 12


@pytest.mark.parametrize("size", [(224, 168), (168, 224), (168, 168), (320, 120)])
def test_pictures_have_the_size_asked_for(size):
    for kind in world.TRAINING_KINDS:
        image = world.draw_kind(3, Level.MEDIUM, size, kind).image
        assert image.size == size
        assert image.mode == "RGB"


@pytest.mark.parametrize("level", LEVELS)
def test_in_a_sign_scene_only_the_sign_tells_the_country(level):
    for card in sample(20, level, "sign"):
        assert card.cues["tld"] == country(card.country_code).tld
        assert "flag" not in card.cues
        assert card.kind == "country"


def test_every_city_can_be_drawn_at_every_level():
    for index, city in enumerate(cities()):
        level = LEVELS[index % 3]
        card = world.draw_city(validation_seed(index), level, SMALL, city)
        assert (card.city, card.country_code, card.kind) == (city.name, city.country_code, "city")
        assert card.cues["landmark"] == city.name
        assert card.entities[0] == city.landmark
        centre, taken = (
            Coordinate(city.lat_deg, city.lon_deg),
            Coordinate(card.lat_deg, card.lon_deg),
        )
        assert 0 < great_circle_km(centre, taken) < 20


@pytest.mark.parametrize("level", LEVELS)
def test_every_country_can_be_told_without_a_landmark(level):
    for index, home in enumerate(countries()):
        card = world.draw_country(validation_seed(index), level, SMALL, home)
        assert (card.country, card.city, card.kind) == (home.name, "", "country")
        assert card.cues.get("flag") == home.code or card.cues.get("tld") == home.tld
        assert "landmark" not in card.cues
        assert card.reasoning.startswith("No landmark.")


@pytest.mark.parametrize("level", [Level.EASY, Level.MEDIUM])
def test_plain_levels_show_the_landmark(level):
    for index, city in enumerate(cities()[::4]):
        home = country(city.country_code)
        scene = world.compose_visible(validation_seed(index), level, SMALL, home, city)
        assert scene.landmark_share >= DIFFICULTIES[level].least_visible >= 0.75


@pytest.mark.parametrize("level", LEVELS)
def test_entities_and_reasoning_say_the_same(level):
    for card in sample(60, level):
        spoken = card.reasoning.lower()
        for entity in card.entities:
            assert entity.lower() in spoken
        assert len(card.reasoning.split()) <= 45


@pytest.mark.parametrize("level", LEVELS)
def test_the_reasoning_names_nothing_that_is_not_visible(level):
    for card in sample(90, level):
        cues, spoken = card.cues, card.reasoning
        for city in cities():
            if city.name != cues.get("landmark"):
                assert f"Landmark: {city.landmark}." not in spoken
        domains = set(re.findall(r"(?:Sign|poster) \.(\w+)", spoken))
        assert domains <= {cues.get("tld"), cues.get("poster")}
        assert ("flag: " in spoken) == ("flag" in cues)
        assert ("plate" in spoken) == ("plate" in cues)
        assert ("coach" in spoken) == ("coach" in cues)
        for phrase in SCRIPT_WORDS.values():
            if phrase in spoken:
                assert cues["script"] in SCRIPT_WORDS


@pytest.mark.parametrize("level", [Level.EASY, Level.MEDIUM])
def test_plain_levels_never_mislead(level):
    for card in sample(60, level):
        assert not {"coach", "poster"} & card.cues.keys()


def test_hard_scenes_sometimes_mislead():
    cards = list(sample(60, Level.HARD, "city"))
    assert any({"coach", "poster"} & card.cues.keys() for card in cards)


def test_unknown_scenes_have_no_answer():
    for kind in ("cueless", "nonpostcard"):
        for card in sample(20, Level.EASY, kind):
            assert not card.localizable
            assert (card.country, card.country_code, card.city) == ("", "", "")
            assert (card.lat_deg, card.lon_deg) == (None, None)
            assert not card.entities
            assert not card.cues


def test_one_scene_in_five_cannot_be_placed(monkeypatch):
    drawn = Counter()
    monkeypatch.setattr(world, "draw_kind", lambda seed, level, size, kind: drawn.update([kind]))
    for index in range(4000):
        world.draw(validation_seed(index), Level.EASY, SMALL)
    unknown = (drawn["cueless"] + drawn["nonpostcard"]) / 4000
    assert 0.18 < unknown < 0.22


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="holiday"):
        world.draw_kind(1, Level.EASY, SMALL, "holiday")


def test_nothing_is_told_by_color_in_grey():
    flag_alone = next(
        scene
        for scene in sample(200, Level.HARD, "country")
        if "flag" in scene.cues and "tld" not in scene.cues
    )
    without = world.in_grey(flag_alone)
    assert (without.localizable, without.country, without.entities) == (False, "", ())
    city = next(scene for scene in sample(50, Level.EASY, "city") if "flag" in scene.cues)
    grey = world.in_grey(city)
    assert (grey.city, grey.country) == (city.city, city.country)
    assert "flag" not in grey.reasoning
    red, green, blue = grey.image.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_signs_stay_in_view_in_long_pictures():
    home = country("FI")
    readable: list[int] = []
    for size in ((224, 168), (336, 112)):
        scenes = [world.compose_visible(seed, Level.EASY, size, home, None) for seed in range(12)]
        assert all("tld" in scene.cues or "flag" in scene.cues for scene in scenes)
        readable.append(sum("tld" in scene.cues for scene in scenes))
    assert min(readable) >= 8
