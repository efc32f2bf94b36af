"""A server that speaks OpenAI's chat interface: where it is, and which model it is asked for."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, urlsplit

from app.contract.manifest import FileRecord, Manifest
from app.contract.presets import Preset
from app.contract.prompt import CONTRACT_VERSION
from app.engine.remote_failures import no_address, no_key

DEFAULT_REQUESTS: Final = 8
MOST_REQUESTS: Final = 48
"""As many photos as a run of the pipeline has under way: more would make no difference there."""
DEFAULT_PRESET: Final = "globe-7b"
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the user has to say of a server before photos are sent there.

    Raises:
        AppError: The address is none (see `read_address`), or the key cannot be one.
        ValueError: ``requests`` is below 1.
    """

    address: str
    """Base URL, such as ``https://gpu.example.org/v1``, as `read_address` returns it."""
    model: str
    """The name the model is served under."""
    key: str = field(default="", repr=False)
    """Sent as bearer token where not empty. Never part of a log or an error."""
    asked_as: str = DEFAULT_PRESET
    """Name of a preset or of an installed model: the same prompt and image sizes are used."""
    requests: int = DEFAULT_REQUESTS
    """How many photos are under way at a time."""

    def __post_init__(self) -> None:
        """Refuse what could never be asked."""
        if read_address(self.address) != self.address:
            raise ValueError(f"{self.address!r} was not read by read_address")
        if not (self.key.isascii() and self.key.isprintable()):
            raise no_key()
        if self.requests < 1:
            raise ValueError(f"{self.requests} requests at a time are none")

    @property
    def host(self) -> str:
        """Whom photos are sent to."""
        return urlsplit(self.address).hostname or ""

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    @property
    def is_readable_on_the_way(self) -> bool:
        """Whether others in the network could see photos: no encryption, another computer."""
        return not self.address.startswith("https:") and self.host not in _LOOPBACK


def read_address(text: str) -> str:
    """The base URL meant by ``text``; ``/v1`` is added where there is no path.

    Raises:
        AppError: It is no http(s) address, or carries a name, a key or a query, which would end up
            in logs.
    """
    try:
        parts = urlsplit(text.strip())
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port  # raises where it is no number
    except ValueError:
        raise no_address(text) from None
    if not is_usable or "@" in parts.netloc or parts.query or parts.fragment:
        raise no_address(text)
    path = parts.path.rstrip("/") or "/v1"
    return SplitResult(parts.scheme, parts.netloc, path, "", "").geturl()


def remote_manifest(endpoint: Endpoint, like: Manifest | Preset) -> Manifest:
    """The manifest of a model behind an endpoint, asked in the way of ``like``.

    In place of a file's hash stands one of the model's name and of how it is asked: answers are
    reused for as long as these stay the same, through whichever host they come. There is no
    calibration: how sure an answer is was measured with other weights, on another engine.
    """
    asked = (
        endpoint.model,
        dataclasses.asdict(like.prompt),
        dataclasses.asdict(like.image),
        dataclasses.asdict(like.sampling),
    )
    identity = hashlib.sha256(f"remote {json.dumps(asked)}".encode()).hexdigest()
    return Manifest(
        name=endpoint.model,
        title=f"{endpoint.model} ({endpoint.host})",
        scope=like.scope,
        licence=like.licence,
        base_model=like.base_model,
        quantization="",
        contract_version=CONTRACT_VERSION,
        prompt=like.prompt,
        image=like.image,
        sampling=like.sampling,
        model=FileRecord(identity, 0),
        mmproj=FileRecord(identity, 0),
        calibration=None,
        evaluation=like.evaluation,
    )
