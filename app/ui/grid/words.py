"""What tiles, tool tips and screen readers say of a photo."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication

from app.library.records import PhotoState, PhotoSummary
from app.ui.detail.words import coordinates, percent
from app.ui.grid.company import Company
from app.ui.plain_text import one_line
from app.ui.theme import HIGH_CONFIDENCE, MEDIUM_CONFIDENCE

translate = QCoreApplication.translate


def file_name(photo: PhotoSummary) -> str:
    """The file's name, safe to show."""
    return one_line(photo.path.name) or one_line(os.fspath(photo.path))


def place(photo: PhotoSummary) -> tuple[str, str]:
    """The place as what is printed large and what follows it: ("Lisbon", "Portugal").

    Without a place, what there is to say instead, and nothing.
    """
    if photo.coordinate is None:
        return without_place(photo), ""
    city, country = one_line(photo.city or ""), one_line(photo.country or "")
    if city:
        return city, country
    if country:
        return country, ""
    return coordinates(photo.coordinate, photo.radius_km or 1.0, is_estimate=True), ""


def without_place(photo: PhotoSummary) -> str:
    """Why a photo shows no place, in a word or two."""
    return {
        PhotoState.NEW: translate("Grid", "Not located yet"),
        PhotoState.QUEUED: translate("Grid", "Waiting"),
        PhotoState.RUNNING: translate("Grid", "Looking…"),
        PhotoState.NOT_LOCALIZABLE: translate("Grid", "Cannot be placed"),
        PhotoState.FAILED: translate("Grid", "Failed"),
    }.get(photo.state, translate("Grid", "No position"))


def share(photo: PhotoSummary) -> str:
    """The confidence of an estimate as a number; empty where there is none."""
    if photo.coordinate is None or photo.confidence is None or not photo.is_estimate:
        return ""
    return percent(photo.confidence)


def standing(photo: PhotoSummary) -> str:
    """How a photo stands, in a sentence without its full stop."""
    if photo.state is PhotoState.FAILED:
        return translate("Grid", "Failed: {reason}").format(reason=one_line(photo.problem or ""))
    if photo.coordinate is None:
        return without_place(photo)
    if photo.state is PhotoState.RUNNING:
        return translate("Grid", "Looked at again")
    if photo.state is PhotoState.QUEUED:
        return translate("Grid", "Waiting for another look")
    if photo.source == "user":
        return translate("Grid", "Position given by you")
    if not photo.is_estimate:
        return translate("Grid", "GPS position in the photo")
    if photo.confidence is None:
        return translate("Grid", "Estimated, confidence not calibrated")
    if photo.confidence >= HIGH_CONFIDENCE:
        sentence = translate("Grid", "Estimated, high confidence, {share}")
    elif photo.confidence >= MEDIUM_CONFIDENCE:
        sentence = translate("Grid", "Estimated, medium confidence, {share}")
    else:
        sentence = translate("Grid", "Estimated, low confidence, {share}")
    return sentence.format(share=percent(photo.confidence))


def spoken(photo: PhotoSummary, company: Company) -> str:
    """A photo in one line, as screen readers say it."""
    return ". ".join([*_sentences(photo, company), file_name(photo)])


def hint(photo: PhotoSummary, company: Company) -> str:
    """The tool tip: the same in lines, with the whole path."""
    return "\n".join([*_sentences(photo, company), one_line(os.fspath(photo.path))])


def _sentences(photo: PhotoSummary, company: Company) -> list[str]:
    sentences: list[str] = []
    if photo.coordinate is not None:
        title, country = place(photo)
        sentences.append(f"{title}, {country}" if country else title)
    sentences.append(standing(photo))
    if photo.tagged:
        sentences.append(translate("Grid", "Written to the file"))
    if company.alike > company.copies:
        alike = translate("Grid", "One of {count} photos that look alike and share an answer")
        sentences.append(alike.format(count=company.alike))
    elif company.copies > 1:
        sentences.append(translate("Grid", "One of {count} copies").format(count=company.copies))
    return sentences
