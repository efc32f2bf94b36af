"""What is said when a remote engine fails, in words for the person at the screen.

No text here contains the key: whatever a server said is stripped of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, cast

from app.engine.failures import EngineUnusableError
from app.errors import AppError

_SAID_CHARS: Final = 200
_NOTHING_LOST: Final = "Nothing is lost: photos without an answer wait."


class PassingError(Exception):
    """A weakness of the server that may be over soon."""

    def __init__(self, reason: str, *, wait_s: float = 0.0, is_unreachable: bool = False) -> None:
        super().__init__(reason)
        self.wait_s = wait_s
        """How long the server asks to be left alone."""
        self.is_unreachable = is_unreachable
        """No connection came about, so it was not the photo's fault."""


def no_address(text: str) -> AppError:
    """What was given is no address; it may contain a key, so it is not repeated."""
    return AppError(
        title="This is no address of a server",
        message="An address starts with http:// or https:// and names a host. It holds no user "
        "name, password or question mark.",
        hint="It looks like http://localhost:8000/v1. A key has a field of its own.",
    )


def no_key() -> AppError:
    """What was given as key could not even be sent; it is not repeated."""
    return AppError(
        title="This is no key",
        message="A key consists of letters, digits and signs of ASCII, without line breaks.",
        hint="Copy it again.",
    )


def not_served(host: str, name: str, served: Sequence[str]) -> EngineUnusableError:
    """The server works, but with other models."""
    there = ", ".join(served) or "no model"
    return EngineUnusableError(
        title="The server has another model" if name else "Which model?",
        message=f"{host} serves {there}" + (f", not {name}." if name else "."),
        hint="Choose one of the models that are served there." if served else "Start one there.",
    )


def unreachable(host: str, error: Exception) -> EngineUnusableError:
    """No connection comes about."""
    return EngineUnusableError(
        title="The server cannot be reached",
        message=f"{host} does not answer ({_words(str(error)) or type(error).__name__}).",
        hint=f"Check that it runs and that its address is right, then go on. {_NOTHING_LOST}",
    )


def refused(host: str, status: int, said: str, key: str) -> EngineUnusableError:
    """The server wants nothing to do with us, whatever the photo."""
    hints = {
        401: "Check the key.",
        403: "Check the key.",
        404: "Check the address; it usually ends in /v1.",
        405: "Check the address; it usually ends in /v1.",
    }
    if 300 <= status < 400:
        reason, hint = "it sends on to another address", "Give the address it sends on to."
    else:
        reason, hint = _reason(said, key), hints.get(status, "See what the server's log says.")
    return EngineUnusableError(
        title="The server refuses",
        message=f"{host} answers with status {status}: {reason}.",
        hint=f"{hint} {_NOTHING_LOST}",
    )


def rejected(host: str, status: int, said: str, key: str) -> AppError:
    """The server does not want this photo."""
    return AppError(
        title="The server cannot look at this photo",
        message=f"{host} answers with status {status}: {_reason(said, key)}.",
        hint="See what the server's log says. Other photos are not affected.",
    )


def garbage(host: str, said: str, key: str) -> EngineUnusableError:
    """Somebody answers, but not a server of models."""
    return EngineUnusableError(
        title="The server answers something else",
        message=f"{host} does not answer as a server of models does: {_words(said, key)}",
        hint="Check the address; it usually ends in /v1.",
    )


def misunderstood(host: str, said: str, key: str) -> AppError:
    """About this photo, the server said nothing that can be read."""
    return AppError(
        title="The server's answer cannot be read",
        message=f"{host} said: {_words(said, key) or 'nothing'}",
        hint="Locate the photo again later.",
    )


def took_too_long(host: str, deadline_s: float) -> AppError:
    """No whole answer within the photo's time."""
    return AppError(
        title="The server took too long",
        message=f"{host} gave no whole answer within {deadline_s:.0f} s.",
        hint="Have fewer photos under way at a time, or see whether the server is busy with "
        "something else.",
    )


def kept_failing(host: str, reason: str, key: str) -> AppError:
    """The server failed at this photo whenever it was tried."""
    return AppError(
        title="The server failed",
        message=f"{host} failed several times: {_words(reason, key)}.",
        hint="See what the server's log says, and locate the photo again later.",
    )


def gives_no_answers(host: str, last: AppError) -> EngineUnusableError:
    """Photo after photo failed and none was answered: the fault is not theirs."""
    return EngineUnusableError(
        title="The server gives no answers",
        message=f"{host} failed at one photo after the other. {last.message}",
        hint=f"{last.hint} {_NOTHING_LOST}",
    )


def _reason(said: str, key: str) -> str:
    """The server's own words, out of the JSON that they usually come in."""
    try:
        data: Any = json.loads(said)
        error: Any = cast("dict[str, Any]", data).get("error", cast("object", data))
        message = cast("dict[str, Any]", error).get("message") or error
    except (ValueError, AttributeError):
        message = said
    return _words(str(cast("object", message)), key).rstrip(".") or "no reason is given"


def _words(text: str, key: str = "") -> str:
    shown = text.replace(key, "…") if key else text
    return " ".join(shown.split())[:_SAID_CHARS]
