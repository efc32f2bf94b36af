"""Parts of a curated table: disjoint, complete but for the leaks, and unlike the benchmarks."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.trainer.data.test_splits import STRICT, card
from trainer.curation.parts import write_parts
from trainer.curation.settings import SplitSettings
from trainer.data.rows import open_image, read_rows, write_rows


def test_parts(tmp_path: Path) -> None:
    rows = [card(number) for number in range(40)]
    curated, benchmark = tmp_path / "curated.parquet", tmp_path / "benchmark.parquet"
    write_rows(rows, curated)
    # The benchmark has the picture of row 3, under the id of another row.
    seen_before = card(7, image=rows[3].image, author="", lat_deg=None, lon_deg=None)
    write_rows([seen_before], benchmark)

    settings = SplitSettings({"test": 0.3, "train": 0.7}, STRICT, (benchmark,), seed=4)
    counts = write_parts(curated, settings)

    parts = {name: read_rows(tmp_path / f"{name}.parquet") for name in ("test", "train")}
    ids = {name: [row.id for row in part] for name, part in parts.items()}
    assert not set(ids["test"]) & set(ids["train"])
    assert sorted(ids["test"] + ids["train"], key=int) == [str(n) for n in range(40) if n != 3]
    assert counts == {"test": len(ids["test"]), "train": len(ids["train"]), "leaks": 1}
    assert ids["test"] and len(ids["train"]) > len(ids["test"])
    assert open_image(parts["train"][0]).size == (256, 192)
    with (tmp_path / "leaks.csv").open(encoding="utf-8", newline="") as file:
        (leak,) = csv.DictReader(file)
    assert leak == {"id": "3", "shares": "picture", "with": f"{benchmark}#7"}
