"""Settings of an evaluation, and an endpoint on loopback that behaves as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from app.contract.answer import render
from trainer.config import load
from trainer.evaluation.command import EvaluateConfig

ROOT = Path(__file__).parents[3]
ConfigMaker = Callable[..., EvaluateConfig]
PIECES = ("<think>Seen.</think>", "<answer>", "country:", " France", "\n", "city: Paris</answer>")
assert "".join(PIECES) == render("Seen.", "France", "Paris")


@pytest.fixture
def make_config(tmp_path: Path) -> ConfigMaker:
    """The shipped settings with changes; paths are those of the checkout."""

    def make(**changes: object) -> EvaluateConfig:
        settings: dict[str, object] = {
            "model": str(ROOT / "resources" / "models" / "starter"),
            "gazetteer": str(ROOT / "resources" / "built" / "gazetteer.sqlite"),
            "assets": str(ROOT / "resources" / "built" / "map"),
            "out": str(tmp_path / "run"),
            "asking.threads": 1,
            **{name.replace("__", "."): value for name, value in changes.items()},
        }
        words = [f"--{name}={json.dumps(value)}" for name, value in settings.items()]
        return load(EvaluateConfig, ROOT / "trainer" / "configs" / "evaluate.yaml", words)

    return make


class Endpoint(ThreadingHTTPServer):
    """A chat endpoint. ``behave`` gets the number of the question (from 0) and says what to do:

    "answer", "garbage" (a web page), "nothing" (JSON without choices), "busy" (status 500),
    "silent" (no answer until the test is over).
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave: Callable[[int], str] = lambda number: "answer"
        self.models = ["tiny"]
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_GET(self) -> None:
        self._send({"object": "list", "data": [{"id": name} for name in self.server.models]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            number = len(self.server.asked)
            self.server.asked.append(json.loads(body))
        behaviour = self.server.behave(number)
        if behaviour == "silent":
            self.server.over.wait(30)
        elif behaviour == "busy":
            self._send({"error": {"message": "out of memory"}}, status=500)
        elif behaviour == "garbage":
            self._send("<html>Welcome</html>")
        elif behaviour == "nothing":
            self._send({"id": "1", "object": "chat.completion", "model": "tiny", "created": 0})
        else:
            self._send(_chat(with_logprobs=self.server.asked[number].get("logprobs", False)))

    def _send(self, content: object, status: int = 200) -> None:
        is_page = isinstance(content, str)
        data = (content if isinstance(content, str) else json.dumps(content)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if is_page else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _chat(*, with_logprobs: bool) -> dict[str, Any]:
    listed = [
        {
            "token": piece,
            "bytes": None,
            "logprob": -0.1,
            "top_logprobs": [
                {"token": piece, "bytes": None, "logprob": -0.1},
                *([{"token": " unknown", "bytes": None, "logprob": -3.0}] if "Fr" in piece else []),
            ],
        }
        for piece in PIECES
    ]
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "tiny",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": "".join(PIECES)},
                "logprobs": {"content": listed} if with_logprobs else None,
            }
        ],
    }


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()
    thread.join()
