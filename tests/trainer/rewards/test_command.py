"""``trainer reward`` as a user runs it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.contract.answer import render
from trainer.rewards.command import score_rows
from trainer.rewards.presets import Preset

ROOT = Path(__file__).parents[3]
GOOD = {
    "completion": render("A tower.", "France", "Paris"),
    "country": "France",
    "city": "Paris",
    "lat": 48.86,
    "lon": 2.35,
    "entities": ["tower"],
    "localizable": True,
}


def _run(preset: Preset, *rows: object) -> tuple[list[dict[str, object]], int]:
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    out = io.StringIO()
    bad = score_rows(preset, lines, out)
    return [json.loads(line) for line in out.getvalue().splitlines()], bad


def test_a_row_gives_its_scores(improved: Preset) -> None:
    (unjudged, judged), bad = _run(improved, GOOD, {**GOOD, "localizability": 0.8})
    assert bad == 0
    assert list(unjudged) == ["geo", "visual", "localizability", "format", "total"]
    assert unjudged["localizability"] is None and unjudged["total"] == 1.5
    assert judged["total"] == pytest.approx(1.5 + 0.4)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b"{", "Expecting"),
        (b"\xff", "decode"),
        (b"[" * 100_000, "recursion"),
        ([], "not an object"),
        ({"country": "France"}, "no text called completion"),
        ({**GOOD, "lat": 91}, "latitude 91"),
        ({**GOOD, "lat": None}, "missing"),
        ({**GOOD, "lon": "east"}, "lon is 'east'"),
        (json.dumps({**GOOD, "lat": float("nan")}).encode(), "latitude nan"),
        ({**GOOD, "entities": "tower"}, "entities is a str"),
        ({**GOOD, "entities": [3]}, "3, which is no name"),
        ({**GOOD, "localizable": "perhaps"}, "neither true nor false"),
        ({**GOOD, "localizability": 3}, "not within 0..1"),
    ],
)
def test_a_bad_row_is_told_and_the_rest_go_on(improved: Preset, row: object, message: str) -> None:
    results, bad = _run(improved, GOOD, row, GOOD)
    assert bad == 1
    assert results[0] == results[2] and "total" in results[0]
    error = results[1]["error"]
    assert isinstance(error, dict)
    assert error["line"] == 2 and message in error["message"]


def test_entities_as_mp16_reason_has_them(improved: Preset) -> None:
    (plain, tagged), _ = _run(improved, GOOD, {**GOOD, "entities": [{"text": "tower"}]})
    assert plain == tagged


def test_command_line() -> None:
    command = [sys.executable, "-m", "trainer", "reward", "--preset"]
    rows = json.dumps(GOOD) + "\nnonsense\n"

    def run(preset: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, preset], input=rows, capture_output=True, text=True, cwd=ROOT, check=False
        )

    done = run("released")
    assert done.returncode == 1
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == {"geo": 1.0, "visual": 1.0, "localizability": None, "format": 1.0, "total": 2.2}
    assert second["error"]["line"] == 2
    assert "1 row could not be read." in done.stderr
    assert run("best").returncode == 2
