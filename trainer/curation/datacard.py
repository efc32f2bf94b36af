"""The data card: how many samples each filter left, where they lie, and what they look like."""

from __future__ import annotations

import base64
import io
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from jinja2 import Environment
from PIL import Image

from trainer.curation.card_template import CARD
from trainer.curation.opinions import PROMPTS
from trainer.curation.settings import CurationConfig
from trainer.curation.sheet import Specimen, draw_sheet
from trainer.curation.verify import Fate, Verdict
from trainer.data.rows import Row

CARD_FILE: Final = "card.html"
FUNNEL_FILE: Final = "funnel.json"
SHEET_FILE: Final = "samples.jpg"
_KEPT_SHOWN: Final = 24
_DROPPED_SHOWN: Final = 6
_REASONS_SHOWN: Final = 8
_LONGEST_LIST: Final = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel."""

    verdict: Verdict
    dropped: int
    left: int


class Reservoir:
    """A fair choice of so many items out of a stream of unknown length, the same in every run."""

    def __init__(self, size: int) -> None:
        self._size, self._seen, self._random = size, 0, random.Random(0)
        self.items: list[Specimen] = []

    def offer(self, item: Specimen) -> None:
        """Take the item, or not (algorithm R)."""
        self._seen += 1
        if len(self.items) < self._size:
            self.items.append(item)
        elif (place := self._random.randrange(self._seen)) < self._size:
            self.items[place] = item


@dataclass(slots=True)
class Census:
    """What is counted while samples are decided and written."""

    verdicts: Counter[Verdict] = field(default_factory=Counter[Verdict])
    reasons: dict[Verdict, Counter[str]] = field(default_factory=dict[Verdict, Counter[str]])
    countries: Counter[str] = field(default_factory=Counter[str])
    cities: Counter[str] = field(default_factory=Counter[str])
    entities: Counter[str] = field(default_factory=Counter[str])
    reasoning_words: int = 0
    parts: dict[str, int] = field(default_factory=dict[str, int])
    kept: Reservoir = field(default_factory=lambda: Reservoir(_KEPT_SHOWN))
    dropped: Reservoir = field(default_factory=lambda: Reservoir(_DROPPED_SHOWN))

    def decide(self, fate: Fate) -> None:
        """Count what became of a sample."""
        self.verdicts[fate.verdict] += 1
        if fate.reason:
            kind = fate.reason.partition(":")[0]
            self.reasons.setdefault(fate.verdict, Counter())[kind] += 1

    def keep(self, row: Row) -> None:
        """Count a curated row."""
        self.countries[row.country] += 1
        if row.city:
            self.cities[f"{row.city}, {row.country}"] += 1
        self.entities.update(name.lower() for name in row.entities)
        self.reasoning_words += len(row.reasoning.split())
        self.kept.offer(Specimen(row, ", ".join(filter(None, (row.city, row.country)))))

    def drop(self, row: Row, fate: Fate) -> None:
        """Remember a dropped row, perhaps."""
        self.dropped.offer(Specimen(row, f"{fate.verdict}: {fate.reason}"))

    def funnel(self) -> list[Step]:
        """All steps in order, the last one being what is kept."""
        left = self.verdicts.total()
        steps: list[Step] = []
        for verdict in Verdict:
            if verdict is Verdict.KEPT:
                break
            left -= self.verdicts[verdict]
            steps.append(Step(verdict, self.verdicts[verdict], left))
        return steps


def write_data_card(config: CurationConfig, census: Census) -> None:
    """Write the card (HTML, one file), the sample sheet (JPEG) and the funnel (JSON)."""
    sheet = draw_sheet(census.kept.items, census.dropped.items)
    sheet.save(config.out / SHEET_FILE, quality=88)
    steps = census.funnel()
    funnel = {
        "samples": census.verdicts.total(),
        "kept": census.verdicts[Verdict.KEPT],
        "steps": [
            {"verdict": step.verdict.value, "dropped": step.dropped, "left": step.left}
            for step in steps
        ],
        "parts": census.parts,
        "countries": dict(census.countries.most_common()),
        "cities": dict(census.cities.most_common()),
    }
    _write(config.out / FUNNEL_FILE, json.dumps(funnel, ensure_ascii=False, indent=1) + "\n")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    html = environment.from_string(CARD).render(
        config=config,
        census=census,
        kept=census.verdicts[Verdict.KEPT],
        total=census.verdicts.total(),
        steps=steps,
        rules={name: getattr(config.rules, name) for name in config.rules.__slots__},
        prompts={teacher.prompt: PROMPTS[teacher.prompt] for teacher in config.teachers},
        reasons=[
            (step.verdict, census.reasons[step.verdict].most_common(_REASONS_SHOWN))
            for step in steps
            if step.verdict in census.reasons
        ],
        histograms=[
            ("Countries", census.countries.most_common(_LONGEST_LIST), len(census.countries)),
            ("Cities", census.cities.most_common(_LONGEST_LIST), len(census.cities)),
            ("Entities", census.entities.most_common(_LONGEST_LIST), len(census.entities)),
        ],
        sheet=_as_url(sheet),
        version=version("meridian-photos"),
    )
    _write(config.out / CARD_FILE, html)


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def _as_url(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
