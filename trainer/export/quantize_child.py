"""Child process of `trainer.export.quantize`: one call of llama.cpp's quantiser.

Run as ``python quantize_child.py SOURCE TARGET FILE_TYPE THREADS``; prints llama.cpp's log to
standard error and exits with its return code. It imports nothing of the project.
"""

from __future__ import annotations

import ctypes
import sys

import llama_cpp


@llama_cpp.llama_log_callback
def _log(_level: int, text: bytes, _data: ctypes.c_void_p) -> None:
    sys.stderr.write(text.decode("utf-8", errors="replace"))


def main(source: str, target: str, file_type: str, threads: str) -> int:
    """Quantise ``source`` into ``target``; returns llama.cpp's return code."""
    llama_cpp.llama_log_set(_log, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = int(file_type)
    parameters.nthread = int(threads)
    return llama_cpp.llama_model_quantize(
        source.encode(), target.encode(), ctypes.pointer(parameters)
    )


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
