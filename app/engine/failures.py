"""What is said when the model fails, in words for the person at the screen."""

from __future__ import annotations

from app.contract.manifest import ModelPackage
from app.errors import AppError


class EngineUnusableError(AppError):
    """No photo can be looked at with this model; the fault is not the photo's."""


def cannot_load(package: ModelPackage, reason: str) -> EngineUnusableError:
    """The files are there but llama.cpp refuses them, or the process cannot be started."""
    return EngineUnusableError(
        title="Model cannot be loaded",
        message=f"{package.manifest.title} in {package.folder}: {reason}.",
        hint="Choose another model or get this one again; where none can be loaded, install "
        "Meridian again.",
    )


def keeps_stopping(package: ModelPackage, how: str, said: str) -> EngineUnusableError:
    """The process died several times without an answer in between."""
    return EngineUnusableError(
        title="The model keeps stopping",
        message=f"{package.manifest.title} stopped several times without an answer "
        f"(the last time: {how})." + (f" It said: {said}" if said else ""),
        hint="It may need more memory than is free. Close other programs or choose a smaller "
        "model.",
    )


def stopped_at_photo(how: str) -> AppError:
    """The process died at this photo twice, the second time with no other at work."""
    return AppError(
        title="The model stopped while looking at this photo",
        message=f"It was tried twice ({how}).",
        hint="Other photos are not affected. Save a smaller copy of this one and try that.",
    )


def refused(reason: str) -> AppError:
    """The process works but cannot answer about this photo."""
    return AppError(
        title="The model cannot look at this photo", message=f"{reason[:1].upper()}{reason[1:]}."
    )
