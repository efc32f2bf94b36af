"""The process that holds the model has given up what it does not need, and is watched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.contract.image import PreparedImage
from app.contract.manifest import ModelPackage
from app.engine import supervisor
from app.engine.client import EngineClient
from app.errors import AppError

linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux has for this")

ATTEMPTS = """
import os, socket, sys
from pathlib import Path
from app.engine.confinement import confine

confine()
photo, folder = Path(sys.argv[1]), Path(sys.argv[2])


def attempt(name, action):
    try:
        action()
        print(name)
    except OSError:
        pass


attempt("read", photo.read_bytes)
attempt("device", lambda: Path(os.devnull).write_bytes(b"x"))
attempt("write", lambda: photo.write_bytes(b""))
attempt("append", lambda: photo.open("ab").write(b"x"))
attempt("truncate", lambda: os.truncate(photo, 0))
attempt("remove", photo.unlink)
attempt("rename", lambda: photo.rename(folder / "other.jpg"))
attempt("link", lambda: os.link(photo, folder / "link.jpg"))
attempt("make", lambda: (folder / "new").touch())
attempt("make a folder", (folder / "folder").mkdir)
for family in ("AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET"):
    attempt(family, lambda: socket.socket(getattr(socket, family), socket.SOCK_DGRAM))
child = os.popen(f"cp '{photo}' '{folder}/copy' 2>/dev/null; echo done").read()
"""


@linux
def test_it_reads_and_computes_and_that_is_all(tmp_path: Path, repo_root: Path) -> None:
    if kernel_version() < (6, 2):
        pytest.skip("this kernel's Landlock does not know all of it")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"whole")
    done = subprocess.run(
        [sys.executable, "-c", ATTEMPTS, photo, tmp_path],
        capture_output=True,
        text=True,
        check=True,
        cwd=repo_root,
    )
    assert done.stdout.split() == ["read", "device"]
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]
    assert photo.read_bytes() == b"whole"


def kernel_version() -> tuple[int, int]:
    major, minor = Path("/proc/sys/kernel/osrelease").read_text().split(".")[:2]
    return int(major), int("".join(filter(str.isdigit, minor)) or 0)


@linux
def test_the_real_child_is_confined(starter_package: ModelPackage) -> None:
    with EngineClient(starter_package) as client:
        client.start()
        process = Path(f"/proc/{client.child_pid}")
        limits = (process / "limits").read_text()
        status = (process / "status").read_text().split()
        photo = PreparedImage(56, 56, bytes(56 * 56 * 3))
        assert client.submit(photo, quick=True).result(120).samples
    for name in ("Max core file size", "Max file size"):
        (line,) = (line for line in limits.splitlines() if line.startswith(name))
        assert line.removeprefix(name).split()[:2] == ["0", "0"], line
    assert status[status.index("NoNewPrivs:") + 1] == "1"
    assert status[status.index("Seccomp:") + 1] == "2"


@linux
def test_a_child_that_takes_all_memory_is_ended(
    starter_package: ModelPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "_SPARE_BYTES", 0)
    monkeypatch.setattr(supervisor, "_LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(supervisor, "_BACK_OFF_S", (0.0,) * 6)
    with EngineClient(starter_package) as client, pytest.raises(AppError, match="GB of memory"):
        client.start()
