"""A whole curation against two real endpoints: the funnel, going on, and what is refused."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from app.errors import AppError
from app.geo.coordinate import Coordinate
from tests.trainer.curation.teacher_server import (
    RULES,
    Sent,
    TeacherServer,
    answer,
    photo,
    teacher,
)
from trainer.curation import pipeline
from trainer.curation.journal import Journal
from trainer.curation.settings import (
    CurationConfig,
    GpsSettings,
    SegmentationSettings,
    SplitSettings,
)
from trainer.curation.verify import GpsOpinion, Verdict
from trainer.data.rows import Row, check_rows, read_rows, write_rows
from trainer.data.splits import Isolation

Serve = Callable[..., TeacherServer]

PARIS = ("France", "Paris", 48.857, 2.352)
GOOD = answer("France", "Paris")
OTHER_REASONS = "Cars keep to the right and white licence plates hang below."
REFUSAL = answer("unknown", "unknown", "Just a plain wall, nothing to go by.", 0.05, "wall")

# What both teachers say of the photos of the hand-made set, and what must become of them.
SCRIPT: dict[int, tuple[str, str, Verdict]] = {
    0: (GOOD, GOOD, Verdict.KEPT),
    1: (GOOD, answer("France", "Versailles"), Verdict.KEPT),
    2: ("Sorry, I cannot help.", GOOD, Verdict.GARBAGE),
    3: (GOOD, GOOD.replace("localizability: 0.9", ""), Verdict.GARBAGE),
    4: (REFUSAL, REFUSAL, Verdict.NOT_LOCALIZABLE),
    5: (GOOD, answer("France", "Paris", score=0.3), Verdict.NOT_LOCALIZABLE),
    6: (GOOD, answer("Belgium", "Brussels"), Verdict.WRONG_PLACE),
    7: (answer("Peru", "Lima"), answer("Peru", "Lima"), Verdict.WRONG_PLACE),
    8: (GOOD, answer("France", "Paris", OTHER_REASONS), Verdict.DISAGREEMENT),
    9: (GOOD, GOOD, Verdict.KEPT),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The scripted photos, one that cannot be decoded, and one corrupt row."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    lines = ["IMG_ID,country,city,LAT,LON,AUTHOR"]
    for number in SCRIPT:
        (pictures / f"{number}.jpg").write_bytes(photo(number))
        lines.append(f"{number}.jpg,France,Paris,48.857,2.352,ann")
    (pictures / "cut.jpg").write_bytes(photo(0)[:300])
    lines += ["cut.jpg,France,Paris,48.857,2.352,ann", "9.jpg,France,Paris,91,2,ann"]
    table = pictures / "data.csv"
    table.write_text("\n".join(lines), "utf-8")
    return table


@pytest.fixture
def two(serve: Serve) -> tuple[TeacherServer, TeacherServer]:
    return serve(lambda number: SCRIPT[number][0]), serve(lambda number: SCRIPT[number][1])


@pytest.fixture
def config(
    data: Path, tmp_path: Path, two: tuple[TeacherServer, TeacherServer], gazetteer_path: Path
) -> CurationConfig:
    return CurationConfig(
        data=data,
        images=None,
        out=tmp_path / "out",
        gazetteer=gazetteer_path,
        limit=None,
        max_unreadable_share=0.2,
        teachers=(teacher(two[0].url, "qwen"), teacher(two[1].url, "internvl")),
        gps=None,
        segmentation=None,
        rules=RULES,
        splits=None,
    )


def funnel(config: CurationConfig) -> dict[str, int]:
    steps = json.loads((config.out / "funnel.json").read_text("utf-8"))["steps"]
    return {step["verdict"]: step["dropped"] for step in steps if step["dropped"]}


def test_the_funnel_of_a_hand_made_set(config: CurationConfig) -> None:
    census = pipeline.curate(config)
    expected = {
        "corrupt": 1,
        "unreadable": 1,
        "garbage": 2,
        "not localizable": 2,
        "wrong place": 2,
        "disagreement": 1,
    }
    assert funnel(config) == expected
    assert census.verdicts.total() == 12
    assert census.verdicts[Verdict.KEPT] == 3
    steps = census.funnel()
    assert [step.left for step in steps] == [11, 10, 10, 8, 6, 4, 3, 3]
    assert census.countries == {"France": 3}
    with Journal(config.out / "journal.sqlite", data=str(config.data)) as journal:
        for number, (_, _, verdict) in SCRIPT.items():
            fate = journal.fate(f"{number}.jpg")
            assert fate is not None and fate.verdict is verdict, (number, fate)


def test_what_is_kept(config: CurationConfig) -> None:
    pipeline.curate(config)
    rows = read_rows(config.out / "curated.parquet")
    assert [row.id for row in rows] == ["0.jpg", "1.jpg", "9.jpg"]
    check_rows(rows, needs=("country", "city", "lat_deg", "reasoning", "entities", "author"))
    assert {(row.country, row.city, row.lat_deg, row.lon_deg) for row in rows} == {PARIS}
    assert rows[0].reasoning.startswith("Red roofs") and "<" not in rows[0].reasoning
    assert rows[0].entities == ("roofs", "tower", "street sign")
    (refused,) = read_rows(config.out / "unlocalizable.parquet")
    assert refused.id == "4.jpg" and not refused.localizable
    assert (refused.country, refused.lat_deg, refused.entities) == ("", None, ())
    assert "plain wall" in refused.reasoning


def test_a_second_run_asks_nobody(
    config: CurationConfig, two: tuple[TeacherServer, TeacherServer]
) -> None:
    pipeline.curate(config)
    before = (config.out / "curated.parquet").read_bytes()
    asked = [list(server.asked) for server in two]
    for server in two:
        server.close()
    pipeline.curate(config)
    assert (config.out / "curated.parquet").read_bytes() == before
    assert [server.asked for server in two] == asked


def test_other_thresholds_need_no_teacher(
    config: CurationConfig, two: tuple[TeacherServer, TeacherServer]
) -> None:
    pipeline.curate(config)
    for server in two:
        server.close()
    rules = dataclasses.replace(RULES, min_localizability=0.2, min_reasoning_similarity=0.0)
    pipeline.curate(dataclasses.replace(config, rules=rules))
    kept = [row.id for row in read_rows(config.out / "curated.parquet")]
    assert kept == ["0.jpg", "1.jpg", "5.jpg", "8.jpg", "9.jpg"]


def test_a_photograph_without_an_answer_is_asked_about_again(
    config: CurationConfig, two: tuple[TeacherServer, TeacherServer]
) -> None:
    two[1].behaviour = lambda number: Sent(500) if number == 9 else SCRIPT[number][1]
    assert pipeline.curate(config).verdicts[Verdict.UNANSWERED] == 1
    for server in two:
        server.asked.clear()
    two[1].behaviour = lambda number: SCRIPT[number][1]
    census = pipeline.curate(config)
    assert census.verdicts[Verdict.UNANSWERED] == 0
    assert census.verdicts[Verdict.KEPT] == 3
    assert (two[0].asked, two[1].asked) == ([], [9])


def test_a_dying_teacher_stops_the_run_and_loses_nothing(
    config: CurationConfig, two: tuple[TeacherServer, TeacherServer]
) -> None:
    two[1].behaviour = lambda number: SCRIPT[number][1] if len(two[1].asked) <= 4 else Sent(503)
    dying = dataclasses.replace(config.teachers[1], give_up_after=2)
    config = dataclasses.replace(config, teachers=(config.teachers[0], dying))
    with pytest.raises(AppError, match="internvl"):
        pipeline.curate(config)
    answered = two[1].asked[:4]
    two[1].behaviour = lambda number: SCRIPT[number][1]
    two[1].asked.clear()
    assert pipeline.curate(config).verdicts[Verdict.KEPT] == 3
    assert sorted(two[1].asked + answered) == sorted(SCRIPT)
    assert len(two[0].asked) <= len(SCRIPT) + config.teachers[0].concurrency


class SeesTowers:
    """A segmentation model that shows a roof everywhere and a tower on the first photo only."""

    witness = "segmentation:stub"

    def __init__(self) -> None:
        self.pictures = 0

    def see(self, pictures: list[Image.Image]) -> list[dict[str, float]]:
        first = self.pictures == 0
        self.pictures += len(pictures)
        shares = [{"house": 0.5} for _ in pictures]
        if first:
            shares[0]["tower"] = 0.2
        return shares


class LooksAtParis:
    """A GPS teacher that is far off once."""

    def __init__(self) -> None:
        self.pictures = 0

    def locate(self, pictures: list[Image.Image]) -> list[GpsOpinion]:
        opinions = [GpsOpinion(Coordinate(48.9, 2.3), 0.5) for _ in pictures]
        if self.pictures == 0:
            opinions[1] = GpsOpinion(Coordinate(40.4, -3.7), 0.5)
        self.pictures += len(pictures)
        return opinions


def test_gps_and_segmentation_see_what_is_left(
    config: CurationConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    eyes, gps = SeesTowers(), LooksAtParis()
    monkeypatch.setattr(pipeline, "_segmenter", lambda _: eyes)
    monkeypatch.setattr(pipeline, "_gps_teacher", lambda _: gps)
    config = dataclasses.replace(
        config,
        gps=GpsSettings("cpu", 4),
        segmentation=SegmentationSettings("stub", "cpu", 2),
    )
    pipeline.curate(config)
    assert gps.pictures == 10, "every photo that can be read"
    assert eyes.pictures == 2, "only what three filters left"
    assert funnel(config)["wrong place"] == 3
    assert funnel(config)["unconfirmed"] == 1
    (kept,) = read_rows(config.out / "curated.parquet")
    assert kept.id == "0.jpg"
    assert kept.entities == ("roofs", "tower"), "no street sign was seen"
    pipeline.curate(config)
    assert (gps.pictures, eyes.pictures) == (10, 2)


def test_names_come_from_positions_and_positions_from_names(
    config: CurationConfig, tmp_path: Path
) -> None:
    table = tmp_path / "half.parquet"

    def row(number: int, **changes: object) -> Row:
        values: dict[str, object] = {
            "id": str(number),
            "image": photo(number),
            "country": "",
            "city": "",
            "lat_deg": None,
            "lon_deg": None,
            "localizable": True,
            "reasoning": "",
            "entities": (),
            "author": "",
            "source": "x",
        }
        return Row(**(values | changes))  # pyright: ignore[reportArgumentType]

    write_rows(
        [row(0, lat_deg=48.857, lon_deg=2.352), row(9, country="France", city="Paris")], table
    )
    pipeline.curate(dataclasses.replace(config, data=table, out=tmp_path / "half"))
    first, second = read_rows(tmp_path / "half" / "curated.parquet")
    assert (first.country, first.city) == ("France", "Paris")
    assert second.lat_deg == pytest.approx(48.85, abs=0.02)
    assert isinstance(second.image, bytes)


def test_the_data_card_shows_everything_in_one_file(config: CurationConfig) -> None:
    pipeline.curate(config)
    html = (config.out / "card.html").read_text("utf-8")
    assert "http://" not in html and "https://" not in html and 'src="data:' in html
    for words in ("disagreement", "qwen", "France", "Paris, France", "min_localizability", "ours"):
        assert words in html
    with Image.open(config.out / "samples.jpg") as sheet:
        assert sheet.width > 1000


@pytest.mark.parametrize("limit", [None, 3])
def test_a_limit_takes_the_first_rows(config: CurationConfig, limit: int | None) -> None:
    census = pipeline.curate(dataclasses.replace(config, limit=limit))
    assert census.verdicts.total() == (limit or 12)


def test_parts_are_written_where_wanted(config: CurationConfig) -> None:
    loose = Isolation(max_hash_distance=0, same_author=False, near_km=0)
    splits = SplitSettings({"train": 1.0}, loose, (), seed=0)
    census = pipeline.curate(dataclasses.replace(config, splits=splits))
    assert census.parts == {"train": 3, "leaks": 0}
    train, curated = (read_rows(config.out / f"{name}.parquet") for name in ("train", "curated"))
    assert train == curated
    assert "Parts" in (config.out / "card.html").read_text("utf-8")


class TestPreflight:
    """All of this is said before a single question is asked."""

    @pytest.fixture(autouse=True)
    def nobody_was_asked(self, two: tuple[TeacherServer, TeacherServer]):
        yield
        assert [server.asked for server in two] == [[], []]

    def refuse(self, config: CurationConfig, match: str) -> None:
        with pytest.raises(AppError, match=match):
            pipeline.curate(config)

    def test_missing_pictures(self, config: CurationConfig, tmp_path: Path) -> None:
        self.refuse(
            dataclasses.replace(config, images=tmp_path),
            r"12 of 12 rows(.|\n)*row 0\.jpg(.|\n)*does not exist",
        )

    def test_missing_table(self, config: CurationConfig, tmp_path: Path) -> None:
        self.refuse(dataclasses.replace(config, data=tmp_path / "no.csv"), r"no\.csv")

    def test_ids_that_occur_twice(self, config: CurationConfig, data: Path) -> None:
        data.write_text(data.read_text("utf-8") + "\n0.jpg,France,Paris,48.8,2.3,ann", "utf-8")
        self.refuse(config, "occurs twice")

    def test_no_rows(self, config: CurationConfig, tmp_path: Path) -> None:
        table = tmp_path / "empty.parquet"
        pq.write_table(pa.table({"id": pa.array([], pa.string())}), table)
        self.refuse(dataclasses.replace(config, data=table), "no rows")

    def test_an_endpoint_that_is_not_there(
        self, config: CurationConfig, two: tuple[TeacherServer, TeacherServer]
    ) -> None:
        two[1].close()
        self.refuse(config, "internvl at http")

    def test_a_benchmark_that_is_not_there(self, config: CurationConfig, tmp_path: Path) -> None:
        strict = Isolation(max_hash_distance=6, same_author=True, near_km=1)
        splits = SplitSettings({"train": 1.0}, strict, (tmp_path / "none.csv",), seed=0)
        self.refuse(dataclasses.replace(config, splits=splits), r"none\.csv")

    def test_a_full_disk(self, config: CurationConfig, monkeypatch: pytest.MonkeyPatch) -> None:
        usage = type("usage", (), {"free": 1_000_000})
        monkeypatch.setattr("trainer.curation.preflight.shutil.disk_usage", lambda _: usage)
        self.refuse(config, "Disk too small")

    def test_a_segmentation_model_that_is_not_there(
        self, config: CurationConfig, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing(settings: SegmentationSettings) -> None:
            raise AppError(title="Segmentation model not usable", message=settings.model)

        monkeypatch.setattr(pipeline, "_segmenter", missing)
        wanted = SegmentationSettings("none", "cpu", 2)
        self.refuse(dataclasses.replace(config, segmentation=wanted), "Segmentation model")
