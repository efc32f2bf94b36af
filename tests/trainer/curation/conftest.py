"""Teachers that end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.trainer.curation.teacher_server import Behaviour, TeacherServer


@pytest.fixture
def serve() -> Iterator[Callable[..., TeacherServer]]:
    """Starts teachers; they end with the test."""
    servers: list[TeacherServer] = []

    def start(behaviour: Behaviour, model: str = "stub") -> TeacherServer:
        servers.append(TeacherServer(behaviour, model))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
