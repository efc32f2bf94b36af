"""A server that speaks OpenAI's chat interface: where it is, and which model it is asked for."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Final, cast
from urllib.parse import SplitResult, urlsplit

import httpx2

from app.contract.manifest import FileRecord, Manifest
from app.contract.presets import Preset
from app.contract.prompt import CONTRACT_VERSION
from app.engine.remote_failures import (
    garbage,
    no_address,
    not_served,
    refused,
    unreachable,
)

DEFAULT_REQUESTS: Final = 8
MOST_REQUESTS: Final = 48
"""As many photos as a run of the pipeline has under way."""
DEFAULT_PRESET: Final = "globe-7b"
CONNECT_S: Final = 10.0
_LIST_S: Final = 20.0
_CONTINUING: Final = frozenset({"vllm", "llamacpp", "sglang"})
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the user has to say of a server before photos are sent there.

    Raises:
        AppError: The address is none (see `read_address`).
        ValueError: ``requests`` is outside 1..48.
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
        if not 1 <= self.requests <= MOST_REQUESTS:
            raise ValueError(f"{self.requests} requests are not within 1..{MOST_REQUESTS}")

    @property
    def host(self) -> str:
        """Whom photos are sent to."""
        return host_of(self.address)

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}


@dataclass(frozen=True, slots=True)
class Served:
    """A model that a server offers."""

    name: str
    continues: bool
    """The server lets an answer be begun for the model, which quick answers need."""


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


def host_of(address: str) -> str:
    """The name of the computer behind an address."""
    return urlsplit(address).hostname or ""


def is_readable_on_the_way(address: str) -> bool:
    """Whether others in the network could see what is sent: no encryption, another computer."""
    parts = urlsplit(address)
    return parts.scheme != "https" and parts.hostname not in _LOOPBACK


def served_models(address: str, key: str = "") -> tuple[Served, ...]:
    """Ask a server what it serves. Blocks for up to 20 s; no photo is sent.

    Raises:
        EngineUnusableError: Nobody answers there, or not as such a server does.
    """
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    host = host_of(address)
    try:
        reply = httpx2.get(
            f"{address}/models", headers=headers, timeout=httpx2.Timeout(_LIST_S, connect=CONNECT_S)
        )
    except httpx2.HTTPError as error:
        raise unreachable(host, error) from error
    if not reply.is_success:
        raise refused(host, reply.status_code, reply.text, key)
    try:
        return tuple(
            Served(str(model["id"]), model.get("owned_by") in _CONTINUING)
            for model in cast("list[dict[str, Any]]", reply.json()["data"])
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise garbage(host, reply.text, key) from error


def choose_model(address: str, name: str, served: tuple[Served, ...]) -> Served:
    """The model of that name, or with an empty name the only one there is.

    Raises:
        EngineUnusableError: There is none, or several and no name; they are listed.
    """
    fitting = [model for model in served if name in ("", model.name)]
    if len(fitting) != 1:
        raise not_served(host_of(address), name, [model.name for model in served])
    return fitting[0]


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


def checked(endpoint: Endpoint) -> Served:
    """Make sure that the endpoint serves the model. Blocks for up to 20 s.

    Raises:
        EngineUnusableError: It does not.
    """
    return choose_model(
        endpoint.address, endpoint.model, served_models(endpoint.address, endpoint.key)
    )
