"""GLOBE's whole way on a tiny model: from photographs to a package that the app loads.

Every stage is the command that a user types; the teachers are real servers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.contract.manifest import ModelPackage
from trainer.data.rows import read_rows

POSTCARDS = 24
ON_CPU = (
    "--model.precision=float32",
    "--model.freeze_vision=false",
    "--model.lora=null",
    "--model.image=null",
    "--data.prompt=starter",
    "--data.images=null",
    "--data.held_out=null",
    "--training.use_cpu=true",
    "--training.bf16=false",
    "--training.gradient_checkpointing=false",
    "--training.max_steps=3",
    "--training.per_device_train_batch_size=8",
    "--training.gradient_accumulation_steps=1",
    "--training.logging_steps=1",
)


class Pipeline:
    """The trainer's commands, run in one folder."""

    def __init__(self, root: Path, folder: Path, gazetteer: Path) -> None:
        self.root, self.folder, self.gazetteer = root, folder, gazetteer

    def run(self, stage: str, *arguments: str | Path) -> str:
        command = [sys.executable, "-m", "trainer", stage, *map(str, arguments)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.root,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        assert done.returncode == 0, f"{stage}: {done.stderr[-3000:]}"
        return done.stdout

    def config(self, name: str) -> Path:
        return self.root / "trainer" / "configs" / f"{name}.yaml"

    def curate(self, endpoint: str, package: ModelPackage) -> Path:
        limits = package.manifest.image
        teachers = [
            {
                "name": name,
                "base_url": endpoint,
                "model": "starter",
                "api_key_env": None,
                "prompt": "starter",
                "image": {"min_pixels": limits.min_pixels, "max_pixels": limits.max_pixels},
                "temperature": 0.1,
                "max_tokens": 160,
                "seed": seed,
                "concurrency": 1,
                "requests_per_minute": None,
                "timeout_s": 300,
                "retries": 1,
                "give_up_after": 4,
            }
            for seed, name in enumerate(("one", "two"))
        ]
        self.run(
            "curate",
            f"--data={self.folder / 'photos'}",
            f"--out={self.folder / 'curated'}",
            f"--gazetteer={self.gazetteer}",
            f"--teachers={json.dumps(teachers)}",
            "--gps=null",
            "--segmentation=null",
            "--splits=null",
        )
        return self.folder / "curated" / "curated.parquet"

    def train(self, stage: str, config: str, base: Path, table: Path, *more: str) -> Path:
        out = self.folder / stage
        paths = (f"--out={out}", f"--model.base={base}", f"--data.train={table}")
        self.run(stage, "--config", self.config(config), *paths, *ON_CPU, *more)
        assert (out / "metrics.jsonl").read_text("utf-8")
        assert (out / "report.html").is_file()
        return out / "model"


@pytest.mark.slow
@pytest.mark.model
def test_from_photographs_to_a_package_that_the_app_loads(
    repo_root: Path,
    tmp_path: Path,
    gazetteer_path: Path,
    starter_package: ModelPackage,
    starter_endpoint: str,
) -> None:
    pipeline = Pipeline(repo_root, tmp_path, gazetteer_path)
    photos = tmp_path / "photos"
    pipeline.run(
        "postcards", "--seed", "9", "--count", str(POSTCARDS), "--out", photos, "--level", "easy"
    )

    curated = pipeline.curate(starter_endpoint, starter_package)
    assert len(read_rows(curated)) >= POSTCARDS // 2

    tiny = repo_root / "tests" / "trainer" / "starter" / "tiny.yaml"
    base = tmp_path / "base"
    pipeline.run("starter", "--only", "sft", "--config", tiny, f"--out={base}", "--ranks=1")

    tuned = pipeline.train("sft", "sft", base / "checkpoint", curated)
    judge = pipeline.train("reward-model", "reward_model", tuned, curated)
    judged = json.dumps({"folder": str(judge), "precision": "float32", "endpoint": None})
    policy = pipeline.train(
        "grpo",
        "grpo_cpu_smoke",
        tuned,
        curated,
        f"--rewards.judge={judged}",
        f"--rewards.gazetteer={gazetteer_path}",
        "--training.max_completion_length=24",
    )

    package = tmp_path / "models" / "tiny"
    pipeline.run(
        "export",
        *(f"--checkpoint={policy}", f"--out={package}", "--name=tiny", "--quantization=F16"),
        *("--calibration_per_level=0", "--evaluation_per_level=4"),
        *("--evaluation_per_variant=0", "--photographs=null", "--parity_postcards=4"),
        f"--gazetteer={gazetteer_path}",
    )

    located = subprocess.run(
        [
            *(sys.executable, "main.py", "locate", str(photos), "--json", "--model", "tiny"),
            *("--library", str(tmp_path / "library.sqlite")),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=repo_root,
        env=os.environ | {"MERIDIAN_HOME": str(tmp_path)},
    )
    assert located.returncode == 0, located.stderr
    lines = [json.loads(line) for line in located.stdout.splitlines()]
    assert len(lines) == POSTCARDS
    assert {line["model"] for line in lines} == {"tiny"}
    assert all(line["status"] in ("located", "not_localizable") for line in lines)
