"""The benchmark's opponent: llama-cpp-python's own chat class, used as its documentation shows.

Run as a child process. It gets an `Order` as a line of JSON on stdin and loads the model; for that
one it answers with an empty line; for every further line it runs over all photos and gives what it
said about each, a list of strings, as a line of JSON on stdout.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any, TypedDict

from app.engine.pipes import claim_pipes


class Order(TypedDict):
    """What to run: a model, its question, and prepared photos as PNG files."""

    model: str
    mmproj: str
    n_threads: int | None
    """None: the library's own defaults."""
    n_ctx: int
    max_tokens: int
    system: str
    user: str
    image_first: bool
    photos: list[str]


def main() -> int:
    """Serve until stdin closes."""
    incoming, outgoing = claim_pipes()
    with incoming, outgoing:
        order: Order = json.loads(incoming.readline())
        llama = _load(order)
        _look(llama, order, order["photos"][0])  # the first photo pays for what is set up late
        outgoing.write(b"\n")
        outgoing.flush()
        while incoming.readline():
            completions = [_look(llama, order, photo) for photo in order["photos"]]
            outgoing.write(json.dumps(completions).encode() + b"\n")
            outgoing.flush()
    return 0


def _load(order: Order) -> Any:
    from llama_cpp import Llama
    from llama_cpp.llama_chat_format import MTMDChatHandler

    return Llama(
        model_path=order["model"],
        chat_handler=MTMDChatHandler(clip_model_path=order["mmproj"], verbose=False),
        n_ctx=order["n_ctx"],
        n_threads=order["n_threads"],
        n_threads_batch=order["n_threads"],
        verbose=False,
    )


def _look(llama: Any, order: Order, photo: str) -> str:
    png = base64.b64encode(Path(photo).read_bytes()).decode()
    image = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{png}"}}
    text = {"type": "text", "text": order["user"]}
    answer = llama.create_chat_completion(
        messages=[
            {"role": "system", "content": order["system"]},
            {"role": "user", "content": [image, text] if order["image_first"] else [text, image]},
        ],
        temperature=0.0,
        repeat_penalty=1.0,
        max_tokens=order["max_tokens"],
    )
    return str(answer["choices"][0]["message"]["content"])


if __name__ == "__main__":
    sys.exit(main())
