"""Teachers for the fast tests: real HTTP servers on loopback whose words the tests choose."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
from PIL import Image

from app.contract.image import PixelLimits
from trainer.curation.settings import Rules, TeacherSettings

GREY_STEP = 12


def photo(number: int) -> bytes:
    """A picture by which a teacher knows which one it is: its grey tells the number."""
    grey = GREY_STEP * number + GREY_STEP // 2
    file = io.BytesIO()
    Image.new("RGB", (96, 64), (grey, grey, grey)).save(file, "JPEG", quality=95)
    return file.getvalue()


def answer(
    country: str,
    city: str,
    reasoning: str = "Red roofs and a tall tower stand by the river, with a street sign in front.",
    score: float | str = 0.9,
    visible: str = "roofs; tower; street sign",
) -> str:
    return (
        f"<think>\n{reasoning}\n</think>\n<answer>\ncountry: {country}\ncity: {city}\n"
        f"localizability: {score}\nvisible: {visible}\n</answer>"
    )


@dataclass
class Sent:
    """A raw response of the server."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])


Behaviour = Callable[[int], str | Sent]


class TeacherServer:
    """An OpenAI-compatible endpoint; ``behaviour`` maps the photo's number to what is answered."""

    def __init__(self, behaviour: Behaviour, model: str = "stub") -> None:
        self.behaviour, self.model = behaviour, model
        self.asked: list[int] = []
        self.requests: list[dict[str, Any]] = []
        self.finish = "stop"
        self.stopping = threading.Event()
        teacher = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                models = {"object": "list", "data": [{"id": teacher.model, "object": "model"}]}
                self._send(Sent(body=json.dumps(models).encode()))

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                number = teacher.note(request)
                said = teacher.behaviour(number)
                self._send(said if isinstance(said, Sent) else teacher.completion(said))

            def _send(self, sent: Sent) -> None:
                if sent.status == 0:  # breaks the connection
                    self.close_connection = True
                    return
                self.send_response(sent.status)
                headers = {"Content-Type": "application/json"} | sent.headers
                for name, value in (headers | {"Content-Length": str(len(sent.body))}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(sent.body)

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a client that went away in the middle is what some tests are about

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def note(self, request: dict[str, Any]) -> int:
        parts = request["messages"][-1]["content"]
        url = next(part["image_url"]["url"] for part in parts if part["type"] == "image_url")
        picture = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))
        number = int(np.asarray(picture.convert("L")).mean() // GREY_STEP)
        self.requests.append(request | {"size": picture.size})
        self.asked.append(number)
        return number

    def completion(self, text: str) -> Sent:
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": text},
            "finish_reason": self.finish,
        }
        body = {"id": "x", "object": "chat.completion", "created": 1, "model": self.model}
        return Sent(body=json.dumps(body | {"choices": [choice]}).encode())

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def teacher(url: str, name: str = "one", **changes: Any) -> TeacherSettings:
    values: dict[str, Any] = {
        "name": name,
        "base_url": url,
        "model": "stub",
        "api_key_env": None,
        "prompt": "curation",
        "image": PixelLimits(784, 56 * 56),
        "temperature": 0.2,
        "max_tokens": 100,
        "seed": 0,
        "concurrency": 3,
        "requests_per_minute": None,
        "timeout_s": 20.0,
        "retries": 0,
        "give_up_after": 100,
    }
    return TeacherSettings(**(values | changes))


RULES = Rules(
    min_localizability=0.5,
    min_gps_confidence=0.1,
    max_error_km=25,
    max_gps_error_km=200,
    max_disagreement_km=25,
    max_gps_disagreement_km=200,
    min_reasoning_similarity=0.2,
    min_confirmed_share=0.5,
    min_confirmed=1,
    min_element_area=0.01,
)
