"""The trainer's command line: stages load only what they need, mistakes exit with 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False
    )


@pytest.mark.parametrize(
    "stage",
    [
        "postcards",
        "curate",
        "sft",
        "reward-model",
        "grpo",
        "starter",
        "export",
        "reward",
        "evaluate",
    ],
)
def test_every_stage_explains_itself(stage: str) -> None:
    done = run("-m", "trainer", stage, "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


def test_drawing_postcards_needs_no_torch(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['torch'] = None; sys.modules['transformers'] = None; "
        "from trainer.__main__ import main; main()"
    )
    out = tmp_path / "cards"
    done = run("-c", program, "postcards", "--seed", "0", "--count", "2", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert len(list(out.glob("*.jpg"))) == 2
    assert (out / "labels.csv").is_file()


def test_a_misspelt_setting_is_named() -> None:
    done = run("-m", "trainer", "starter", "--sed", "1")
    assert done.returncode == 2
    assert "Did you mean seed?" in done.stderr


def test_what_a_user_can_mend_exits_with_1(tmp_path: Path) -> None:
    done = run("-m", "trainer", "starter", "--out", str(tmp_path / "none"), "--resume")
    assert done.returncode == 1
    assert "Nothing to resume" in done.stderr
