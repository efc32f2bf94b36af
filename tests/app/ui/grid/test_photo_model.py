import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.library.records import PhotoState, PhotoSummary
from app.ui.grid import photo_model
from app.ui.grid.company import Company
from app.ui.grid.photo_filter import Group, PhotoFilter, SortOrder, groups_of
from app.ui.grid.photo_model import PhotoModel
from tests.app.ui.grid.conftest import MakePhoto

pytestmark = pytest.mark.gui

FAIL = QAbstractItemModelTester.FailureReportingMode.Warning


def shown(model: PhotoModel) -> list[int]:
    return [model.photo(row).id for row in range(model.rowCount())]


def test_rows_are_in_order_and_can_be_found(qapp: QCoreApplication, make_photo: MakePhoto) -> None:
    model = PhotoModel()
    model.set_photos([make_photo(number) for number in (10, 9, 2)])
    assert shown(model) == [2, 9, 10]
    assert [model.row_of(number) for number in (2, 9, 10, 11)] == [0, 1, 2, None]
    assert model.rows_of([10, 77, 2]) == [0, 2]


def test_a_change_of_looks_touches_one_row(
    qapp: QCoreApplication, qtbot: QtBot, make_photo: MakePhoto
) -> None:
    model = PhotoModel()
    model.set_photos([make_photo(number, PhotoState.NEW) for number in range(5)])
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.upsert([make_photo(3, PhotoState.RUNNING)])
    assert changed.args is not None
    assert (changed.args[0].row(), changed.args[1].row()) == (3, 3)
    assert model.photo(3).state is PhotoState.RUNNING


def test_the_same_again_changes_nothing(
    qapp: QCoreApplication, qtbot: QtBot, make_photo: MakePhoto
) -> None:
    model = PhotoModel()
    model.set_photos([make_photo(1)])
    with qtbot.assertNotEmitted(model.dataChanged):
        model.upsert([make_photo(1)])


def test_a_photo_leaves_the_filter_when_it_no_longer_passes(
    qapp: QCoreApplication, make_photo: MakePhoto
) -> None:
    model = PhotoModel()
    model.set_photos([make_photo(number, PhotoState.NEW) for number in range(3)])
    model.set_filter(PhotoFilter(group=Group.LOCATED))
    assert shown(model) == []
    model.upsert([make_photo(1)])
    assert shown(model) == [1]
    model.upsert([make_photo(1, PhotoState.FAILED, problem="x")])
    assert shown(model) == []
    assert model.total == 3


def test_new_words_are_found_and_old_ones_are_not(
    qapp: QCoreApplication, make_photo: MakePhoto
) -> None:
    model = PhotoModel()
    model.set_photos([make_photo(1, reasoning="A palm."), make_photo(2)])
    model.set_filter(PhotoFilter(words=("palm",)))
    assert shown(model) == [1]
    model.upsert([make_photo(1, reasoning="A fir."), make_photo(2, reasoning="A palm.")])
    assert shown(model) == [2]


def test_preparing_a_search_does_not_keep_old_words(
    qapp: QCoreApplication, qtbot: QtBot, make_photo: MakePhoto, monkeypatch
) -> None:
    monkeypatch.setattr(photo_model, "_FOLDED_AT_ONCE", 1)
    model = PhotoModel()
    model.set_photos([make_photo(number, reasoning="A palm.") for number in range(4)])
    model.prepare_search()
    model.upsert([make_photo(1, reasoning="A fir."), make_photo(9, reasoning="A fir.")])
    model.remove([2])
    for _ in range(8):
        qapp.processEvents()
    model.set_filter(PhotoFilter(words=("fir",)))
    assert shown(model) == [1, 9]


def test_copies_are_counted_by_content(qapp: QCoreApplication, make_photo: MakePhoto) -> None:
    model = PhotoModel()
    same = [make_photo(number, fingerprint="same") for number in range(3)]
    unreadable = [make_photo(number, PhotoState.FAILED, fingerprint="") for number in (3, 4)]
    model.set_photos([*same, *unreadable])
    assert model.company(same[0]) == Company(copies=3, alike=3)
    assert model.company(unreadable[0]) == Company()
    model.remove([0])
    assert model.company(same[1]).size == 2


def test_photos_that_share_an_answer_are_counted_with_the_one_asked_about(
    qapp: QCoreApplication, make_photo: MakePhoto
) -> None:
    model = PhotoModel()
    asked, copy = (make_photo(number, fingerprint="asked") for number in (0, 1))
    alone = [make_photo(number) for number in (2, 3)]
    model.set_photos([asked, copy, *alone])
    repainted: list[int] = []
    model.dataChanged.connect(lambda first, last: repainted.append(last.row() - first.row() + 1))
    sharing = make_photo(2, stack="asked")
    model.upsert([sharing])
    assert repainted[-1] == 4  # the others say another number now
    for photo in (asked, copy, sharing):
        assert model.company(photo).size == 3
    assert "One of 3 photos that look alike" in model.data(
        model.index(0), Qt.ItemDataRole.AccessibleTextRole
    )
    model.upsert([alone[0]])
    assert model.company(alone[0]) == Company()
    assert "One of 2 copies" in model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)


def test_names_cannot_mislead(qapp: QCoreApplication, make_photo: MakePhoto) -> None:
    model = PhotoModel()
    names = ["evil\u202egpj.exe", "two\nlines.jpg", "\udcff.jpg", "<b>x<b>.jpg", "😀" * 60]
    model.set_photos([make_photo(number, path=Path(name)) for number, name in enumerate(names)])
    for row in range(model.rowCount()):
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            text = model.data(model.index(row), role)
            text.encode()
            assert "\u202e" not in text
            assert "<b>" not in text or role is not Qt.ItemDataRole.ToolTipRole
        assert "\n" not in model.data(model.index(row))


@pytest.mark.parametrize("many", [3, 10**9])
@settings(max_examples=60)
@given(data=st.data())
def test_any_way_of_changing_ends_as_if_begun_anew(
    qapp: QCoreApplication, make_photo: MakePhoto, many: int, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(photo_model, "_MANY", many)
        model = PhotoModel()
        tester = QAbstractItemModelTester(model, FAIL)
        _change_at_random(model, make_photo, random.Random(data.draw(st.integers(0, 2**32))))
        fresh = PhotoModel()
        fresh.set_order(model.order)
        fresh.set_filter(model.filter)
        photos = list(model.everything())
        fresh.set_photos(photos)
        assert shown(model) == shown(fresh)
        assert [model.row_of(photo.id) for photo in photos] == [
            fresh.row_of(photo.id) for photo in photos
        ]
        for group in Group:
            assert model.counts[group] == fresh.counts[group]
        assert [model.company(photo) for photo in photos] == [
            fresh.company(photo) for photo in photos
        ]
        del tester


def _change_at_random(model: PhotoModel, make_photo: MakePhoto, draw: random.Random) -> None:
    for _ in range(12):
        match draw.randrange(5):
            case 0 | 1 | 2:
                model.upsert([_any_photo(make_photo, draw) for _ in range(draw.randrange(6))])
            case 3:
                model.remove([draw.randrange(8) for _ in range(draw.randrange(4))])
            case _:
                model.set_order(draw.choice(list(SortOrder)))
                words = draw.choice([(), ("paris",)])
                model.set_filter(PhotoFilter(group=draw.choice(list(Group)), words=words))


def _any_photo(make_photo: MakePhoto, draw: random.Random) -> PhotoSummary:
    photo = make_photo(
        draw.randrange(8),
        draw.choice(list(PhotoState)),
        confidence=draw.choice([None, 0.2, 0.7]),
        city=draw.choice([None, "Paris", "Oslo"]),
        country=draw.choice([None, "France", "Norway"]),
        taken_at=draw.choice([None, "2020-02-02T10:00:00"]),
        fingerprint=draw.choice(["", "a", "b"]),
        stack=draw.choice(["", "", "a"]),
        tagged=draw.random() < 0.3,
    )
    assert groups_of(photo)
    return photo
