"""Addresses are read with care, and the same question keeps its identity."""

from __future__ import annotations

import dataclasses

import pytest

from app.contract.presets import PRESETS
from app.contract.sampling import Sampling
from app.engine.remote_endpoint import (
    Endpoint,
    read_address,
    remote_manifest,
)
from app.errors import AppError

GLOBE = PRESETS["globe-7b"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://localhost:8000", "http://localhost:8000/v1"),
        (" https://gpu.example.org/ ", "https://gpu.example.org/v1"),
        ("https://example.org/models/v1/", "https://example.org/models/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert read_address(text) == address
    assert Endpoint(address, "globe").address == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "localhost:8000",
        "ftp://example.org",
        "http://",
        "http://example.org:port/v1",
        "http://[example/v1",
        "https://me:sk-secret@example.org/v1",
        "https://example.org/v1?api_key=sk-secret",
        "https://example.org/v1#sk-secret",
    ],
)
def test_what_is_no_address_or_would_end_up_in_logs(text: str) -> None:
    with pytest.raises(AppError, match="no address of a server") as caught:
        read_address(text)
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "is_readable"),
    [
        ("http://gpu.example.org/v1", True),
        ("https://gpu.example.org/v1", False),
        ("http://127.0.0.1:8000/v1", False),
    ],
)
def test_who_could_read_along(address: str, is_readable: bool) -> None:
    assert Endpoint(address, "globe").is_readable_on_the_way is is_readable


@pytest.mark.parametrize("key", ["sk-one\nX-Other: header", "sk-schlüssel"])
def test_what_cannot_be_a_key_is_not_repeated(key: str) -> None:
    with pytest.raises(AppError, match="no key") as caught:
        Endpoint("http://localhost/v1", "globe", key=key)
    assert "sk-" not in str(caught.value)


def test_an_answer_is_reused_for_the_same_model_and_question() -> None:
    endpoint = Endpoint("http://one.example.org/v1", "globe", key="sk-one")
    manifest = remote_manifest(endpoint, GLOBE)
    assert manifest.name == "globe"
    assert manifest.calibration is None
    assert (manifest.prompt, manifest.image) == (GLOBE.prompt, GLOBE.image)
    identity = manifest.model.sha256
    elsewhere = Endpoint("https://two.example.org/v1", "globe", key="sk-two", requests=3)
    assert remote_manifest(elsewhere, GLOBE).model.sha256 == identity
    other = dataclasses.replace(endpoint, model="globe-2")
    assert remote_manifest(other, GLOBE).model.sha256 != identity
    shorter = dataclasses.replace(GLOBE, sampling=Sampling(max_tokens=64))
    assert remote_manifest(endpoint, shorter).model.sha256 != identity
