"""The package against its checkpoint, in the app's own engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.contract.image import PixelLimits
from app.contract.manifest import ModelPackage, read_package
from app.contract.prompt import GLOBE_PROMPT
from app.contract.sampling import Sampling
from app.geo.gazetteer import Gazetteer
from trainer.export.package import build_package
from trainer.export.parity import Reference, compare_texts, engine_texts

LIMITS = PixelLimits(4 * 784, 64 * 784)
MAX_TOKENS = 48


@pytest.fixture(scope="module")
def package(taught_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> ModelPackage:
    folder = tmp_path_factory.mktemp("packages") / "taught"
    build_package(
        taught_checkpoint,
        folder,
        name="taught",
        title="Taught",
        scope="Knows three colours.",
        licence="Apache-2.0",
        base_model="none",
        prompt=GLOBE_PROMPT,
        image=LIMITS,
        sampling=Sampling(max_tokens=MAX_TOKENS),
        quantization="F16",
    )
    return read_package(folder)


def test_package_and_checkpoint_say_the_same(
    taught_checkpoint: Path,
    package: ModelPackage,
    taught: dict[str, str],
    gazetteer: Gazetteer,
) -> None:
    # The size taught, and one that both sides must first resize.
    pictures = [
        Image.new("RGB", size, colour) for size in ((112, 84), (200, 150)) for colour in taught
    ]
    reference = Reference(taught_checkpoint, GLOBE_PROMPT, LIMITS)
    expected = reference.answer(pictures, MAX_TOKENS)
    assert expected[:3] == list(taught.values())
    parity = compare_texts(expected, engine_texts(package, pictures), gazetteer)
    assert parity.pictures == 6
    assert parity.differences == ()
    assert parity.identical_text == parity.same_place == 1


def test_differences_are_counted_and_kept(gazetteer: Gazetteer, taught: dict[str, str]) -> None:
    red, blue, grey = taught.values()
    reworded = red.replace("The wall", "A wall")
    parity = compare_texts([red, red, grey, blue], [red, reworded, grey, grey], gazetteer)
    assert parity.identical_text == 0.5
    assert parity.same_place == 0.75
    assert parity.differences == ((red, reworded), (blue, grey))
    with pytest.raises(ValueError, match="nothing"):
        compare_texts([], [], gazetteer)
