"""A chat endpoint on loopback that behaves, or misbehaves, as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from app.contract.answer import render

PIECES = ("<think>Se", "en.</think>", "<answer>", "country:", " France", "\n", "city: Paris")
PIECES += ("</answer>",)
WORDS = "".join(PIECES)
assert render("Seen.", "France", "Paris") == WORDS
KEY = "sk-very-secret"

Behave = Callable[[int, dict[str, Any]], str]


class ChatServer(ThreadingHTTPServer):
    """``behave`` gets the number of the question (from 0) and its JSON, and says what to do:

    "answer", or "say" with other words; "garbage" (a web page), "nothing" (JSON without choices);
    "busy" (503), "limited" (429), "locked" (401, which repeats the key), "elsewhere" (redirects),
    "photo" (400), "unscored" (500 while log-probabilities are asked for); "silent" (no answer until
    the test is over), "crawls" (a word, then silence), "dies" (half of a stream), "confesses" (an
    error in the stream), "endless" (garbage without end).
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave: Behave = lambda number, asked: "answer"
        self.models = ["tiny"]
        self.owner = "vllm"
        self.pieces = PIECES
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        self.gate: threading.Barrier | None = None
        """Where given, questions are answered only when as many are here together."""
        self.lock = threading.Lock()
        self.here = self.most_here = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that went away in the middle is what some tests are about


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.headers.append(dict(self.headers))
        behaviour = self.server.behave(-1, {})
        if behaviour in ("garbage", "locked", "elsewhere"):
            self._misbehave(behaviour)
            return
        models = [{"id": name, "owned_by": self.server.owner} for name in self.server.models]
        self._send(json.dumps({"object": "list", "data": models}))

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        if server.over.is_set():
            self.close_connection = True  # a connection outlives the server that took it
            return
        with server.lock:
            number = len(server.asked)
            server.asked.append(asked)
            server.headers.append(dict(self.headers))
            server.here += 1
            server.most_here = max(server.most_here, server.here)
        try:
            if server.gate is not None:
                server.gate.wait()
            behaviour = server.behave(number, asked)
            if behaviour == "unscored":
                behaviour = "no scores" if asked.get("logprobs") else "answer"
            if behaviour == "answer":
                self._answer(asked, server.pieces)
            elif behaviour.startswith("say "):
                self._answer(asked, (behaviour.removeprefix("say "),))
            else:
                self._misbehave(behaviour)
        finally:
            with server.lock:
                server.here -= 1

    def _answer(self, asked: dict[str, Any], pieces: tuple[str, ...]) -> None:
        if not asked["stream"]:
            self._send(json.dumps(_reply({"content": "".join(pieces)}, pieces, asked, "message")))
            return
        self._begin_stream()
        for piece in pieces:
            self._event(_reply({"content": piece}, [piece], asked, "delta", finish=None))
        self._event(_reply({}, [], asked, "delta"))
        self._event("[DONE]")

    def _misbehave(self, behaviour: str) -> None:
        match behaviour:
            case "garbage":
                self._send("<html>Welcome</html>", kind="text/html")
            case "nothing":
                self._send('{"object": "chat.completion"}')
            case "busy":
                self._send('{"error": {"message": "out of memory"}}', 503)
            case "limited":
                self._send('{"error": "slow down"}', 429, {"Retry-After": "0"})
            case "locked":
                said = f"{self.headers.get('Authorization', '')} is wrong"
                self._send(json.dumps({"error": {"message": said}}), 401)
            case "elsewhere":
                self._send("", 307, {"Location": "http://192.0.2.1/v1/chat/completions"})
            case "photo":
                self._send('{"error": {"message": "too many image tokens"}}', 400)
            case "no scores":
                self._send('{"error": {"message": "logprobs is not supported"}}', 500)
            case "silent":
                self.server.over.wait(60)
            case "crawls":
                self._begin_stream()
                self._event({"choices": [{"delta": {"content": PIECES[0]}}]})
                self.server.over.wait(60)
            case "dies":
                self._begin_stream()
                for piece in PIECES[:3]:
                    self._event({"choices": [{"delta": {"content": piece}}]})
            case "confesses":
                self._begin_stream()
                self._event({"error": {"message": "engine is dead"}})
            case "endless":
                self.send_response(200)
                self.send_header("Connection", "close")
                self.end_headers()
                while not self.server.over.is_set():
                    self.wfile.write(b"x" * (1 << 20))
            case _:
                raise ValueError(behaviour)
        self.close_connection = True

    def _begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()

    def _event(self, data: object) -> None:
        text = data if isinstance(data, str) else json.dumps(data)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()

    def _send(
        self,
        body: str,
        status: int = 200,
        headers: dict[str, str] | None = None,
        kind: str = "application/json",
    ) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _reply(
    said: dict[str, Any],
    pieces: tuple[str, ...] | list[str],
    asked: dict[str, Any],
    part: str,
    finish: str | None = "stop",
) -> dict[str, Any]:
    choice: dict[str, Any] = {"index": 0, "finish_reason": finish, part: said}
    if asked.get("logprobs"):
        choice["logprobs"] = {"content": [_listed(piece) for piece in pieces]}
    return {"object": "chat.completion", "choices": [choice]}


def _listed(piece: str) -> dict[str, Any]:
    others = [{"token": " unknown", "logprob": -3.0}] if "France" in piece else []
    return {"token": piece, "logprob": -0.1, "bytes": list(piece.encode()), "top_logprobs": others}


@contextmanager
def serving() -> Iterator[ChatServer]:
    server = ChatServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
