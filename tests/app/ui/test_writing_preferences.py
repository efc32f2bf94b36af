"""What the preferences say of writing is what is planned."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PIL import Image

from app.geo.coordinate import Coordinate
from app.settings import SettingsFile
from app.tagging.plan import SidecarMode, WritePolicy
from app.ui.session import LibrarySession

from .conftest import PATIENCE_MS

pytestmark = pytest.mark.gui


def test_short_sidecars_and_exiftool_are_used_where_they_are_preferred(
    session: LibrarySession,
    settings: SettingsFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot,
) -> None:
    program = tmp_path / "bin" / "exiftool"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    settings.change(locate_on_add=False)
    photo = tmp_path / "album" / "photo.avif"
    photo.parent.mkdir()
    Image.new("RGB", (64, 48)).save(photo)
    with qtbot.waitSignal(session.photos_changed, timeout=PATIENCE_MS) as changed:
        session.add([photo.parent])
    (row,) = changed.args[0]
    with qtbot.waitSignal(session.corrected, timeout=PATIENCE_MS):
        session.set_position([row.id], Coordinate(38.72, -9.14))

    def target(mode: SidecarMode) -> tuple[str, Path | None]:
        with qtbot.waitSignal(session.plan_ready, timeout=PATIENCE_MS) as planned:
            session.plan([row.id], WritePolicy(sidecar=mode))
        ((proposal,),) = planned.args
        (only,) = proposal.plan.targets
        return only.path.name, only.exiftool

    assert target(SidecarMode.AUTO) == ("photo.avif.xmp", None)
    settings.change(short_sidecars=True)
    assert target(SidecarMode.AUTO) == ("photo.xmp", None)
    settings.change(use_exiftool=True)
    assert target(SidecarMode.AUTO) == ("photo.avif", program)
    assert target(SidecarMode.ALWAYS) == ("photo.xmp", None)
