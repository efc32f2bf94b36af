"""``python -m trainer reward``: rewards tried by hand, JSON rows in, JSON scores out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from trainer.rewards.presets import Preset, score
from trainer.rewards.sample import read_row


def score_rows(preset: Preset, lines: Iterable[bytes], out: TextIO) -> int:
    """Write a line of scores for each JSON line, flushed at once; returns how many were bad.

    For a line that cannot be read, ``{"error": {"line": number, "message": ...}}`` stands in its
    place. Empty lines are passed over.
    """
    bad = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        result: dict[str, Any]
        try:
            sample, localizability = read_row(json.loads(line))
        except (ValueError, RecursionError) as error:
            bad += 1
            result = {"error": {"line": number, "message": str(error)}}
        else:
            result = score(preset, sample, localizability).as_dict()
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        out.flush()
    return bad
