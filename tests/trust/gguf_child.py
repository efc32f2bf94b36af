"""A program that loads each model folder named on its stdin in a process of its own, and asks it.

Prints how each of those ended: the exit status, or minus the signal. Loading the libraries once
and forking makes a case cheap.
"""

from __future__ import annotations

import os
import signal
import sys

from app.engine.confinement import confine
from app.engine.llama.log import LlamaError
from app.engine.loading import load
from app.engine.protocol import Completed, Failed, Load, Locate, Message
from app.errors import AppError

ANSWERED, REFUSED, SILENT = 0, 3, 4
PHOTO = Locate(
    job_id=1,
    width_px=56,
    height_px=56,
    quick=True,
    votes=1,
    seed=0,
    stream=False,
    urgent=False,
    rgb=bytes(56 * 56 * 3),
)
HANG_S = 120


def ask(folder: str) -> int:
    heard: list[Message] = []
    try:
        model = load(Load(folder, 1, 1), heard.append)
    except (AppError, LlamaError):
        return REFUSED
    model.lanes.add(PHOTO)
    while not model.lanes.idle:
        model.lanes.step()
    return ANSWERED if isinstance(heard[-1], Completed | Failed) else SILENT


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                signal.alarm(HANG_S)
                confine()
                status = ask(line.rstrip("\n"))
            finally:
                os._exit(status)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
