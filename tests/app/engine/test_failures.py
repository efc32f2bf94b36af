"""Models that cannot be loaded, and children that die, hang or talk nonsense."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.contract.image import PreparedImage
from app.contract.manifest import MMPROJ_NAME, MODEL_NAME, ModelPackage
from app.contract.sampling import Sampling
from app.engine import child, supervisor
from app.engine.client import EngineClient
from app.errors import AppError

PhotoMaker = Callable[..., PreparedImage]
PackageMaker = Callable[..., ModelPackage]

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
LONG = Sampling(max_tokens=1500)
SHORTER = Sampling(max_tokens=400)


def start(package: ModelPackage, *, verify: bool | None = None) -> AppError:
    """The error with which a start fails; every photo must fail with it, too."""
    with EngineClient(package, verify=verify) as client:
        with pytest.raises(AppError) as first:
            client.start()
        with pytest.raises(AppError) as second:
            client.submit(PreparedImage(28, 28, bytes(28 * 28 * 3))).result(60)
        assert second.value is first.value
    return first.value


def cut_in_half(name: str) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        file = folder / name
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return cut


def swap(folder: Path) -> None:
    (folder / MODEL_NAME).rename(folder / "other")
    (folder / MMPROJ_NAME).rename(folder / MODEL_NAME)
    (folder / "other").rename(folder / MMPROJ_NAME)


def fill_with_nan(folder: Path) -> None:
    content = bytearray((folder / MODEL_NAME).read_bytes())
    half = len(content) // 2
    content[half:] = b"\xff" * (len(content) - half)
    (folder / MODEL_NAME).write_bytes(content)


@pytest.mark.parametrize("name", [MODEL_NAME, MMPROJ_NAME])
def test_a_truncated_file_never_reaches_llama_cpp(make_package: PackageMaker, name: str) -> None:
    error = start(make_package(cut_in_half(name)))
    assert error.title == "Model file damaged"
    assert name in error.message
    assert "bytes long and must have" in error.message


def test_swapped_files_are_an_error(make_package: PackageMaker) -> None:
    assert MODEL_NAME in start(make_package(swap)).message


def test_a_file_that_is_not_gguf_is_an_error(make_package: PackageMaker) -> None:
    package = make_package(lambda folder: (folder / MODEL_NAME).write_text("hello"))
    assert MODEL_NAME in start(package).message


def test_a_changed_byte_is_found_by_its_hash(make_package: PackageMaker) -> None:
    package = make_package()
    content = bytearray(package.model_path.read_bytes())
    content[-1] ^= 1
    package.model_path.write_bytes(content)
    assert start(package).title == "Model file does not match its manifest"


@pytest.mark.parametrize("verify", [True, False])
def test_a_file_gone_is_named(make_package: PackageMaker, verify: bool) -> None:
    package = make_package()
    package.mmproj_path.unlink()
    assert MMPROJ_NAME in start(package, verify=verify).message


def test_weights_that_are_no_numbers_fail_photos_instead_of_guessing(
    make_package: PackageMaker, make_photo: PhotoMaker
) -> None:
    with (
        EngineClient(make_package(fill_with_nan)) as client,
        pytest.raises(AppError, match="weights are damaged"),
    ):
        client.submit(make_photo(0)).result(60)


def test_a_missing_llama_cpp_is_said_plainly(
    built_package: ModelPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = "import sys; sys.modules['llama_cpp'] = None; import app.engine.server as s; s.main()"
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", without])
    assert "llama.cpp is not installed properly" in start(built_package).message


def test_a_child_that_cannot_start_is_given_up(
    built_package: ModelPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = "import sys; sys.exit('the disk is on fire')"
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", dying])
    monkeypatch.setattr(supervisor, "_BACK_OFF_S", (0.0,))
    error = start(built_package)
    assert error.title == "The model keeps stopping"
    assert "exit code 1" in error.message
    assert "the disk is on fire" in error.message


def test_a_child_that_talks_nonsense_is_given_up(
    built_package: ModelPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    babbling = "print('Hello, this is no frame'); input()"
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", babbling])
    monkeypatch.setattr(supervisor, "_BACK_OFF_S", (0.0,))
    assert "a frame of" in start(built_package).message


def test_a_program_that_is_not_there_is_an_error(
    built_package: ModelPackage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child, "command", lambda: [str(tmp_path / "gone")])
    assert "cannot be started" in start(built_package).message


def test_a_bug_in_the_supervisor_reaches_whoever_waits(
    built_package: ModelPackage, make_photo: PhotoMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor.Supervisor, "_dispatch", lambda self: 1 / 0)
    with EngineClient(built_package) as client:
        for _ in range(2):
            assert isinstance(client.submit(make_photo(0)).exception(60), ZeroDivisionError)


@needs_signals
@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP])
def test_the_run_goes_on_when_the_child_dies_or_hangs(
    make_package: PackageMaker, make_photo: PhotoMaker, deadly: signal.Signals
) -> None:
    package = make_package(sampling=SHORTER)
    photos = [make_photo(at) for at in range(5)]
    with EngineClient(package, max_lanes=2, deadline_s=2.0) as client:
        expected = client.submit(photos[0]).result(120).samples[0].text
        first_pid = client.child_pid
        assert first_pid is not None
        hit = threading.Event()
        heard: list[str] = []

        def strike(text: str) -> None:
            heard.append(text)
            if not hit.is_set():
                hit.set()
                os.kill(first_pid, deadly)

        futures = [client.submit(photos[0], on_text=strike)]
        futures += [client.submit(photo) for photo in photos[1:]]
        texts = [future.result(120).samples[0].text for future in futures]
        assert hit.is_set()
        assert client.child_pid != first_pid
    assert texts[0] == expected == "".join(heard)  # nothing is heard twice
    assert all(texts)


@needs_signals
def test_a_photo_at_which_the_model_stops_twice_is_given_up_alone(
    make_package: PackageMaker, make_photo: PhotoMaker
) -> None:
    with EngineClient(make_package(sampling=LONG), max_lanes=3) as client:
        strikes: list[int] = []

        def strike(text: str) -> None:
            pid = client.child_pid
            if pid is not None and pid not in strikes:
                strikes.append(pid)
                os.kill(pid, signal.SIGKILL)

        poison = client.submit(make_photo(0), on_text=strike)
        others = [client.submit(make_photo(at)) for at in range(1, 5)]
        with pytest.raises(AppError, match="stopped while looking at this photo") as caught:
            poison.result(120)
        assert "signal 9" in caught.value.message
        assert all(other.result(120).samples for other in others)
        assert len(strikes) == 2


@needs_signals
def test_a_model_that_always_stops_is_given_up(
    make_package: PackageMaker, make_photo: PhotoMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "_BACK_OFF_S", (0.0,))
    with EngineClient(make_package(sampling=LONG), max_lanes=2) as client:

        def strike(text: str) -> None:
            if client.child_pid is not None:
                os.kill(client.child_pid, signal.SIGKILL)

        futures = [client.submit(make_photo(at), on_text=strike) for at in range(20)]
        errors = [future.exception(120) for future in futures]
    titles = {error.title for error in errors if isinstance(error, AppError)}
    assert "The model keeps stopping" in titles
    assert None not in errors


@needs_signals
def test_ctrl_c_in_the_terminal_leaves_the_child_to_the_app(
    make_package: PackageMaker, make_photo: PhotoMaker
) -> None:
    with EngineClient(make_package(sampling=LONG)) as client:
        client.start()
        pid = client.child_pid
        assert pid is not None

        def interrupt(text: str) -> None:
            os.kill(pid, signal.SIGINT)

        assert client.submit(make_photo(0), on_text=interrupt).result(120).samples
        assert client.child_pid == pid


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs pidfd to watch a foreign child")
def test_the_child_never_outlives_the_app(make_package: PackageMaker, repo_root: Path) -> None:
    package = make_package(sampling=LONG)
    app = f"""
import signal
from pathlib import Path
from app.contract.image import PreparedImage
from app.contract.manifest import read_package
from app.engine.client import EngineClient
client = EngineClient(read_package(Path({str(package.folder)!r})))
photo = PreparedImage(28, 28, bytes(28 * 28 * 3))
begun = lambda text: print(client.child_pid, flush=True)
futures = [client.submit(photo, votes=50, on_text=begun) for _ in range(50)]
signal.pause()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", app], stdout=subprocess.PIPE, text=True, cwd=repo_root
    )
    assert process.stdout is not None
    with process, process.stdout:
        child_pid = int(process.stdout.readline())
        handle = os.pidfd_open(child_pid)
        process.kill()
    ended, _, _ = select.select([handle], [], [], 30)
    os.close(handle)
    assert ended
