"""Asking a server on the command line: by name only, said aloud, and nothing lost when it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.engine.chat_server import KEY, ChatServer, serving
from tests.integration.conftest import CommandLine

pytestmark = pytest.mark.model
PHOTOS = 24


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERIDIAN_REMOTE_KEY", KEY)


def test_photos_are_sent_where_the_user_says(
    meridian: CommandLine, server: ChatServer, album: Path
) -> None:
    command = ("locate", album, "--json", "--remote", server.address, "--remote-preset", "starter")
    first = meridian.run(*command)
    assert first.status == 0, first.stderr
    assert "Photos leave this computer: they are sent to 127.0.0.1." in first.stderr
    assert len(first.lines) == len(server.asked) == PHOTOS
    for line in first.lines:
        assert (line["city"], line["model"], line["confidence"]) == ("Paris", "tiny", None)
        assert line["radius_km"] > 0
    assert all(headers["Authorization"] == f"Bearer {KEY}" for headers in server.headers)
    log = Path(os.environ["MERIDIAN_HOME"]) / "meridian.log"
    assert KEY not in first.stderr + first.stdout + (log.read_text() if log.exists() else "")

    second = meridian.run(*command)
    assert sorted(second.stdout.splitlines()) == sorted(first.stdout.splitlines())
    assert len(server.asked) == PHOTOS

    tagged = meridian.run("tag", *command[1:], "--min-confidence", "0")
    assert [line["action"] for line in tagged.lines] == ["written"] * PHOTOS
    assert len(server.asked) == PHOTOS


def test_a_server_that_fails_in_the_middle_costs_nothing(
    meridian: CommandLine, server: ChatServer, album: Path
) -> None:
    def fall_ill(number: int, asked: dict[str, Any]) -> str:
        return "answer" if number < 9 else "locked"

    server.behave = fall_ill
    command = ("locate", album, "--json", "--remote", server.address, "--remote-preset", "starter")
    broken = meridian.run(*command, "--remote-model", "tiny", "--remote-requests", "2")
    assert broken.status == 1
    assert "The server refuses: 127.0.0.1 answers with status 401" in " ".join(
        broken.stderr.split()
    )
    assert "Nothing is lost" in " ".join(broken.stderr.split())
    assert KEY not in broken.stderr
    assert 0 < len(broken.lines) <= 9
    assert all(line["status"] == "located" for line in broken.lines)

    asked = len(server.asked)
    server.behave = lambda number, _: "answer"
    whole = meridian.run(*command, "--remote-model", "tiny")
    assert whole.status == 0
    assert len(whole.lines) == PHOTOS
    assert len(server.asked) - asked == PHOTOS - len(broken.lines)


def test_several_readers_fill_one_library(
    meridian: CommandLine, server: ChatServer, album: Path, tmp_path: Path
) -> None:
    """Each with a folder of its own: how an archive is shared out over computers."""
    folders = [tmp_path / name for name in ("one", "two")]
    for number, path in enumerate(sorted(album.iterdir())):
        folder = folders[number % 2]
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)
    asking = ("--json", "--remote", server.address, "--remote-preset", "starter")
    readers = [meridian.start("locate", folder, *asking) for folder in folders]
    said = [reader.communicate(timeout=600) for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0], said
    assert [len(stdout.splitlines()) for stdout, _ in said] == [PHOTOS // 2] * 2
    assert len(server.asked) == PHOTOS
    whole = meridian.run("locate", *folders, *asking)
    assert len(whole.lines) == PHOTOS
    assert len(server.asked) == PHOTOS  # nothing was asked anew


def test_one_photo_that_the_server_cannot_look_at(
    meridian: CommandLine, server: ChatServer, album: Path
) -> None:
    server.behave = lambda number, asked: "photo" if number == 5 else "answer"
    done = meridian.run(
        *("locate", album, "--json", "--remote", server.address, "--remote-preset", "starter"),
        *("--remote-requests", "1"),
    )
    assert done.status == 1
    (failed,) = [line for line in done.lines if line["status"] == "failed"]
    assert "too many image tokens" in failed["error"]["message"]
    assert len(done.lines) == PHOTOS


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--remote", "gpu.example.org"), 1, "no address of a server"),
        (("--remote-model", "tiny"), 2, "--remote-model needs --remote"),
        (("--remote", "http://localhost:1/v1", "--model", "starter"), 2, "not both"),
        (("--remote", "http://localhost:1/v1"), 1, "cannot be reached"),
    ],
)
def test_what_cannot_be_is_said(
    meridian: CommandLine, tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = meridian.run("locate", tmp_path, *arguments)
    assert done.status == status
    assert said in " ".join(done.stderr.replace("│", " ").split())
