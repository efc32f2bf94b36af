"""Shows how long looking up a place takes; prints figures and judges none of them."""

import statistics
import time

import pytest

from app.geo.gazetteer import Gazetteer
from app.geo.matching import match_text

QUERIES = (
    "Paris, France",
    "Springfield, Illinois, United States",
    "München",
    "Santorini, Greece",
    "Kyoto, Kyoto Prefecture, Japan",
    "Xyzzyville, Norway",
    "Unknown",
    "St Petersbourg, Russia",
    "a" * 10_000,
)


def test_looking_up_places(gazetteer: Gazetteer, capsys: pytest.CaptureFixture[str]) -> None:
    for query in QUERIES:
        match_text(gazetteer, query)
    took_ms: list[float] = []
    for _ in range(20):
        for query in QUERIES:
            start = time.perf_counter()
            match_text(gazetteer, query)
            took_ms.append((time.perf_counter() - start) * 1000)
    with capsys.disabled():
        print(f"\nlook-up: median {statistics.median(took_ms):.3f} ms, worst {max(took_ms):.2f} ms")
    assert len(took_ms) == 20 * len(QUERIES)
