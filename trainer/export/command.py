"""``python -m trainer export``: from a checkpoint to a package that is measured and calibrated.

Convert and quantise; compare with the checkpoint; calibrate on validation postcards; measure on
test postcards; write it all into the manifest. Only then does the package get its name.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from app.contract.confidence import Calibration
from app.contract.image import PixelLimits
from app.contract.manifest import Evaluation, Manifest, ModelPackage, read_package
from app.contract.sampling import Sampling
from app.errors import AppError
from app.geo.gazetteer import Gazetteer
from trainer.evaluation.models import PromptSettings
from trainer.evaluation.postcards import as_json, as_metrics, evaluate_package, postcards
from trainer.evaluation.replies import Reply, ask
from trainer.export.calibrate import calibrate, held_out
from trainer.export.checkpoint import open_checkpoint
from trainer.export.package import build_package, replace_package, revise_manifest
from trainer.export.parity import Parity, Reference, compare_texts, engine_texts
from trainer.postcards.levels import Level as Difficulty
from trainer.postcards.seeds import test_seed, validation_seed
from trainer.postcards.world import draw

_PARITY_SIZE_PX: Final = (320, 240)
_TOLD_APART: Final = 3


@dataclass(frozen=True, slots=True)
class ExportConfig:
    """Everything an export depends on."""

    checkpoint: Path
    out: Path
    """The package folder; one that is there is replaced."""
    name: str
    title: str
    scope: str
    """One honest sentence on what the model is for."""
    licence: str
    base_model: str
    quantization: str
    mmproj_type: str
    prompt: PromptSettings
    image: PixelLimits | None
    """null: the limits of the checkpoint's image processor."""
    sampling: Sampling
    gazetteer: Path
    calibration_per_level: int
    """Validation postcards of each level; 0: no calibration, so no confidence in the app."""
    evaluation_per_level: int
    """Test postcards of each level."""
    evaluation_per_variant: int
    photographs: Path | None
    """A folder of real photographs that the model should refuse."""
    parity_postcards: int
    """0: no comparison with the checkpoint (a large one does not fit into memory in float32)."""
    min_identical_text: float
    min_same_place: float
    training: dict[str, str]
    """Notes on the training, for the manifest."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What came of an export."""

    manifest: Manifest
    table: Mapping[str, Mapping[str, float]]
    """The evaluation: a row for each level and variant."""


def export(config: ExportConfig, report: Callable[[str], None] | None = None) -> ExportResult:
    """Export a checkpoint; ``report`` gets a line for each step (standard error by default).

    Raises:
        AppError: The checkpoint cannot be exported, or the package differs from it too much; then
            an older package is left as it was.
    """
    say = report or _say
    gazetteer = Gazetteer(config.gazetteer)
    config.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=config.out.parent) as scratch:
        folder = Path(scratch) / config.out.name
        exact = Path(scratch) / "f16"
        manifest = _build(config, folder, config.quantization, say)
        notes: dict[str, Any] = {**config.training, "made_with": _versions()}
        if config.parity_postcards:
            _build(config, exact, "F16", say)
            notes["parity"] = _parity(config, exact, folder, gazetteer, say)
        calibration = _calibration(folder, config, gazetteer, say)
        revise_manifest(folder, manifest, calibration=calibration, evaluation=None, training=notes)
        table = evaluate_package(
            read_package(folder),
            gazetteer,
            n_per_level=config.evaluation_per_level,
            n_per_variant=config.evaluation_per_variant,
            photographs=config.photographs,
        )
        say(as_json(table))
        manifest = revise_manifest(
            folder,
            manifest,
            calibration=calibration,
            evaluation=Evaluation(
                dataset="held-out postcards",
                n=config.evaluation_per_level * len(Difficulty),
                metrics=as_metrics(table),
            ),
            training=notes,
        )
        replace_package(folder, config.out)
    say(f"wrote {config.out}")
    return ExportResult(manifest, table)


def _build(
    config: ExportConfig, folder: Path, quantization: str, say: Callable[[str], None]
) -> Manifest:
    return build_package(
        config.checkpoint,
        folder,
        name=config.name,
        title=config.title,
        scope=config.scope,
        licence=config.licence,
        base_model=config.base_model,
        prompt=config.prompt.as_prompt(),
        image=config.image or open_checkpoint(config.checkpoint).pixel_limits(),
        sampling=config.sampling,
        quantization=quantization,
        mmproj_type=config.mmproj_type,
        report=say,
    )


def _parity(
    config: ExportConfig,
    exact: Path,
    shipped: Path,
    gazetteer: Gazetteer,
    say: Callable[[str], None],
) -> dict[str, float]:
    """Compare the F16 and the shipped package with the checkpoint; returns the shares."""
    levels = itertools.cycle(Difficulty)
    pictures = [
        draw(test_seed(index), next(levels), _PARITY_SIZE_PX).image
        for index in range(config.parity_postcards)
    ]
    package = read_package(shipped)
    limits, sampling = package.manifest.image, package.manifest.sampling
    reference = Reference(config.checkpoint, config.prompt.as_prompt(), limits)
    expected = reference.answer(pictures, sampling.max_tokens)
    f16 = compare_texts(expected, engine_texts(read_package(exact), pictures), gazetteer)
    quantised = compare_texts(expected, engine_texts(package, pictures), gazetteer)
    for name, parity in (("F16", f16), (config.quantization, quantised)):
        say(
            f"{name} against transformers: {parity.identical_text:.1%} identical texts, "
            f"{parity.same_place:.1%} same places of {parity.pictures}"
        )
        _tell_differences(parity, say)
    if f16.identical_text < config.min_identical_text:
        raise _unlike("F16 texts identical", f16.identical_text, config.min_identical_text)
    if quantised.same_place < config.min_same_place:
        raise _unlike(
            f"{config.quantization} places the same", quantised.same_place, config.min_same_place
        )
    return {
        "pictures": f16.pictures,
        "f16_identical_text": f16.identical_text,
        "shipped_identical_text": quantised.identical_text,
        "shipped_same_place": quantised.same_place,
    }


def _tell_differences(parity: Parity, say: Callable[[str], None]) -> None:
    for expected, found in parity.differences[:_TOLD_APART]:
        say(f"  expected {expected!r}\n  found    {found!r}")


def _unlike(what: str, share: float, least: float) -> AppError:
    return AppError(
        title="Export differs from the checkpoint",
        message=f"{what}: {share:.1%}, at least {least:.1%} are wanted.",
        hint="Look at the differences above; a finer quantization may be needed.",
    )


def _calibration(
    folder: Path, config: ExportConfig, gazetteer: Gazetteer, say: Callable[[str], None]
) -> Calibration | None:
    if not config.calibration_per_level:
        return None
    replies = _validation_replies(read_package(folder), config.calibration_per_level)
    calibration = calibrate([held_out(reply, gazetteer) for reply in replies])
    say(f"refuses below localizability {calibration.min_localizability:.3f}")
    return calibration


def _validation_replies(package: ModelPackage, n_per_level: int) -> Sequence[Reply]:
    return ask(
        package,
        itertools.chain.from_iterable(
            postcards(
                level.value,
                range(n_per_level),
                package.manifest.image,
                level=level,
                seed=validation_seed,
            )
            for level in Difficulty
        ),
    )


def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("gguf", "llama-cpp-python", "transformers")}


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
