"""What a server offers, as its list of models says; no photo is sent for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Final, cast

import httpx2

from app.engine.remote_endpoint import Endpoint
from app.engine.remote_failures import garbage, not_served, refused, unreachable

CONNECT_S: Final = 10.0
"""Within this time a server must take a connection."""
_LIST_S: Final = 20.0
_CONTINUING: Final = frozenset({"vllm", "llamacpp", "sglang"})
"""Servers, as they call themselves, that go on with an answer begun for the model."""


@dataclass(frozen=True, slots=True)
class Served:
    """A model that a server offers."""

    name: str
    continues: bool
    """The server lets an answer be begun for the model, which quick answers need."""


def served_models(endpoint: Endpoint) -> tuple[Served, ...]:
    """Ask a server what it serves. Blocks for up to 20 s, and needs a thread without event loop.

    Raises:
        EngineUnusableError: Nobody answers there, or not as such a server does.
    """

    async def look() -> tuple[Served, ...]:
        async with httpx2.AsyncClient(headers=endpoint.headers) as http:
            return await ask_models(http, endpoint)

    return asyncio.run(look())


async def ask_models(http: httpx2.AsyncClient, endpoint: Endpoint) -> tuple[Served, ...]:
    """`served_models` by a client at hand, which sends the endpoint's headers."""
    host, key = endpoint.host, endpoint.key
    try:
        timeout = httpx2.Timeout(_LIST_S, connect=CONNECT_S)
        reply = await http.get(f"{endpoint.address}/models", timeout=timeout)
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


def choose_model(endpoint: Endpoint, served: tuple[Served, ...]) -> Served:
    """The endpoint's model, or where it names none the only one there is.

    Raises:
        EngineUnusableError: There is none, or several and no name; they are listed.
    """
    fitting = [model for model in served if endpoint.model in ("", model.name)]
    if len(fitting) != 1:
        raise not_served(endpoint.host, endpoint.model, [model.name for model in served])
    return fitting[0]
