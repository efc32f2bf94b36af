"""`bench`: how fast Meridian is on this computer."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from app import paths
from app.bootstrap import open_catalog
from app.cli.options import ModelOption
from app.cli.output import JsonOption, print_json, stderr, stdout
from app.engine.benchmark import bench_engine
from app.library.benchmark import bench_library


class Part(StrEnum):
    """What is measured."""

    ENGINE = "engine"
    LIBRARY = "library"


def bench_command(
    part: Annotated[Part, typer.Argument(help="What to measure.")] = Part.ENGINE,
    photos: Annotated[
        int, typer.Option(min=1, help="How many photos of the sample album, or made up, to use.")
    ] = 48,
    model: ModelOption = None,
    json_lines: JsonOption = False,
) -> int:
    """Measure speed on this computer.

    engine: photos a second through Meridian's engine, against llama-cpp-python used in the plain
    way on the same files, one after the other. library: photos scanned, rescanned and shrunk a
    second. Compare the ratios; the absolute figures hold for this computer only.
    """
    if part is Part.ENGINE:
        album = sorted((paths.resources_dir() / "sample-album").rglob("*.jpg"))[:photos]
        with stderr.status("Measuring the engine"):
            result: Mapping[str, Any] = bench_engine(open_catalog().resolve(model), album)
    else:
        with stderr.status("Measuring the library"), tempfile.TemporaryDirectory() as folder:
            result = bench_library(Path(folder), photos)
    if json_lines:
        print_json(result)
    else:
        for name, value in result.items():
            shown = f"{value:.2f}" if isinstance(value, float) else str(value)
            stdout.print(f"{name:>18}  {shown}", highlight=False)
    return 0
