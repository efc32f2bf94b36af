"""Settings files: every mistake is named, nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.config import ConfigError, load


@dataclass(frozen=True)
class Inner:
    width: int


@dataclass(frozen=True)
class Settings:
    out: Path
    rate: float
    steps: int
    resume: bool
    note: str | None
    sizes: tuple[int, ...]
    shares: dict[str, float]
    inner: Inner

    def __post_init__(self) -> None:
        if self.steps < 0:
            raise ValueError("steps must not be negative")


GOOD = """
out: runs/x
rate: 1e-3
steps: 5
resume: false
note: null
sizes: [1, 2]
shares: {easy: 1}
inner: {width: 8}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text(GOOD, "utf-8")
    return path


def test_values_take_the_kind_of_their_field(file: Path) -> None:
    settings = load(Settings, file)
    assert settings == Settings(
        out=Path("runs/x"),
        rate=0.001,
        steps=5,
        resume=False,
        note=None,
        sizes=(1, 2),
        shares={"easy": 1.0},
        inner=Inner(8),
    )
    assert isinstance(settings.shares["easy"], float)


def test_overrides_win(file: Path) -> None:
    words = ["--steps", "7", "--rate=2e-4", "--inner.width", "16", "--note", "hello"]
    settings = load(Settings, file, words)
    assert (settings.steps, settings.rate, settings.inner.width) == (7, 2e-4, 16)
    assert settings.note == "hello"


def test_overrides_may_be_written_with_dashes_and_negative_numbers(file: Path) -> None:
    assert load(Settings, file, ["--rate", "-1.5"]).rate == -1.5


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--stepz", "7"], "Did you mean steps?"),
        (["--inner.widht", "7"], "Did you mean inner.width?"),
        (["--steps", "many"], "steps is 'many', which is not a int"),
        (["--steps", "true"], "not a int"),
        (["--steps", "1.5"], "not a int"),
        (["--rate", "fast"], "not a float"),
        (["--resume", "1"], "not a bool"),
        (["--sizes", "[a]"], "not a int"),
        (["--inner", "3"], "not a Inner"),
        (["--steps.more", "3"], "steps has no settings inside"),
        (["--steps"], "--steps has no value"),
        (["--steps", "--rate", "1"], "--steps has no value"),
        (["steps", "3"], "'steps' is not a setting"),
        (["--steps", "-1"], "steps must not be negative"),
        (["--note", "[unclosed"], "--note"),
    ],
)
def test_mistakes_on_the_command_line_are_named(file: Path, words: list[str], named: str) -> None:
    with pytest.raises(ConfigError, match=r".") as caught:
        load(Settings, file, words)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD.replace("steps: 5\n", ""), "does not give steps"),
        (GOOD + "more: 1\n", "there is no setting more"),
        (GOOD + "7: 1\n", "there is no setting 7"),
        ("- a\n", "holds list"),
        ("a: [", "settings.yaml"),
        ("", "does not give out, rate"),
    ],
)
def test_mistakes_in_the_file_are_named(file: Path, text: str, named: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(Settings, file)
    assert named in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load(Settings, tmp_path / "nowhere.yaml")
