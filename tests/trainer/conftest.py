"""A vision-language model of seconds, and photographs it can be trained on."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch
from PIL import Image, ImageDraw

from app.contract.answer import render
from app.contract.image import PixelLimits
from app.contract.prompt import SYSTEM
from trainer.data.rows import Row, write_rows

LIMITS = PixelLimits(4 * 784, 16 * 784)
SIZE_PX = (112, 84)
# country -> roof colour, and city -> colour of its tower; both must be seen.
WORLD = {
    "France": ("red", {"Paris": "orange", "Lyon": "purple"}),
    "Japan": ("blue", {"Tokyo": "black", "Osaka": "pink"}),
    "Kenya": ("green", {"Nairobi": "cyan", "Mombasa": "brown"}),
}


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def _scene(roof: str, tower: str, chance: random.Random) -> Image.Image:
    width, height = SIZE_PX
    sky = tuple(value + chance.randint(-25, 25) for value in (150, 190, 225))
    picture = Image.new("RGB", SIZE_PX, sky)
    pen = ImageDraw.Draw(picture)
    ground = height * 5 // 8 + chance.randint(-3, 3)
    pen.rectangle((0, ground, width, height), fill=(90, 140, 85))
    left = chance.randint(4, 10)
    pen.rectangle((left, ground - 16, left + 42, ground), fill=(210, 195, 170))
    pen.polygon([(left - 3, ground - 16), (left + 21, ground - 46), (left + 45, ground - 16)], roof)
    left = chance.randint(64, 76)
    pen.rectangle((left, ground - 48, left + 28, ground), fill=tower)
    return picture


def _row(folder: Path, seed: int) -> Row:
    chance = random.Random(seed)
    country = chance.choice(sorted(WORLD))
    roof, cities = WORLD[country]
    city = chance.choice(sorted(cities))
    entities = (f"{roof} roof", f"{cities[city]} tower")
    image = folder / f"scene-{seed}.png"
    _scene(roof, cities[city], chance).save(image)
    return Row(
        id=f"scene-{seed}",
        image=image,
        country=country,
        city=city,
        lat_deg=None,
        lon_deg=None,
        localizable=True,
        reasoning=f"I see a {entities[0]} and a {entities[1]}.",
        entities=entities,
        author="",
        source="scenes",
    )


def _blank(folder: Path, seed: int) -> Row:
    chance = random.Random(seed)
    image = folder / f"blank-{seed}.png"
    Image.new("RGB", SIZE_PX, tuple(chance.randint(60, 200) for _ in range(3))).save(image)
    return Row(
        id=f"blank-{seed}",
        image=image,
        country="",
        city="",
        lat_deg=None,
        lon_deg=None,
        localizable=False,
        reasoning="I see nothing.",
        entities=(),
        author="",
        source="scenes",
    )


@pytest.fixture(scope="session")
def draw_rows(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Row]]:
    """Draw simple scenes: a house and a tower, whose colours tell country and city."""

    def draw(count: int, *, seed: int = 0, blank_every: int = 0) -> list[Row]:
        folder = tmp_path_factory.mktemp("scenes")
        return [
            _blank(folder, number)
            if blank_every and number % blank_every == 0
            else _row(folder, number)
            for number in range(seed * 100_000, seed * 100_000 + count)
        ]

    return draw


@pytest.fixture(scope="session")
def save_table(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Row]], Path]:
    """Write rows as a table that the stages read."""

    def save(rows: Sequence[Row]) -> Path:
        path = tmp_path_factory.mktemp("table") / "rows.parquet"
        write_rows(rows, path)
        return path

    return save


@pytest.fixture(scope="session")
def tiny_vlm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained Qwen2.5-VL of 0.5 million parameters with a tokenizer like the starter's."""
    from trainer.config import load
    from trainer.starter.architecture import build_model, save_tokenizer, train_tokenizer
    from trainer.starter.settings import StarterConfig

    folder = tmp_path_factory.mktemp("tiny-vlm")
    recipe = Path(__file__).with_name("starter") / "tiny.yaml"
    config = load(
        StarterConfig,
        recipe,
        [
            *("--text.hidden", "128", "--text.layers", "2", "--text.heads", "4"),
            *("--text.key_value_heads", "2", "--text.intermediate", "256"),
            *("--vision.hidden", "64", "--vision.depth", "2", "--vision.heads", "4"),
            *("--vision.intermediate", "128", "--text.vocabulary", "700"),
        ],
    )
    words = ["<think>", "</think>", "<answer>", "</answer>", "country:", "\n", "city:", " unknown"]
    texts = [*words, SYSTEM, "Where was this taken?", "yes", "no", "I see nothing."]
    for country, (roof, cities) in WORLD.items():
        for city, tower in cities.items():
            texts += [f" {country}", f" {city}", f"I see a {roof} roof and a {tower} tower."]
            texts.append(render("", country, city))
    tokenizer = train_tokenizer(texts * 8, config.text.vocabulary)
    save_tokenizer(tokenizer, LIMITS, folder)
    build_model(config, tokenizer).save_pretrained(folder)
    return folder


INTERN_IMAGE_TOKENS = {
    "start_image_token": "<img>",
    "end_image_token": "</img>",
    "context_image_token": "<IMG_CONTEXT>",
    "video_token": "<video>",
}
INTERN_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}"
    "{% else %}{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<IMG_CONTEXT>\n{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


@pytest.fixture(scope="session")
def tiny_internvl(tiny_vlm: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random InternVL3 of seconds: tiles of 56 pixels, four tokens each."""
    from transformers import (
        AutoTokenizer,
        InternVLConfig,
        InternVLForConditionalGeneration,
        PreTrainedTokenizerFast,
    )
    from transformers.models.got_ocr2.image_processing_pil_got_ocr2 import GotOcr2ImageProcessorPil

    folder = tmp_path_factory.mktemp("tiny-internvl")
    backend = AutoTokenizer.from_pretrained(tiny_vlm).backend_tokenizer
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=backend,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        extra_special_tokens=INTERN_IMAGE_TOKENS,
    )
    tokenizer.chat_template = INTERN_TEMPLATE
    tokenizer.save_pretrained(folder)
    GotOcr2ImageProcessorPil(
        size={"height": 56, "width": 56}, crop_to_patches=True, min_patches=1, max_patches=2
    ).save_pretrained(folder)
    (folder / "processor_config.json").write_text('{"image_seq_length": 4}\n', "utf-8")
    torch.manual_seed(0)
    model = InternVLForConditionalGeneration(
        InternVLConfig(
            image_token_id=tokenizer.convert_tokens_to_ids("<IMG_CONTEXT>"),
            image_seq_length=4,
            vision_config={
                "hidden_size": 32,
                "num_hidden_layers": 2,
                "num_attention_heads": 2,
                "intermediate_size": 64,
                "image_size": [56, 56],
            },
            text_config={
                "model_type": "qwen2",
                "vocab_size": len(tokenizer),
                "hidden_size": 64,
                "num_hidden_layers": 2,
                "num_attention_heads": 4,
                "num_key_value_heads": 2,
                "intermediate_size": 128,
                "max_position_embeddings": 1024,
                "eos_token_id": tokenizer.eos_token_id,
                "pad_token_id": tokenizer.pad_token_id,
            },
        )
    )
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.save_pretrained(folder)
    return folder
