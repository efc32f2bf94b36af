"""Reports reach the disk whole or not at all."""

from __future__ import annotations

import errno
import os

import pytest

from app.errors import AppError
from app.reporting.files import write_atomically


def test_replaces_an_older_report(tmp_path):
    out = tmp_path / "report.csv"
    out.write_bytes(b"old")
    write_atomically(out, b"new")
    assert out.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_leaves_the_older_report(tmp_path, monkeypatch):
    out = tmp_path / "report.csv"
    out.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AppError) as raised:
        write_atomically(out, b"new")
    assert "space" in raised.value.hint
    assert str(out) in raised.value.message
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(AppError) as raised:
        write_atomically(tmp_path / "nowhere" / "report.csv", b"new")
    assert "nowhere" in raised.value.hint


def test_a_folder_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "report").mkdir()
    with pytest.raises(AppError):
        write_atomically(tmp_path / "report", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_file_instead_of_a_folder(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AppError):
        write_atomically(tmp_path / "file" / "report.csv", b"new")


def test_a_long_name_still_fits(tmp_path):
    out = tmp_path / ("x" * 250 + ".csv")
    write_atomically(out, b"new")
    assert out.read_bytes() == b"new"
