"""What Meridian is made of: its own version, and the libraries it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires, version

_DISTRIBUTION = "meridian-photos"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_LICENCE = 80
_OF_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Library:
    """A Python package that Meridian uses."""

    name: str
    version: str
    licence: str
    """As the package itself states it; empty where it does so only in a file."""


def meridian_version() -> str:
    """The version of this Meridian; ``?`` where it was never installed."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return "?"


def libraries() -> list[Library]:
    """The packages that Meridian asks for by name, by name."""
    try:
        wanted = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    found: list[Library] = []
    for requirement in wanted:
        name = _NAME.match(requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            found.append(_library(name.group()))
        except PackageNotFoundError:
            continue  # only for other systems or versions of Python
    return sorted(found, key=lambda library: library.name.casefold())


def _library(name: str) -> Library:
    about = metadata(name)
    fields = about.json
    stated = str(fields.get("license_expression") or fields.get("license") or "")
    if len(stated) > _LONGEST_LICENCE:
        stated = ""  # the whole text of the licence
    classifiers = about.get_all("Classifier") or []
    classified = [text for text in classifiers if text.startswith(_OF_CLASSIFIER)]
    if not stated and classified:
        stated = classified[0].removeprefix(_OF_CLASSIFIER)
    return Library(about["Name"], about["Version"], stated)
