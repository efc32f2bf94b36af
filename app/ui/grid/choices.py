"""What there is to choose from in the narrower filters, with how many photos each would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.library.records import PhotoSummary
from app.ui.detail.words import percent
from app.ui.grid.photo_filter import NO_DATE
from app.ui.plain_text import one_line

Choice = tuple[str, object]
"""A label, and the value of the `PhotoFilter` field that it stands for."""

_CONFIDENCES: Final = (0.9, 0.75, 0.5, 0.25)

translate = QCoreApplication.translate


def confidences(_photos: Iterable[PhotoSummary]) -> Iterator[Choice]:
    """For `PhotoFilter.min_confidence`."""
    for least in _CONFIDENCES:
        label = translate("FilterBar", "{share} or more")
        yield label.format(share=percent(least)), least


def countries(photos: Iterable[PhotoSummary]) -> Iterator[Choice]:
    """For `PhotoFilter.country`, by name."""
    found = Counter(photo.country for photo in photos if photo.country)
    for country in sorted(found):
        yield _counted(one_line(country), found[country]), country


def dates(photos: Iterable[PhotoSummary]) -> Iterator[Choice]:
    """For `PhotoFilter.taken`: years, each followed by its months, and photos without a date."""
    found = Counter((photo.taken_at or "")[:7] for photo in photos)
    undated = found.pop("", 0)
    years = Counter[str]()
    for month, count in found.items():
        years[month[:4]] += count
    for year in sorted(years, reverse=True):
        yield _counted(one_line(year), years[year]), year
        for month in sorted(month for month in found if month.startswith(year)):
            yield _counted(_month_name(month), found[month]), month
    if undated:
        yield _counted(translate("FilterBar", "Without date"), undated), NO_DATE


def folders(photos: Iterable[PhotoSummary]) -> Iterator[Choice]:
    """For `PhotoFilter.folder`: the folders that hold photos, by path."""
    found = Counter(str(photo.path.parent) for photo in photos)
    for folder in sorted(found):
        yield _counted(one_line(folder), found[folder]), folder


def number(count: int) -> str:
    """A count in the user's digits."""
    return QLocale().toString(count)


def _counted(label: str, count: int) -> str:
    return translate("FilterBar", "{label} ({count})").format(label=label, count=number(count))


def _month_name(month: str) -> str:
    """``2024-07`` as the language has it, indented below its year; other text as it stands."""
    date = QDate.fromString(month, "yyyy-MM")
    name = QLocale().toString(date, "MMMM yyyy") if date.isValid() else one_line(month)
    return f"    {name}"
