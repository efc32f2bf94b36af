"""``python -m trainer evaluate``: a protocol put to a model, and what came of it on disk.

The folder of a run holds answers.jsonl (what the model said), result.json (all numbers and what
they depend on), predictions.csv (one line a photo) and report.html. The same command run again goes
on where it stopped; with all answers there it only measures anew.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from app.contract.image import PixelLimits
from app.contract.manifest import MANIFEST_NAME, Manifest, file_record, read_package
from app.errors import AppError
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.answers import AnswerFile
from trainer.evaluation.models import AskingSettings, Model, contract_of, open_model
from trainer.evaluation.protocols import (
    POSTCARDS,
    Case,
    Protocol,
    Skipped,
    Subject,
    find_protocol,
    postcard_cases,
    postcards_sha256,
    table_cases,
    table_sha256,
)
from trainer.evaluation.results import (
    Judged,
    as_json,
    judge_all,
    measure,
    parser_sha256,
    replies_to,
)
from trainer.evaluation.runner import ask_all
from trainer.postcards.levels import Level

ANSWERS_NAME: Final = "answers.jsonl"
RESULT_NAME: Final = "result.json"
PREDICTIONS_NAME: Final = "predictions.csv"
REPORT_NAME: Final = "report.html"
COLUMNS: Final = (
    "id", "group", "true_country_code", "true_city", "true_lat", "true_lon", "pred_country_code",
    "pred_city", "pred_lat", "pred_lon", "error_km", "confidence", "radius_km",
)  # fmt: skip
_LISTED: Final = 100


@dataclass(frozen=True, slots=True)
class EvaluateConfig:
    """Everything an evaluation depends on."""

    model: str
    """Folder of a package or of a checkpoint, or address of an endpoint (http...)."""
    asking: AskingSettings
    protocol: str
    """A name of `trainer.evaluation.protocols.PROTOCOLS`."""
    data: Path | None
    """The protocol's table; null for postcards, which are drawn."""
    images: Path | None
    """Folder of its pictures; null: beside the table."""
    limit: int | None
    """Only the first so many rows; null: all."""
    postcards_per_level: int
    calibrate: bool
    """Fit confidence and radius on these answers and write them into the package's manifest. What
    is then measured on the same photos says nothing: measure on others."""
    gazetteer: Path
    assets: Path
    """Folder of the built map files, for the report."""
    out: Path


def evaluate(config: EvaluateConfig) -> dict[str, Any]:
    """Run a protocol and write its results into ``config.out``; returns what result.json holds.

    Raises:
        AppError: The model or the table cannot be used, or the run was stopped by failures; what
            was answered is kept.
    """
    protocol = find_protocol(config.protocol)
    _require_usable(protocol, config)
    gazetteer = Gazetteer(config.gazetteer)
    skipped = Skipped()
    with open_model(config.model, config.asking) as model:
        run = _run(protocol, config, model)
        with AnswerFile(config.out / ANSWERS_NAME, run) as answers:
            cases = _cases(protocol, config, model.manifest.image, gazetteer, skipped)
            subjects = ask_all(model, cases, answers, _total(protocol, config))
            judged = judge_all(subjects, answers, model.manifest, gazetteer)
            if config.calibrate:
                _calibrate(Path(config.model), subjects, answers, gazetteer)
            failures = [answers.failed[s.key] for s in subjects if s.key in answers.failed]
    result: dict[str, Any] = {
        "run": run,
        "reading": _reading(config, model.manifest),
        "counts": {
            "photos": len(subjects),
            "expected": protocol.photos if config.limit is None else None,
            "answered": len(judged),
            "failed": len(failures),
            "duplicates": skipped.duplicates,
            "unusable_rows": len(skipped.unusable),
        },
        "failures": dict(Counter(failure.title for failure in failures)),
        "failed": [dataclasses.asdict(failure) for failure in failures[:_LISTED]],
        "unusable": [dataclasses.asdict(problem) for problem in skipped.unusable[:_LISTED]],
        "metrics": measure(judged),
    }
    _write(config, result, judged)
    return result


def headline(result: Mapping[str, Any]) -> dict[str, Any]:
    """The counts and the plain numbers of a result, without curves and tables."""
    plain = {
        name: value
        for name, value in result["metrics"].items()
        if not isinstance(value, dict | list)
    }
    return {"counts": result["counts"], "failures": result["failures"], "metrics": plain}


def _require_usable(protocol: Protocol, config: EvaluateConfig) -> None:
    if protocol.name != POSTCARDS and config.data is None:
        raise AppError(
            title="Table missing",
            message=f"{protocol.title} needs its table ({protocol.source}).",
            hint="Give it with --data, and the folder of its pictures with --images.",
        )
    if config.calibrate and not (Path(config.model) / MANIFEST_NAME).is_file():
        raise AppError(
            title="Nothing to write the calibration into",
            message=f"{config.model} is no model package.",
            hint="Export the model first and calibrate the package.",
        )


def _calibrate(
    package: Path, subjects: Sequence[Subject], answers: AnswerFile, gazetteer: Gazetteer
) -> None:
    from trainer.export.calibrate import calibrate, held_out
    from trainer.export.package import write_manifest

    calibration = calibrate([held_out(one, gazetteer) for one in replies_to(subjects, answers)])
    manifest = read_package(package).manifest
    write_manifest(package, dataclasses.replace(manifest, calibration=calibration))


def _cases(
    protocol: Protocol,
    config: EvaluateConfig,
    limits: PixelLimits,
    gazetteer: Gazetteer,
    skipped: Skipped,
) -> Iterator[Case]:
    if config.data is None:
        return postcard_cases(config.postcards_per_level, limits)
    return table_cases(config.data, config.images, limits, gazetteer, skipped, config.limit)


def _total(protocol: Protocol, config: EvaluateConfig) -> int | None:
    if protocol.name == POSTCARDS:
        return config.postcards_per_level * len(Level)
    return config.limit or protocol.photos


def _run(protocol: Protocol, config: EvaluateConfig, model: Model) -> dict[str, Any]:
    """What was asked of whom: answers belong together only where all of it is the same."""
    return {
        "protocol": protocol.name,
        "data_sha256": table_sha256(config.data) if config.data else postcards_sha256(),
        "model": dict(model.identity),
        "contract": contract_of(model.manifest),
    }


def _reading(config: EvaluateConfig, manifest: Manifest) -> dict[str, Any]:
    """What the numbers depend on beside the answers: these can change without asking again."""
    calibration = manifest.calibration
    return {
        "parser_sha256": parser_sha256(),
        "gazetteer_sha256": file_record(config.gazetteer).sha256,
        "calibration_sha256": None
        if calibration is None
        else hashlib.sha256(json.dumps(dataclasses.asdict(calibration)).encode()).hexdigest(),
        "meridian": version("meridian-photos"),
    }


def _write(config: EvaluateConfig, result: dict[str, Any], judged: Sequence[Judged]) -> None:
    from trainer.evaluation.report import render_report

    try:
        with (config.out / PREDICTIONS_NAME).open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            rows.writerows(map(_prediction, judged))
        page = render_report(result, judged, config.assets)
        (config.out / REPORT_NAME).write_text(page, "utf-8")
        (config.out / RESULT_NAME).write_text(as_json(result), "utf-8")
    except OSError as error:
        raise AppError(
            title="Results not written",
            message=f"{error.filename or config.out}: {error.strerror or error}.",
            hint="Make room and run the same command again: the answers are kept.",
        ) from error


def _prediction(one: Judged) -> tuple[object, ...]:
    truth, verdict = one.subject.truth, one.reading.verdict
    true_at, place = truth.coordinate, verdict.place
    return (
        one.subject.key,
        one.subject.group,
        truth.country_code,
        truth.city,
        *((true_at.lat_deg, true_at.lon_deg) if true_at else ("", "")),
        *(
            (place.country_code, place.name, place.coordinate.lat_deg, place.coordinate.lon_deg)
            if place
            else ("", "", "", "")
        ),
        *(
            "" if number is None else round(number, 4)
            for number in (one.reading.error_km, verdict.confidence, verdict.radius_km)
        ),
    )
