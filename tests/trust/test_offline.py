"""The first promise, seen from the system: what the commands ask it to connect to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.contract.manifest import ModelPackage

# A socket alone reaches nobody: urllib3, which folium loads, makes one to see whether the system
# knows IPv6, and binds it to this machine.
CONNECTION = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=(AF_\w+)")
BOUND = re.compile(r"bind\(.*sa_family=AF_INET6?,.*")
LOCAL = {"AF_UNIX", "AF_LOCAL"}


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="strace is for Linux")
def test_the_whole_journey_connects_to_nothing(
    starter_package: ModelPackage, repo_root: Path, tmp_path: Path
) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    album = tmp_path / "album"
    album.mkdir()
    for photo in sorted((repo_root / "resources" / "sample-album" / "postcards").glob("*.jpg"))[:2]:
        shutil.copy(photo, album)
    journey = (
        ("locate", album, "--map", tmp_path / "map.html"),
        ("tag", album, "--min-confidence", "0"),
        ("report", "-o", tmp_path / "report.html"),
        ("undo",),
        ("doctor",),
    )
    for number, command in enumerate(journey):
        log = tmp_path / f"{number}.log"
        done = subprocess.run(
            [strace, "-f", "-e", "trace=%network", "-o", log, sys.executable, "main.py"]
            + [str(word) for word in command]
            + ["--library", str(tmp_path / "library.sqlite")],
            capture_output=True,
            text=True,
            check=False,
            cwd=repo_root,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        if "ptrace" in done.stderr.lower():
            pytest.skip("this system lets nobody trace")
        assert done.returncode in (0, 1), done.stderr
        calls = log.read_text("utf-8", "replace")
        assert "exited with" in calls
        assert all('"::1"' in call or '"127.0.0.1"' in call for call in BOUND.findall(calls)), (
            command
        )
        assert set(CONNECTION.findall(calls)) <= LOCAL, command
