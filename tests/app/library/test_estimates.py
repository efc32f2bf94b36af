from pathlib import Path

import pytest

from app.geo.coordinate import Coordinate
from app.library.database import Database
from app.library.estimates import EstimateRepository
from app.library.records import Estimate, EstimateSource, ScannedPhoto
from app.library.repository import Repository

LISBON = Coordinate(38.72, -9.14)


def of(photo_id: int, source: EstimateSource, radius_km: float = 1.0) -> Estimate:
    return Estimate(photo_id, source, LISBON, radius_km, 0.9, "because")


@pytest.fixture
def database(tmp_path: Path):
    database = Database(tmp_path / "a.sqlite")
    photos = [ScannedPhoto(Path(f"/a/{n}.jpg"), 1, 1, f"f{n}") for n in range(3)]
    Repository(database).store_scanned(photos)
    yield database
    database.close()


def test_the_most_trusted_source_of_each_photo_wins(database: Database) -> None:
    estimates = EstimateRepository(database)
    stored = [
        of(1, EstimateSource.NEIGHBOUR),
        of(1, EstimateSource.GPX),
        of(1, EstimateSource.ALBUM),
        of(2, EstimateSource.ALBUM),
    ]
    estimates.replace({(one.photo_id, one.source): one for one in stored})
    best = estimates.best([1, 2, 3])
    assert {photo: one.source for photo, one in best.items()} == {1: "gpx", 2: "album"}
    assert estimates.best() == best


def test_what_replace_returns_undoes_it_exactly(database: Database) -> None:
    estimates = EstimateRepository(database)
    first, second = of(1, EstimateSource.ALBUM, 5.0), of(1, EstimateSource.ALBUM, 9.0)
    fresh = of(2, EstimateSource.ALBUM)
    estimates.replace({(1, EstimateSource.ALBUM): first})
    undo = estimates.replace({(1, EstimateSource.ALBUM): second, (2, EstimateSource.ALBUM): fresh})
    assert estimates.best([1, 2]) == {1: second, 2: fresh}
    redo = estimates.replace(undo)
    assert estimates.best([1, 2]) == {1: first}
    estimates.replace(redo)
    assert estimates.best([1, 2]) == {1: second, 2: fresh}


def test_all_estimates_of_one_kind_go_at_once_and_come_back(database: Database) -> None:
    estimates = EstimateRepository(database)
    stored = [of(1, EstimateSource.ALBUM), of(2, EstimateSource.ALBUM), of(2, EstimateSource.GPX)]
    estimates.replace({(one.photo_id, one.source): one for one in stored})
    removed = estimates.remove_all(EstimateSource.ALBUM)
    assert {photo: one.source for photo, one in estimates.best([1, 2]).items()} == {2: "gpx"}
    estimates.replace(removed)
    assert set(estimates.best([1, 2])) == {1, 2}


def test_a_forgotten_photo_takes_its_estimates_along(database: Database) -> None:
    estimates = EstimateRepository(database)
    estimates.replace({(1, EstimateSource.GPX): of(1, EstimateSource.GPX)})
    Repository(database).remove_photos([1])
    assert estimates.best([1]) == {}
