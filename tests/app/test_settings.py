from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.settings import Kind, Settings, SettingsFile, preferences


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


def test_changes_are_kept_and_told(path: Path) -> None:
    settings = SettingsFile(path)
    heard: list[Settings] = []
    settings.on_change(heard.append)
    settings.change(theme="dark", watched_folders=("/a", "/b"), backup_folder="")
    assert SettingsFile(path).current == settings.current == heard[0]


def test_the_key_of_a_server_is_for_the_owner_only(path: Path) -> None:
    settings = SettingsFile(path)
    settings.change(is_remote=True, remote_key="sk-secret", remote_requests=3)
    assert SettingsFile(path).current.remote_key == "sk-secret"
    assert "sk-secret" not in repr(settings.current)
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_what_stays_the_same_is_not_told(path: Path) -> None:
    settings = SettingsFile(path)
    settings.on_change(lambda _: pytest.fail("nothing changed"))
    settings.change(theme=settings.current.theme)
    assert not path.exists()


@pytest.mark.parametrize(
    "stored", ["", "{", "[]", '"x"', '{"theme": 7, "text_scale": true, "recent_libraries": "x"}']
)
def test_a_damaged_file_means_defaults(path: Path, stored: str) -> None:
    path.parent.mkdir()
    path.write_text(stored, encoding="utf-8")
    assert SettingsFile(path).current == Settings()


def test_what_can_be_read_is_kept_when_the_rest_cannot(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"theme": "dark", "text_scale": 2, "unknown": 1}', encoding="utf-8")
    settings = SettingsFile(path).current
    assert (settings.theme, settings.text_scale) == ("dark", 2)


def test_a_full_disk_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = SettingsFile(tmp_path / "file" / "settings.json")
    settings.change(theme="light")
    assert settings.current.theme == "light"


def test_the_library_used_last_comes_first_and_only_once() -> None:
    settings = Settings()
    for name in ("a", "b", "a", *"cdefghij"):
        settings = settings.with_library(Path(name))
    assert settings.recent_libraries[:2] == ("j", "i")
    assert len(settings.recent_libraries) == 8


def test_preferences_have_words() -> None:
    for preference in preferences().values():
        assert preference.section
        assert preference.label
        assert preference.tooltip.endswith(".")


def test_defaults_are_among_the_choices() -> None:
    for name, preference in preferences().items():
        if preference.kind is Kind.CHOICE:
            assert getattr(Settings(), name) in preference.choices
