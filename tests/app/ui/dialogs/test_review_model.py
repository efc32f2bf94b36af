from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.geo.coordinate import Coordinate
from app.library.journal import WriteKind
from app.metadata.position import PlaceNames, Position, Provenance
from app.tagging.choice import PlaceLevel
from app.tagging.plan import PlannedWrite, Skip, SkipKind, Target
from app.tagging.proposal import Proposal
from app.tagging.writer import ExpectedFile
from app.ui.dialogs.review_model import ACTION, CONFIDENCE, FILE, NOTE, PLACE, ReviewModel, Shown

pytestmark = pytest.mark.gui
CHECK = Qt.ItemDataRole.CheckStateRole


def proposal(
    number: int,
    name: str,
    city: str = "Lisbon",
    confidence: float | None = 0.9,
    *,
    source: str = "model",
    sidecar: bool = False,
    skip: Skip | None = None,
) -> Proposal:
    path = Path("photos") / name
    position = Position(
        Coordinate(38.7, -9.1),
        12_000,
        PlaceNames("Portugal", "PT", "Region", city),
        Provenance(source, confidence=confidence),
    )
    kind = WriteKind.SIDECAR if sidecar else WriteKind.PHOTO
    plan = skip or PlannedWrite(
        path,
        position,
        "sidecar" if sidecar else "written",
        (Target(kind, path, exists=True),),
        replace_names=False,
    )
    return Proposal(number, path, position, plan, ExpectedFile(1000, 0))


ROWS = [
    proposal(1, "b.jpg", "Lisbon", 0.9),
    proposal(2, "a.png", "Porto", 0.6, sidecar=True),
    proposal(3, "C.jpg", "Faro", 0.2),
    proposal(4, "d.jpg", source="user", confidence=None),
    proposal(5, "e.jpg", skip=Skip("it already has a position", SkipKind.HAS_POSITION)),
]


@pytest.fixture
def model(qapp) -> ReviewModel:
    model = ReviewModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(ROWS)
    return model


def column(model: ReviewModel, number: int) -> list[str]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_what_happens_to_each_photo(model: ReviewModel) -> None:
    assert column(model, FILE) == ["b.jpg", "a.png", "C.jpg", "d.jpg", "e.jpg"]
    assert column(model, ACTION) == [
        "Into the photo",
        "Sidecar beside it",
        "Skipped",
        "Into the photo",
        "Skipped",
    ]
    assert column(model, CONFIDENCE)[:4] == ["90 %", "60 %", "20 %", "given by you"]
    assert column(model, NOTE)[2] == "Not sure enough."
    counts = model.counts()
    assert (counts.in_file, counts.beside, counts.skipped, counts.total) == (2, 1, 2, 5)


def test_the_bar_moves(model: ReviewModel) -> None:
    model.set_min_confidence(0.95)
    assert model.counts().to_write == 1
    model.set_min_confidence(0.0)
    assert model.counts().to_write == 4
    model.set_shown(Shown.SKIPPED)
    model.set_min_confidence(0.95)
    assert column(model, FILE) == ["b.jpg", "a.png", "C.jpg", "e.jpg"]


def test_names_stop_at_the_level(model: ReviewModel) -> None:
    assert column(model, PLACE)[0] == "Lisbon, Portugal"
    model.set_level(PlaceLevel.COUNTRY)
    assert column(model, PLACE)[0] == "Somewhere in Portugal"
    assert all(request.position.names.city == "" for request in model.requests())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (FILE, ["a.png", "b.jpg", "C.jpg", "d.jpg", "e.jpg"]),
        (PLACE, ["C.jpg", "b.jpg", "d.jpg", "e.jpg", "a.png"]),
        (CONFIDENCE, ["C.jpg", "a.png", "b.jpg", "e.jpg", "d.jpg"]),
    ],
)
def test_sorting(model: ReviewModel, number: int, expected: list[str]) -> None:
    model.sort(number, Qt.SortOrder.AscendingOrder)
    assert column(model, FILE) == expected
    model.sort(-1)
    assert column(model, FILE) == ["b.jpg", "a.png", "C.jpg", "d.jpg", "e.jpg"]


def test_rows_are_left_out_and_stay_so(model: ReviewModel) -> None:
    assert model.setData(model.index(0, FILE), Qt.CheckState.Unchecked.value, CHECK)
    assert column(model, ACTION)[0] == "Left out"
    assert [request.path.name for request in model.requests()] == ["a.png", "d.jpg"]
    # Looking at the files again, with another policy, keeps the owner's choice.
    model.show([replace(row) for row in ROWS])
    assert model.index(0, FILE).data(CHECK) == Qt.CheckState.Unchecked
    assert model.counts().left_out == 1


def test_a_skipped_row_cannot_be_chosen(model: ReviewModel) -> None:
    assert model.index(4, FILE).data(CHECK) is None
    assert not model.flags(model.index(4, FILE)) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.setData(model.index(4, FILE), Qt.CheckState.Checked.value, CHECK)
    model.toggle([4])
    assert model.counts().left_out == 0


def test_toggling_evens_out_first(model: ReviewModel) -> None:
    model.toggle([0])
    model.toggle([0, 1, 4])
    assert model.counts().left_out == 0
    model.toggle([0, 1])
    assert model.counts().left_out == 2


def test_all_and_none_concern_what_is_looked_at(model: ReviewModel) -> None:
    model.set_shown(Shown.SKIPPED)
    model.select_all(selected=False)
    assert model.counts().to_write == 3
    model.set_shown(Shown.WRITTEN)
    model.select_all(selected=False)
    assert model.counts().to_write == 0
    model.select_all(selected=True)
    assert model.counts().to_write == 3


def test_the_batch_is_named_after_its_places(model: ReviewModel) -> None:
    assert model.label() == "Lisbon, Portugal; Porto, Portugal"
    model.set_min_confidence(0.0)
    assert model.label() == "Lisbon, Portugal; Porto, Portugal and more"


def test_names_that_would_mislead_are_made_harmless(qapp) -> None:
    model = ReviewModel()
    name = "\u202egpj.exe\n<b>" + "x" * 240
    model.show([proposal(1, name)])
    index = model.index(0, FILE)
    assert index.data() == "\ufffdgpj.exe <b>" + "x" * 240
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "\u202e" not in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_twenty_thousand_rows(qapp) -> None:
    model = ReviewModel()
    model.show(
        [
            proposal(number, f"IMG_{number:05}.jpg", f"Town {number % 300}", (number % 100) / 100)
            for number in range(20_000)
        ]
    )
    assert model.counts().to_write == 10_000
    model.sort(PLACE)
    model.set_min_confidence(0.9)
    model.set_shown(Shown.WRITTEN)
    assert model.rowCount() == 2_000
    assert len(model.requests()) == 2_000
