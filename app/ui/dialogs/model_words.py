"""What a model is good for and what it costs, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.contract.manifest import Evaluation
from app.ui.detail import words
from app.ui.dialogs.model_shelf import Shelf, ShelfModel

translate = QCoreApplication.translate
# GLOBE 7B as Q4_K_M with an F16 vision part, by `app.modelstore.memory`, for its largest photos.
_LARGE_MEMORY_BYTES = 7_200_000_000
_LARGE_DISK_BYTES = 6_100_000_000
_QUALITY_KM = 25.0
_GIGABYTE = 1_000_000_000


def size_words(size_bytes: int) -> str:
    """Bytes for people."""
    digits = 1 if size_bytes >= _GIGABYTE else 0
    return QLocale().formattedDataSize(size_bytes, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def is_for_photographs(model: ShelfModel) -> bool:
    """Whether it is more than the starter model that ships."""
    return model.package is not None and not model.installed.built_in


def advice(shelf: Shelf, in_use: str) -> str:
    """What to do on this computer, in a few sentences."""
    real = [model for model in shelf.models if is_for_photographs(model)]
    if not real:
        return _advice_to_get_one(shelf)
    used = next((model for model in real if model.installed.name == in_use), None)
    fitting = [model for model in real if model.fits]
    if used is not None and used.fits:
        return translate("Models", "{model} is in use, and this computer has room for it.").format(
            model=_title(used)
        )
    if fitting:
        best = max(fitting, key=lambda model: model.size_bytes)
        return translate(
            "Models", "Use {model}: it is for photographs, and this computer has room for it."
        ).format(model=_title(best))
    smallest = min(real, key=lambda model: model.size_bytes)
    return translate(
        "Models",
        "{model} needs more memory than is free now. Close other programs, or add a smaller "
        "version of it.",
    ).format(model=_title(smallest))


def _advice_to_get_one(shelf: Shelf) -> str:
    first = translate(
        "Models", "To locate photographs, add a model that was made for them, such as GLOBE 7B."
    )
    free = shelf.free_memory_bytes
    if free is None:
        return first
    if free < _LARGE_MEMORY_BYTES:
        second = translate(
            "Models",
            "It needs about {needed} of free memory, and this computer has {free} now: it would "
            "be very slow here unless other programs are closed.",
        )
    elif shelf.free_disk_bytes < _LARGE_DISK_BYTES:
        second = translate(
            "Models",
            "This computer has the memory for it, but too little room on the disk: {disk_needed} "
            "are needed, {disk_free} are free.",
        )
    else:
        second = translate(
            "Models",
            "This computer has {free} of free memory, enough for the version called Q4_K_M "
            "(about {needed}).",
        )
    second = second.format(
        needed=size_words(_LARGE_MEMORY_BYTES),
        free=size_words(free),
        disk_needed=size_words(_LARGE_DISK_BYTES),
        disk_free=size_words(shelf.free_disk_bytes),
    )
    return translate("Models", "{first} {second}").format(first=first, second=second)


def quality_words(evaluation: Evaluation | None) -> str:
    """How good it was found to be; empty where nobody measured."""
    if evaluation is None:
        return translate("Models", "How good it is was never measured.")
    shares = dict(evaluation.accuracy_at_km())
    if _QUALITY_KM in shares:
        text = translate("Models", "Right within 25 km for {share} of {count} photos ({dataset}).")
        share = words.percent(shares[_QUALITY_KM])
    else:
        text = translate("Models", "Tested with {count} pictures: {dataset}.")
        share = ""
    return text.format(
        share=share, count=QLocale().toString(evaluation.n), dataset=evaluation.dataset
    )


def cost_words(model: ShelfModel) -> str:
    """Memory, and the time of an answer where it is known."""
    sentences: list[str] = []
    need = model.need
    if need is not None:
        if need.available_bytes is None:
            text = translate("Models", "Needs about {needed} of memory.")
        elif need.fits:
            text = translate("Models", "Needs about {needed} of memory; {free} are free.")
        else:
            text = translate(
                "Models",
                "Needs about {needed} of memory, but only {free} are free: it would be very slow.",
            )
        sentences.append(
            text.format(
                needed=size_words(need.total_bytes), free=size_words(need.available_bytes or 0)
            )
        )
    if model.seconds is not None:
        text = translate("Models", "A quick answer took about {seconds} s here.")
        digits = 1 if model.seconds < 10 else 0
        sentences.append(text.format(seconds=QLocale().toString(model.seconds, "f", digits)))
    return " ".join(sentences)


def fact_words(model: ShelfModel) -> str:
    """Name, kind and licence in one line."""
    package = model.package
    if package is None:
        return ""
    manifest = package.manifest
    is_calibrated = manifest.calibration is not None
    facts = (
        model.installed.name,
        manifest.quantization,
        size_words(model.size_bytes),
        translate("Models", "sureness measured")
        if is_calibrated
        else translate("Models", "sureness not measured"),
        manifest.licence,
    )
    return " · ".join(facts)


def _title(model: ShelfModel) -> str:
    return model.package.manifest.title if model.package else model.installed.name
