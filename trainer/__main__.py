"""``python -m trainer STAGE --config FILE [--key value]``: one command a stage.

Each stage is imported when it is called, so that drawing postcards needs no torch.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.errors import AppError
from trainer.config import ConfigError, load
from trainer.postcards.levels import Level
from trainer.rewards.presets import PresetName
from trainer.starter.settings import Stage, StarterConfig

_ROOT = Path(__file__).resolve().parents[1]
_CONFIGS = _ROOT / "trainer" / "configs"
_GAZETTEER = _ROOT / "resources" / "built" / "gazetteer.sqlite"
_OVERRIDABLE = {"allow_extra_args": True, "ignore_unknown_options": True}

trainer = typer.Typer(
    name="trainer",
    help="Build models for Meridian: draw, train, export, evaluate.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@trainer.command()
def postcards(
    seed: Annotated[int, typer.Option(help="Which stretch of the held-out scenes, from 0.")],
    count: Annotated[int, typer.Option(help="How many scenes.")],
    out: Annotated[Path, typer.Option(help="Folder for the pictures and labels.csv.")],
    level: Annotated[
        Level | None, typer.Option(help="One difficulty for all; else easy and medium in turn.")
    ] = None,
) -> None:
    """Draw held-out scenes with their truth (labels.csv)."""
    from trainer.postcards.command import write_postcards

    write_postcards(seed, count, out, level)


@trainer.command(context_settings=_OVERRIDABLE)
def curate(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The recipe; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "curate.yaml"),
) -> None:
    """Ask teachers about photographs with known places and keep what four filters confirm.

    A run that was stopped goes on where it was when the same command is given again.
    """
    from trainer.curation.settings import CurationConfig

    settings = load(CurationConfig, config, context.args)
    from trainer.curation.pipeline import curate as run

    run(settings)


@trainer.command(context_settings=_OVERRIDABLE)
def starter(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The recipe; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "starter.yaml"),
    *,
    only: Annotated[
        list[Stage] | None, typer.Option(help="Just this stage; can be given several times.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped.")
    ] = False,
) -> None:
    """Make the starter model from drawn postcards: fine-tuning, rewards, GRPO, package.

    Settings of the later stages: starter_tables, starter_reward_model, starter_grpo and
    export_starter beside the config.
    """
    settings = load(StarterConfig, config, context.args)
    from trainer.starter.stages import StageConfigs, make_starter

    configs = StageConfigs.beside(config)
    make_starter(settings, configs, resume=resume, only=only or list(Stage))


@trainer.command(context_settings=_OVERRIDABLE)
def sft(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The run; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "sft.yaml"),
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a stopped run.")] = False,
) -> None:
    """Fine-tune a vision-language model on verified reasoning and answers."""
    from trainer.sft import SftSettings, train_sft

    train_sft(load(SftSettings, config, context.args), resume=resume)


@trainer.command(context_settings=_OVERRIDABLE)
def reward_model(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The run; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "reward_model.yaml"),
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a stopped run.")] = False,
) -> None:
    """Train the judge of localizability, and measure it on held-out rows."""
    from trainer.reward_model import RewardModelSettings, train_reward_model

    train_reward_model(load(RewardModelSettings, config, context.args), resume=resume)


@trainer.command(context_settings=_OVERRIDABLE)
def grpo(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The run; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "grpo_h200_lora.yaml"),
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a stopped run.")] = False,
) -> None:
    """Optimise a model against the rewards, group by group."""
    from trainer.grpo import GrpoSettings, train_grpo

    train_grpo(load(GrpoSettings, config, context.args), resume=resume)


@trainer.command(context_settings=_OVERRIDABLE)
def export(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="What to export; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "export_starter.yaml"),
    model: Annotated[
        str | None,
        typer.Option(help="The checkpoint: a folder, or owner/name on the Hub with --preset."),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(help="Export a published model (globe-7b) as it is, without a config."),
    ] = None,
    quantization: Annotated[
        str | None, typer.Option(help="Q4_K_M (with --preset the default), Q5_K_M, Q6_K, Q8_0 ...")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Package folder; with --preset runs/export/PRESET if none.")
    ] = None,
    revision: Annotated[
        str, typer.Option(help="Branch, tag or commit on the Hub, with --preset.")
    ] = "main",
) -> None:
    """Turn a checkpoint into a model package: convert, quantise, compare, calibrate, measure.

    With --preset nothing is compared or measured: the package states what was published.
    """
    if preset is not None:
        if model is None or context.args:
            raise typer.BadParameter("--preset takes --model, --quantization, --out and --revision")
        from trainer.export.published import export_published

        export_published(
            model,
            out or Path("runs") / "export" / preset,
            preset=preset,
            quantization=quantization or "Q4_K_M",
            revision=revision,
            report=lambda line: print(line, file=sys.stderr, flush=True),
        )
        return
    given = {"checkpoint": model, "quantization": quantization, "out": out}
    overrides = [f"--{key}={value}" for key, value in given.items() if value is not None]
    from trainer.export.command import ExportConfig
    from trainer.export.command import export as export_package

    export_package(load(ExportConfig, config, [*context.args, *overrides]))


@trainer.command()
def reward(
    preset: Annotated[PresetName, typer.Option(help="Which rewards.")],
    gazetteer: Annotated[Path, typer.Option(help="The database of places.")] = _GAZETTEER,
) -> None:
    """Try rewards by hand: JSON rows on standard input, a line of scores each on standard output.

    Keys of a row: completion, country, city, lat, lon (degrees), entities (a list), localizable
    (default true), localizability (the reward model's probability, if there is one).
    """
    from trainer.rewards.command import score_rows
    from trainer.rewards.presets import load_preset

    bad = score_rows(load_preset(preset, gazetteer), sys.stdin.buffer, sys.stdout)
    if bad:
        sys.stderr.write(f"{bad} {'row' if bad == 1 else 'rows'} could not be read.\n")
        raise typer.Exit(1)


@trainer.command(context_settings=_OVERRIDABLE)
def evaluate(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="What to ask; any of its settings can be given as --key value.")
    ] = (_CONFIGS / "evaluate.yaml"),
    *,
    predictions: Annotated[
        Path | None,
        typer.Option(
            help="Score this CSV alone: true_lat, true_lon, pred_lat, pred_lon in degrees; a "
            "prediction left empty was refused."
        ),
    ] = None,
) -> None:
    """Put a protocol to a package, a checkpoint or an endpoint; prints the metrics as JSON.

    Goes on where it was stopped. Answers, results and an HTML report go into the folder --out.
    """
    from trainer.evaluation.results import as_json

    if predictions is not None:
        from trainer.evaluation.predictions import score_predictions

        sys.stdout.write(as_json(score_predictions(predictions)))
        return
    from trainer.evaluation.command import EvaluateConfig, headline
    from trainer.evaluation.command import evaluate as evaluate_model

    result = evaluate_model(load(EvaluateConfig, config, context.args))
    sys.stdout.write(as_json(headline(result)))
    if result["counts"]["failed"]:
        raise typer.Exit(1)


@trainer.command()
def compare(
    results: Annotated[
        list[Path],
        typer.Argument(
            help="Folders of evaluations; of several on one protocol the first is the measure."
        ),
    ],
) -> None:
    """Print published figures, with their sources, beside ours, and what quantising cost."""
    from trainer.evaluation.compare import compare_results

    compare_results(results)


def main() -> None:
    """Run one stage; exit 2 on bad settings, 1 on what else a user can mend."""
    try:
        trainer()
    except AppError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2 if isinstance(error, ConfigError) else 1) from error


if __name__ == "__main__":
    main()
