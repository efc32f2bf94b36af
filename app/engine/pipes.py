"""Keeping a child process's messages apart from what the libraries in it print."""

from __future__ import annotations

import os
from typing import BinaryIO


def claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take stdin and stdout as private streams; to be called before any library is loaded.

    Whoever reads stdin afterwards finds it empty, and what is written to stdout goes to stderr.
    """
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing
