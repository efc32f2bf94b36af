"""What is known of published models: how they want to be asked, and how good they are.

The app makes manifests of it for files that come without one, the trainer for what it exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.contract.image import PATCH_PX, PixelLimits
from app.contract.manifest import Evaluation
from app.contract.prompt import GLOBE_PROMPT, Prompt
from app.contract.sampling import Sampling
from app.errors import AppError

_TOKEN_PIXELS: Final = PATCH_PX**2


@dataclass(frozen=True, slots=True)
class Preset:
    """The parts of a manifest that the files themselves do not tell."""

    title: str
    scope: str
    licence: str
    base_model: str
    hidden_size: int
    layers: int
    """With the hidden size, what tells the published weights from smaller ones of their kind."""
    prompt: Prompt
    image: PixelLimits
    sampling: Sampling
    evaluation: Evaluation | None


PRESETS: Final[Mapping[str, Preset]] = {
    "globe-7b": Preset(
        title="GLOBE 7B",
        scope="Places photographs from all over the world by country and city, reasoning in words; "
        "it is right within 25 km for 40 to 63 % of photos in published tests and always answers.",
        licence="Apache-2.0",
        base_model="Qwen/Qwen2.5-VL-7B-Instruct",
        hidden_size=3584,
        layers=28,
        prompt=GLOBE_PROMPT,
        # GLOBE was trained with MAX_PIXELS=1003520, 1280 tokens, and the processor's least size
        # of 4 tokens: outside these limits its published accuracy says nothing. Most of the time
        # a photo takes on a processor is spent on these tokens, so this is the slowest setting too.
        image=PixelLimits(4 * _TOKEN_PIXELS, 1280 * _TOKEN_PIXELS),
        # The released example's temperature and length, the training's top_p and top_k.
        sampling=Sampling(temperature=0.6, top_p=0.9, top_k=50, max_tokens=512),
        evaluation=Evaluation(
            dataset="MP16-Reason-Test, published (arXiv 2506.14674, Table 2; unquantised weights, "
            "targets aligned to city centres)",
            n=12_000,
            metrics={
                "accuracy_at_1_km": 0.1799,
                "accuracy_at_25_km": 0.6285,
                "accuracy_at_200_km": 0.7383,
                "accuracy_at_750_km": 0.8668,
                "accuracy_at_2500_km": 0.9252,
                # The same paper's second benchmark, 2,997 photos of tourists.
                "im2gps3k_at_1_km": 0.0984,
                "im2gps3k_at_25_km": 0.4018,
                "im2gps3k_at_200_km": 0.5619,
                "im2gps3k_at_750_km": 0.7145,
                "im2gps3k_at_2500_km": 0.8238,
            },
        ),
    ),
}


def find_preset(name: str) -> Preset:
    """The preset of that name.

    Raises:
        AppError: There is none.
    """
    preset = PRESETS.get(name)
    if preset is None:
        raise AppError(
            title="No such preset",
            message=f"There is no preset called {name!r}. Known presets: {', '.join(PRESETS)}.",
            hint="A preset says how the model wants to be asked.",
        )
    return preset
