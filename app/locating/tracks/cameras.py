"""Which camera took a photo, and whether the file is its original at all.

Only originals say when and where a camera was: a screenshot is made at home, a scan has the time of
the scanner, an edited export may have lost its time, a forwarded picture was taken by another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.library.records import Photo


class Kind(StrEnum):
    """What a file is, as far as its name and metadata tell."""

    ORIGINAL = "original"
    SCREENSHOT = "screenshot"
    SCAN = "scan"
    EDITED = "edited"
    FORWARDED = "forwarded"
    NO_CAMERA = "no camera"


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera; equal means the same one.

    ``folder`` is set only where neither serial number nor owner is known: two such photos may come
    from two cameras of one kind, and nothing is told from one to another of different folders.
    """

    make: str
    model: str
    serial_number: str
    owner: str
    folder: str = ""

    @property
    def is_certain(self) -> bool:
        """Whether two photos with this camera surely come from one camera, or one owner's."""
        return bool(self.serial_number or self.owner)

    @property
    def name(self) -> str:
        """Make and model for people; the make only where the model does not repeat it."""
        if self.model.lower().startswith(self.make.lower().split(" ")[0]):
            return self.model
        return f"{self.make} {self.model}".strip()


_SCREENSHOT = re.compile(
    r"(?i)screen[ _-]?(?:shot|cap|grab)|bildschirm(?:foto|aufnahme)|captura|capture d.?[ée]cran|"
    r"schermafbeelding|zrzut ekranu|スクリーンショット|截屏|截图|屏幕截图"
)
_FORWARDED = re.compile(
    r"(?i)^(?:img|vid)-\d{8}-wa\d+|^whatsapp |^fb_img_|^received_\d|^signal-\d{4}|"
    r"^photo_\d{4}-\d\d-\d\d|^telegram|^snapchat-|^viber|^mmexport\d+|^line_\d"
)
_EDITED_NAME = re.compile(
    r"(?i)(?:[-_ (]|^)(?:edit(?:ed)?|bearbeitet|modifi[ée]|editado|hdr_export|collage|cover|pano_"
    r"export)(?:[-_ )\d]|$)"
)
_EDITING_SOFTWARE = re.compile(
    r"(?i)photoshop|lightroom|gimp|snapseed|affinity|capture one|darktable|rawtherapee|dxo|luminar|"
    r"picasa|paint|pixelmator|photoscape|canva|vsco|instagram|facetune|topaz|digikam|imagemagick|"
    r"irfanview|acdsee|on1 |picsart|photopea|krita|hugin|aperture"
)
_SCANNING = re.compile(
    r"(?i)\bscan|vuescan|silverfast|perfection|photosmart|officejet|coolscan|opticfilm|epson v\d|"
    r"camscanner|office lens"
)


def kind_of(photo: Photo) -> Kind:
    """What the file is; anything not clearly a camera's own file is no original."""
    stem, software = photo.path.stem, photo.software or ""
    device = f"{photo.make or ''} {photo.model or ''}"
    if _SCREENSHOT.search(stem) or _SCREENSHOT.search(software):
        return Kind.SCREENSHOT
    if _FORWARDED.search(stem):
        return Kind.FORWARDED
    if _SCANNING.search(software) or _SCANNING.search(device):
        return Kind.SCAN
    if not photo.model:
        return Kind.NO_CAMERA
    if _EDITED_NAME.search(stem) or _EDITING_SOFTWARE.search(software):
        return Kind.EDITED
    return Kind.ORIGINAL


def camera_of(photo: Photo) -> Camera | None:
    """The camera that took an original; None for every other kind of file."""
    return device_of(photo) if kind_of(photo) is Kind.ORIGINAL else None


def device_of(photo: Photo) -> Camera:
    """The camera that the file names, whether or not the file is that camera's original."""
    serial_number = _told(photo.serial_number)
    owner = "" if serial_number else _told(photo.owner).casefold()
    return Camera(
        make=photo.make or "",
        model=photo.model or "",
        serial_number=serial_number,
        owner=owner,
        folder="" if serial_number or owner else str(photo.path.parent),
    )


_SAYS_NOTHING: Final = re.compile(r"^[0\W_]*$|(?i:^(?:unknown|none|n/?a|owner|default|user)$)")


def _told(text: str | None) -> str:
    """A serial number or name, empty where a camera filled the field with nothing."""
    stripped = (text or "").strip()
    return "" if _SAYS_NOTHING.search(stripped) else stripped
