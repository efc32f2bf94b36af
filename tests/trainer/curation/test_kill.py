"""A curation killed in the middle, as by a power switch, goes on and asks nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.trainer.curation.teacher_server import TeacherServer, answer, photo
from trainer.data.rows import read_rows

ROOT = Path(__file__).parents[3]
PHOTOS = 20
CONCURRENCY = 2


@pytest.fixture
def config(tmp_path: Path, gazetteer_path: Path) -> dict[str, object]:
    """The recipe that ships, with two loopback teachers and little else."""
    recipe = yaml.safe_load((ROOT / "trainer" / "configs" / "curate.yaml").read_text("utf-8"))
    lines = ["IMG_ID,country,city,LAT,LON"]
    for number in range(PHOTOS):
        (tmp_path / f"{number}.jpg").write_bytes(photo(number))
        lines.append(f"{number}.jpg,France,Paris,48.857,2.352")
    (tmp_path / "data.csv").write_text("\n".join(lines), "utf-8")
    for teacher in recipe["teachers"]:
        teacher |= {"model": "stub", "concurrency": CONCURRENCY, "retries": 0}
    changes = {
        "data": str(tmp_path / "data.csv"),
        "gazetteer": str(gazetteer_path),
        "gps": None,
        "segmentation": None,
    }
    return recipe | changes


def start(config: dict[str, object], out: Path, *servers: TeacherServer) -> subprocess.Popen[str]:
    for teacher, server in zip(config["teachers"], servers, strict=True):  # pyright: ignore[reportArgumentType]
        teacher["base_url"] = server.url
    file = out.with_suffix(".yaml")
    file.write_text(yaml.safe_dump(config | {"out": str(out)}), "utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", "curate", "--config", str(file)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )


@pytest.mark.slow
def test_a_killed_curation_goes_on(
    config: dict[str, object], tmp_path: Path, serve: Callable[..., TeacherServer]
) -> None:
    half_done = threading.Event()
    good = answer("France", "Paris")

    def first_teacher(_: int) -> str:
        if len(servers[0].asked) >= PHOTOS // 2:
            half_done.set()
        return good

    servers = (serve(first_teacher), serve(lambda _: good))
    process = start(config, tmp_path / "killed", *servers)
    assert half_done.wait(300)
    process.send_signal(signal.SIGKILL)
    _, stderr = process.communicate()
    assert process.returncode == -signal.SIGKILL, stderr
    assert not (tmp_path / "killed" / "curated.parquet").exists()

    process = start(config, tmp_path / "killed", *servers)
    _, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr
    for server in servers:
        assert set(server.asked) == set(range(PHOTOS))
        # At most what was under way at the moment of the kill was asked about again.
        assert len(server.asked) <= PHOTOS + 2 * CONCURRENCY

    process = start(config, tmp_path / "whole", *servers)
    _, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr
    killed, whole = (tmp_path / name / "curated.parquet" for name in ("killed", "whole"))
    assert killed.read_bytes() == whole.read_bytes()
    assert len(read_rows(killed)) == PHOTOS
    assert "Teachers" in stderr


def test_a_misspelt_setting_is_named(config: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(yaml.safe_dump(config | {"teecher": 1, "out": "x"}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "trainer", "curate", "--config", str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert "Did you mean teachers?" in done.stderr
