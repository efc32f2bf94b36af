import math
from dataclasses import replace

import pytest

from app.contract.confidence import Calibration, Token
from app.contract.image import PixelLimits
from app.contract.manifest import Evaluation, FileRecord, Manifest
from app.contract.prompt import CONTRACT_VERSION, GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.contract.verdict import judge
from app.geo.gazetteer import Gazetteer, Level

CALIBRATED = Manifest(
    name="toy",
    title="Toy",
    scope="",
    licence="",
    base_model="",
    quantization="F16",
    contract_version=CONTRACT_VERSION,
    prompt=GLOBE_PROMPT,
    image=PixelLimits(3136, 100_352),
    sampling=Sampling(),
    model=FileRecord("", 0),
    mmproj=FileRecord("", 0),
    calibration=Calibration((-4.0, 0.0), (0.1, 0.9), (3000.0, 8.0), 0.5),
)


def sample(country: str, city: str, logprob: float = 0.0, unknown: float = 0.001) -> list[Token]:
    return [
        Token("<think>because</think>", -0.5, -9),
        Token("<answer>", 0.0, -9),
        Token("country:", 0.0, -9),
        Token(f" {country}", logprob, math.log(unknown)),
        Token(f"\ncity: {city}", 0.0, -9),
        Token("</answer>", 0.0, -9),
    ]


def test_one_sure_answer(gazetteer: Gazetteer) -> None:
    verdict = judge([sample("France", "Paris")], CALIBRATED, gazetteer)
    assert verdict.place is not None
    assert (verdict.place.name, verdict.place.country_code) == ("Paris", "FR")
    assert verdict.confidence == pytest.approx(0.9)
    assert verdict.radius_km is not None
    assert verdict.radius_km >= 8
    assert verdict.localizability == pytest.approx(0.999)
    assert verdict.reasoning == "because"
    assert [weight for _, weight in verdict.candidates] == [1.0]


def test_a_less_sure_answer_has_a_wider_radius(gazetteer: Gazetteer) -> None:
    sure = judge([sample("France", "Paris")], CALIBRATED, gazetteer)
    unsure = judge([sample("France", "Paris", logprob=-3)], CALIBRATED, gazetteer)
    assert (unsure.confidence or 1) < (sure.confidence or 0)
    assert (unsure.radius_km or 0) > (sure.radius_km or 0)


@pytest.mark.parametrize(
    "tokens",
    [
        sample("unknown", "unknown", unknown=0.98),
        sample("Atlantis", "Poseidonis"),  # names no place
        sample("France", "Paris", unknown=0.6),  # more likely than not it would have refused
        [Token("!!!!!!", -1.0, -9)],
        [],
    ],
)
def test_what_cannot_be_placed(gazetteer: Gazetteer, tokens: list[Token]) -> None:
    verdict = judge([tokens], CALIBRATED, gazetteer)
    assert verdict.place is None
    assert verdict.radius_km is None
    assert verdict.confidence is None
    assert verdict.candidates == ()


def test_a_country_alone_covers_the_country_and_claims_little(gazetteer: Gazetteer) -> None:
    verdict = judge([sample("Brazil", "unknown")], CALIBRATED, gazetteer)
    assert verdict.place is not None
    assert verdict.place.level is Level.COUNTRY
    assert (verdict.radius_km or 0) > 1000
    assert (verdict.confidence or 0) < 0.05


def test_without_calibration_nothing_is_claimed(gazetteer: Gazetteer) -> None:
    plain = replace(CALIBRATED, calibration=None)
    verdict = judge([sample("France", "Paris")], plain, gazetteer)
    assert verdict.confidence is None
    assert (verdict.radius_km or 0) > 20_000
    published = replace(
        plain,
        evaluation=Evaluation("x", 1, {"accuracy_at_25_km": 0.6, "accuracy_at_2500_km": 0.95}),
    )
    verdict = judge([sample("France", "Paris")], published, gazetteer)
    assert 25 < (verdict.radius_km or 0) < 2500


def test_votes_for_other_places_lower_the_confidence_and_widen_the_radius(
    gazetteer: Gazetteer,
) -> None:
    samples = [sample("France", "Paris")] * 3 + [sample("Germany", "Berlin")]
    verdict = judge(samples, CALIBRATED, gazetteer)
    assert verdict.place is not None
    assert verdict.place.name == "Paris"
    assert verdict.confidence == pytest.approx(0.9 * 3 / 4)
    assert (verdict.radius_km or 0) > 850  # as far as Berlin
    assert [(place.name, weight) for place, weight in verdict.candidates] == [
        ("Paris", 0.75),
        ("Berlin", 0.25),
    ]


def test_a_majority_of_refusals_wins(gazetteer: Gazetteer) -> None:
    samples = [sample("unknown", "unknown", unknown=0.9)] * 2 + [sample("France", "Paris")]
    verdict = judge(samples, CALIBRATED, gazetteer)
    assert verdict.place is None
    assert [(place.name, round(weight, 2)) for place, weight in verdict.candidates] == [
        ("Paris", 0.33)
    ]


def test_no_samples_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no samples"):
        judge([], CALIBRATED, None)  # pyright: ignore[reportArgumentType]
