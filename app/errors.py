"""Errors a user can mend, as opposed to bugs, which are left to reach the crash dialog."""

from __future__ import annotations


class AppError(Exception):
    """A failure the user can do something about.

    It is shown as it stands, in the window and on the command line alike, so all three parts are
    plain words: ``title`` names the failure in a few of them, ``message`` says what happened and to
    which file, ``hint`` says what to do next (it may be empty).
    """

    def __init__(self, *, title: str, message: str, hint: str = "") -> None:
        super().__init__(f"{title}: {message}" + (f" {hint}" if hint else ""))
        self.title = title
        self.message = message
        self.hint = hint

    def as_dict(self) -> dict[str, str]:
        """The three parts, as the ``error`` object of ``--json`` lines."""
        return {"title": self.title, "message": self.message, "hint": self.hint}
