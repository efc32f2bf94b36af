"""What a curation depends on; the values, with their reasons, are in ``configs/curate.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.contract.image import PixelLimits
from trainer.curation.opinions import CURATION, PROMPTS
from trainer.data.splits import Isolation


@dataclass(frozen=True, slots=True)
class TeacherSettings:
    """A vision-language model behind an OpenAI-compatible endpoint, and how it is asked."""

    name: str
    base_url: str
    """Up to and with ``/v1``."""
    model: str
    """As the endpoint lists it."""
    api_key_env: str | None
    """Name of the environment variable that holds the key; null for endpoints without one."""
    prompt: str
    """One of `trainer.curation.opinions.PROMPTS`."""
    image: PixelLimits
    temperature: float
    max_tokens: int
    seed: int
    concurrency: int
    requests_per_minute: float | None
    timeout_s: float
    retries: int
    give_up_after: int
    """The run stops, to be resumed, when so many photographs in a row got no answer."""

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ValueError."""
        if self.prompt not in PROMPTS:
            raise ValueError(f"there is no prompt {self.prompt!r}, only {', '.join(PROMPTS)}")
        if min(self.concurrency, self.give_up_after, self.max_tokens) < 1 or self.timeout_s <= 0:
            raise ValueError(f"a limit of teacher {self.name} is not positive")

    @property
    def is_scored(self) -> bool:
        """Whether the prompt asks for a localizability score and a list of visible things."""
        return self.prompt == CURATION


@dataclass(frozen=True, slots=True)
class GpsSettings:
    """The GPS teacher, GeoCLIP."""

    device: str
    batch: int


@dataclass(frozen=True, slots=True)
class SegmentationSettings:
    """A semantic segmentation model with ADE20K labels."""

    model: str
    """Folder or Hub id of a MaskFormer or Mask2Former."""
    device: str
    batch: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The thresholds of the four filters. All values are ours: the paper states none."""

    min_localizability: float
    min_gps_confidence: float
    max_error_km: float
    """Between a teacher's place and the truth."""
    max_gps_error_km: float
    max_disagreement_km: float
    """Between the places of two teachers."""
    max_gps_disagreement_km: float
    min_reasoning_similarity: float
    min_confirmed_share: float
    """Of the entities that segmentation can confirm or refute."""
    min_confirmed: int
    min_element_area: float
    """Share of the picture from which on an element counts as seen."""


@dataclass(frozen=True, slots=True)
class SplitSettings:
    """How the curated table is parted."""

    shares: dict[str, float]
    """Part -> share, what must stay untouched first; each becomes a file of that name."""
    isolation: Isolation
    keep_away_from: tuple[Path, ...]
    """Tables of benchmarks with their pictures: whatever is like one of theirs goes."""
    seed: int


@dataclass(frozen=True, slots=True)
class CurationConfig:
    """Everything a curation depends on."""

    data: Path
    """A table that `trainer.data.rows` reads, with places as ground truth."""
    images: Path | None
    """Where the pictures named in it lie; null: beside the table."""
    out: Path
    """Folder for the journal, the curated tables and the data card."""
    gazetteer: Path
    limit: int | None
    """Only so many rows from the top."""
    max_unreadable_share: float
    """More missing files or corrupt rows than this, and the run does not start."""
    teachers: tuple[TeacherSettings, ...]
    gps: GpsSettings | None
    """null: no GPS teacher."""
    segmentation: SegmentationSettings | None
    """null: the fourth filter is left out, and the data card says so."""
    rules: Rules
    splits: SplitSettings | None
    """null: only the whole table is written."""

    def __post_init__(self) -> None:
        """Refuse teachers that cannot be told apart. Raises ValueError."""
        names = [teacher.name for teacher in self.teachers]
        if not names or len(set(names)) < len(names):
            raise ValueError("there must be one teacher or more, each with its own name")
