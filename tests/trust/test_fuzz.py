"""Whatever the bytes: no crash, no hang, no memory without end.

How many are tried is in MERIDIAN_FUZZ (for each target); docs/trust.md says how many really were.
Inputs that once failed lie in tests/trust/regressions and are tried first.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.trust.fuzz_targets import TARGETS, mutated

RUNS = int(os.environ.get("MERIDIAN_FUZZ", "300"))
FIRST = int(os.environ.get("MERIDIAN_FUZZ_FIRST", "0"))
MOST_CPU_S = 20
MOST_KB = 200 << 10
REGRESSIONS = Path(__file__).parent / "regressions"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")


class HangError(AssertionError):
    """More processor time than any input may cost."""


@contextmanager
def limited(what: object) -> Iterator[None]:
    """Fail on more than ``MOST_CPU_S`` of processor time or ``MOST_KB`` of more memory."""

    def too_long(*_: object) -> None:
        raise HangError(what)

    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    previous = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < MOST_KB, what


@pytest.mark.parametrize("name", TARGETS)
def test_mutations(name: str) -> None:
    target, make_seeds = TARGETS[name]
    seeds = make_seeds()
    for data in seeds:
        target(data)
    for seed in range(FIRST, FIRST + RUNS):
        data = mutated(seeds, seed)
        try:
            with limited(seed):
                target(data)
        except Exception as fault:
            fault.add_note(f"seed {seed} of {name}: {data[:2_000]!r}")
            raise


@pytest.mark.parametrize("path", sorted(REGRESSIONS.glob("*.*")), ids=lambda path: path.name)
def test_what_failed_once(path: Path) -> None:
    target, _ = TARGETS[path.suffix[1:]]
    with limited(path):
        target(path.read_bytes())


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def large(name: str, count: int) -> bytes:
    """Something of ``name`` with very many parts, where quadratic work would never end."""
    first = TARGETS[name][1]()[0]
    match name:
        case "jpeg":
            return first[:2] + b"\xff\xe1\x00\x04ab" * count + first[2:]
        case "png":
            return first[:33] + chunk(b"tEXt", b"a\0b") * count + first[33:]
        case "webp":
            return first[:12] + b"EXIF\x02\0\0\0ab" * count + first[12:]
        case "tiff":
            entry = b"\x0f\x01\x02\x00\x04\x00\x00\x00abc\x00"
            return b"II*\0\x08\0\0\0" + (60_000).to_bytes(2, "little") + entry * 60_000 + bytes(4)
        case "xmp":
            return first.replace(b"</rdf:RDF>", b'<rdf:Description a="b"/>' * count + b"</rdf:RDF>")
        case "answer":
            return b"<think>" * count + b"sign in the street, " * count + first
        case "place":
            return b"Lisbon, Portugal, " * (count // 50)
        case "protocol":
            return first * count
        case _:
            return first


@pytest.mark.parametrize("name", TARGETS)
def test_very_many_parts(name: str) -> None:
    data = large(name, 50_000)
    with limited(name):
        TARGETS[name][0](data)
