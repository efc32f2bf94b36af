"""The four filters: what each lets pass, and that the first one to object decides."""

from __future__ import annotations

import dataclasses

import pytest

from app.geo.coordinate import Coordinate
from app.geo.gazetteer import Gazetteer, Place
from app.geo.matching import match_place
from tests.trainer.curation.teacher_server import RULES
from trainer.curation.opinions import Garbage, Opinion
from trainer.curation.verify import (
    Evidence,
    GpsOpinion,
    PlacedOpinion,
    Truth,
    Verdict,
    is_refused_by_all,
    verify,
)

PARIS = Coordinate(48.857, 2.352)
REASONING = "Zinc roofs, wrought-iron balconies and a tall tower stand along the river."
SEEN = {"house": 0.4, "tower": 0.1, "river": 0.1, "sky": 0.4}


@pytest.fixture
def place(gazetteer: Gazetteer):
    def find(country: str, city: str) -> Place | None:
        match = match_place(gazetteer, country=country, city=city)
        return match.place if match else None

    return find


@pytest.fixture
def say(place):
    def opinion(country: str = "France", city: str = "Paris", **changes: object) -> PlacedOpinion:
        values: dict[str, object] = {
            "teacher": "qwen",
            "reasoning": REASONING,
            "country": country,
            "city": city,
            "localizability": 0.9,
            "listed": (),
        }
        found = place(country, city) if country else None
        return PlacedOpinion(Opinion(**(values | changes)), found)  # pyright: ignore[reportArgumentType]

    return opinion


@pytest.fixture
def good(say) -> Evidence:
    return Evidence(
        truth=Truth("FR", PARIS, is_country_enough=False),
        opinions=(say(), say(teacher="internvl")),
        gps=GpsOpinion(Coordinate(48.9, 2.4), 0.3),
        seen=SEEN,
    )


def verdict(evidence: Evidence) -> Verdict:
    return verify(evidence, RULES).verdict


def test_what_all_agree_on_is_kept(good: Evidence) -> None:
    assert verdict(good) is Verdict.KEPT


def test_garbage_comes_first(good: Evidence) -> None:
    evidence = dataclasses.replace(good, opinions=(*good.opinions, Garbage("x", "cut off")))
    fate = verify(evidence, RULES)
    assert fate.verdict is Verdict.GARBAGE and fate.reason == "x: cut off"


def test_localizability(good: Evidence, say) -> None:
    def with_second(**changes: object) -> Verdict:
        second = say(**changes)
        return verdict(dataclasses.replace(good, opinions=(good.opinions[0], second)))

    assert with_second(localizability=0.49) is Verdict.NOT_LOCALIZABLE
    assert with_second(localizability=0.5) is Verdict.KEPT
    assert with_second(localizability=None) is Verdict.KEPT
    assert with_second(country="", city="", localizability=None) is Verdict.NOT_LOCALIZABLE
    unsure = dataclasses.replace(good, gps=GpsOpinion(PARIS, 0.09))
    assert verdict(unsure) is Verdict.NOT_LOCALIZABLE


def test_agreement_with_the_truth(good: Evidence, say) -> None:
    def with_second(country: str, city: str) -> Verdict:
        second = say(country, city)
        return verdict(dataclasses.replace(good, opinions=(good.opinions[0], second)))

    assert with_second("France", "Lyon") is Verdict.WRONG_PLACE
    assert with_second("Belgium", "Brussels") is Verdict.WRONG_PLACE
    assert with_second("France", "") is Verdict.WRONG_PLACE
    assert with_second("France", "Versailles") is Verdict.KEPT  # 17 km off
    assert with_second("Atlantis", "Poseidonis") is Verdict.WRONG_PLACE
    assert verdict(dataclasses.replace(good, truth=None)) is Verdict.WRONG_PLACE
    far = dataclasses.replace(good, gps=GpsOpinion(Coordinate(45.76, 4.83), 0.3))
    assert verdict(far) is Verdict.WRONG_PLACE


def test_a_true_city_over_a_border_is_wrong(say, good: Evidence) -> None:
    """Kehl faces Strasbourg: 6 km away, and another country."""
    evidence = dataclasses.replace(
        good,
        truth=Truth("FR", Coordinate(48.583, 7.745), is_country_enough=False),
        opinions=(say("Germany", "Kehl"),),
    )
    assert verdict(dataclasses.replace(evidence, gps=None)) is Verdict.WRONG_PLACE


def test_of_a_country_the_country_is_enough(say, good: Evidence) -> None:
    truth = Truth("FR", None, is_country_enough=True)
    evidence = dataclasses.replace(good, truth=truth, opinions=(say(city=""), say()), gps=None)
    assert verdict(evidence) is Verdict.KEPT
    middle = dataclasses.replace(truth, coordinate=Coordinate(46.2, 2.2))
    sure = dataclasses.replace(evidence, truth=middle, opinions=(say(city=""), say(city="")))
    assert verdict(sure) is Verdict.KEPT
    assert verdict(dataclasses.replace(evidence, truth=middle)) is Verdict.WRONG_PLACE


def test_agreement_of_places(good: Evidence, say) -> None:
    """Both within 25 km of the truth, and more than 25 km apart."""
    versailles, east = say("France", "Versailles"), say("France", "Meaux", teacher="internvl")
    truth = Truth("FR", Coordinate(48.88, 2.46), is_country_enough=False)
    apart = dataclasses.replace(good, truth=truth, opinions=(versailles, east))
    fate = verify(apart, dataclasses.replace(RULES, max_error_km=40))
    assert fate.verdict is Verdict.DISAGREEMENT and "too far apart" in fate.reason


def test_agreement_with_the_gps_teacher(good: Evidence) -> None:
    elsewhere = dataclasses.replace(good, gps=GpsOpinion(Coordinate(47.5, 2.4), 0.3))  # 150 km
    rules = dataclasses.replace(RULES, max_gps_disagreement_km=100)
    assert verify(elsewhere, RULES).verdict is Verdict.KEPT
    assert verify(elsewhere, rules).verdict is Verdict.DISAGREEMENT


def test_agreement_of_reasons(good: Evidence, say) -> None:
    other = say(reasoning="Cars keep to the right and the plates are white.", teacher="internvl")
    fate = verify(dataclasses.replace(good, opinions=(good.opinions[0], other)), RULES)
    assert fate.verdict is Verdict.DISAGREEMENT and "other reasons" in fate.reason


def test_confirmation_of_entities(good: Evidence) -> None:
    assert verdict(dataclasses.replace(good, seen={"sky": 1.0})) is Verdict.UNCONFIRMED
    assert verdict(dataclasses.replace(good, seen={"tower": 0.009})) is Verdict.UNCONFIRMED
    half = dataclasses.replace(good, seen={"house": 0.5})  # roofs and balconies, not the tower
    assert verify(half, RULES).verdict is Verdict.KEPT
    strict = dataclasses.replace(RULES, min_confirmed_share=1.0)
    fate = verify(half, strict)
    assert fate.verdict is Verdict.UNCONFIRMED and "tower" in fate.reason


def test_one_well_confirmed_reasoning_is_enough(good: Evidence, say) -> None:
    liar = say(reasoning=REASONING + " Camels and flags and buses are there.", teacher="liar")
    strict = dataclasses.replace(RULES, min_confirmed_share=0.9)
    for opinions in ((liar, good.opinions[0]), (good.opinions[0], liar)):
        evidence = dataclasses.replace(good, opinions=opinions)
        assert verify(evidence, strict).verdict is Verdict.KEPT


def test_what_was_not_looked_for_is_not_held_against_it(good: Evidence) -> None:
    assert verdict(dataclasses.replace(good, gps=None, seen=None)) is Verdict.KEPT


def test_the_first_filter_decides(good: Evidence, say) -> None:
    """Wrong in every way: each filter that is passed hands it to the next."""
    bad = say("Peru", "Lima", localizability=0.1, reasoning="Llamas and flags on a mountain.")
    everything = Evidence(
        Truth("FR", PARIS, is_country_enough=False),
        (good.opinions[0], bad),
        GpsOpinion(PARIS, 0.0),
        {"sky": 1.0},
    )
    steps = []
    rules = RULES
    for loosened in (
        {"min_localizability": 0.0, "min_gps_confidence": 0.0},
        {"max_error_km": 1e9},
        {},
    ):
        steps.append(verify(everything, rules).verdict)
        rules = dataclasses.replace(rules, **loosened)
    assert steps == [Verdict.NOT_LOCALIZABLE, Verdict.WRONG_PLACE, Verdict.WRONG_PLACE]


def test_refused_by_all(good: Evidence, say) -> None:
    silent = say("", "", localizability=0.0)
    assert is_refused_by_all(dataclasses.replace(good, opinions=(silent, silent)))
    assert not is_refused_by_all(dataclasses.replace(good, opinions=(silent, say())))
    assert not is_refused_by_all(dataclasses.replace(good, opinions=(silent, Garbage("x", "y"))))
