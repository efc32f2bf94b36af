"""The benchmark's opponent: llama-cpp-python's own chat class, used as its documentation shows.

Run as a child process with a JSON object on stdin (`Order`); gives one on stdout (`Result`).
"""

from __future__ import annotations

import base64
import json
import sys
import time
from pathlib import Path
from typing import Any, TypedDict

from app.engine.pipes import claim_pipes


class Order(TypedDict):
    """What to run: a model, its question, and prepared photos as PNG files."""

    model: str
    mmproj: str
    n_threads: int
    n_ctx: int
    max_tokens: int
    system: str
    user: str
    image_first: bool
    photos: list[str]


class Result(TypedDict):
    """How long all photos took, the model being loaded, and what was said about each."""

    seconds: float
    completions: list[str]


def main() -> None:
    """Answer one order."""
    incoming, outgoing = claim_pipes()
    with incoming, outgoing:
        order: Order = json.load(incoming)
        outgoing.write(json.dumps(run(order)).encode())


def run(order: Order) -> Result:
    """Load the model, look at the first photo to warm up, then at all of them against the clock."""
    from llama_cpp import Llama
    from llama_cpp.llama_chat_format import MTMDChatHandler

    llama: Any = Llama(
        model_path=order["model"],
        chat_handler=MTMDChatHandler(clip_model_path=order["mmproj"], verbose=False),
        n_ctx=order["n_ctx"],
        n_threads=order["n_threads"],
        n_threads_batch=order["n_threads"],
        verbose=False,
    )
    _look(llama, order, order["photos"][0])
    started_s = time.perf_counter()
    completions = [_look(llama, order, photo) for photo in order["photos"]]
    return {"seconds": time.perf_counter() - started_s, "completions": completions}


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
