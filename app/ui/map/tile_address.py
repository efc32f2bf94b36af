"""The address of a server of map tiles, as the user gives it."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.errors import AppError

PLACEHOLDERS = ("{z}", "{x}", "{y}")
"""What stands for zoom, column and row of a tile."""
_LOCAL_HOSTS = ("127.0.0.1", "localhost")


def check_template(url_template: str) -> None:
    """Refuse an address that is not one of picture tiles by https.

    Raises:
        AppError: it is not.
    """
    parts = urlsplit(url_template)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL_HOSTS)
    has_placeholders = all(placeholder in parts.path for placeholder in PLACEHOLDERS)
    if is_safe and parts.hostname and has_placeholders and "{" not in parts.netloc:
        return
    raise AppError(
        title="This is no address of map tiles",
        message=f"{url_template!r} does not start with https:// or lacks {{z}}, {{x}} or {{y}}.",
        hint="An address looks like https://tiles.example.org/{z}/{x}/{y}.png.",
    )


def host_of(url_template: str) -> str:
    """The host that would be asked, to name it in the question of consent."""
    return urlsplit(url_template).hostname or ""


def is_address(source: str) -> bool:
    """Whether a map is meant to come from a server, and not from a file."""
    return source.startswith(("https://", "http://"))
