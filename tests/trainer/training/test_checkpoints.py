"""Beginning, refusing to begin twice, and finding the checkpoint that a kill left whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.errors import AppError
from trainer.training.checkpoints import begin_run


@dataclass(frozen=True)
class Inner:
    rate: float


@dataclass(frozen=True)
class Settings:
    out: Path
    inner: Inner
    training: dict[str, object]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "run", Inner(1e-3), {"max_steps": 4, "tags": ("a", "b")})


def checkpoint(out: Path, step: int, state: str | None) -> Path:
    folder = out / f"checkpoint-{step}"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    if state is not None:
        (folder / "trainer_state.json").write_text(state, "utf-8")
    return folder


def test_a_run_begins_once(settings: Settings) -> None:
    assert begin_run(settings.out, settings, resume=False) is None
    with pytest.raises(AppError, match="Run already begun"):
        begin_run(settings.out, settings, resume=False)


def test_the_latest_whole_checkpoint_counts(settings: Settings) -> None:
    begin_run(settings.out, settings, resume=False)
    checkpoint(settings.out, 2, "{}")
    whole = checkpoint(settings.out, 10, json.dumps({"global_step": 10}))
    half = checkpoint(settings.out, 12, None)
    cut = checkpoint(settings.out, 14, '{"global_st')
    assert begin_run(settings.out, settings, resume=True) == whole
    assert not half.exists()
    assert not cut.exists()


def test_a_run_killed_before_its_first_checkpoint_begins_anew(settings: Settings) -> None:
    begin_run(settings.out, settings, resume=False)
    assert begin_run(settings.out, settings, resume=True) is None


def test_nothing_to_resume_is_said(settings: Settings) -> None:
    with pytest.raises(AppError, match="Nothing to resume"):
        begin_run(settings.out, settings, resume=True)


def test_other_settings_are_named(settings: Settings) -> None:
    begin_run(settings.out, settings, resume=False)
    with pytest.raises(AppError, match="other settings for inner"):
        begin_run(settings.out, replace(settings, inner=Inner(2e-3)), resume=True)


def test_the_folder_may_have_moved(settings: Settings, tmp_path: Path) -> None:
    begin_run(settings.out, settings, resume=False)
    moved = settings.out.rename(tmp_path / "elsewhere")
    assert begin_run(moved, replace(settings, out=moved), resume=True) is None
