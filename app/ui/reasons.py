"""Why a photo is not written, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.tagging.plan import Skip, SkipKind
from app.ui.plain_text import one_line

translate = QCoreApplication.translate


def skip_words(skip: Skip) -> str:
    """A sentence for the usual reasons; the finding itself for the rare ones."""
    known = {
        SkipKind.NOT_LOCATED: translate("Reasons", "It has not been located yet."),
        SkipKind.NOT_LOCALIZABLE: translate("Reasons", "It cannot be placed."),
        SkipKind.NOT_CALIBRATED: translate(
            "Reasons", "How sure the model is was never measured. 0 % writes it anyway."
        ),
        SkipKind.COUNTRY_ONLY: translate("Reasons", "Only the country is known."),
        SkipKind.NOT_SURE: translate("Reasons", "Not sure enough."),
        SkipKind.HAS_POSITION: translate("Reasons", "It already has a position."),
        SkipKind.CHANGED: translate("Reasons", "The file has changed since it was located."),
        SkipKind.PROTECTED: translate("Reasons", "The file is write-protected."),
        SkipKind.NO_SIDECARS: translate(
            "Reasons", "This kind of file is not written into, and sidecars are switched off."
        ),
    }
    found = known.get(skip.kind)
    if found is not None:
        return found
    reason = one_line(skip.reason)
    return reason[:1].upper() + reason[1:] + ("" if reason.endswith(".") else ".")
