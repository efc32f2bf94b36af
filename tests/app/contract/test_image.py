import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.contract.image import PixelLimits, fit, load_picture, prepare, smart_resize
from app.errors import AppError

QWEN = PixelLimits(min_pixels=3136, max_pixels=12_845_056)


@given(
    width=st.integers(1, 4000),
    height=st.integers(1, 4000),
    tokens=st.tuples(st.integers(4, 64), st.integers(65, 1280)),
)
def test_size_is_the_one_qwens_processor_chooses(
    width: int, height: int, tokens: tuple[int, int]
) -> None:
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import smart_resize as reference

    limits = PixelLimits(tokens[0] * 784, tokens[1] * 784)
    if max(width, height) > 200 * min(width, height):
        with pytest.raises(ValueError, match="elongated"):
            smart_resize(width, height, limits)
        return
    expected_height, expected_width = reference(
        height, width, min_pixels=limits.min_pixels, max_pixels=limits.max_pixels
    )
    assert smart_resize(width, height, limits) == (expected_width, expected_height)


@pytest.mark.parametrize("size", [(640, 480), (101, 333), (28, 28), (1000, 70)])
def test_pixels_are_those_of_qwens_processor(size: tuple[int, int]) -> None:
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    noise = np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    picture = Image.fromarray(noise)
    limits = PixelLimits(4 * 784, 64 * 784)
    processor = Qwen2VLImageProcessorPil(
        do_normalize=False,
        do_rescale=False,
        size={"shortest_edge": limits.min_pixels, "longest_edge": limits.max_pixels},
    )
    processed = processor(picture, return_tensors="np")
    _, rows, columns = (int(n) for n in processed["image_grid_thw"][0])
    # pixel_values are 2x2 groups of 14 px patches; put them back in the order of a picture
    patches = processed["pixel_values"].reshape(rows // 2, columns // 2, 2, 2, 3, 2, 14, 14)[
        :, :, :, :, :, 0
    ]
    upright = patches.transpose(0, 2, 5, 1, 3, 6, 4).reshape(rows * 14, columns * 14, 3)
    ours = prepare(picture, limits)
    assert (ours.width_px, ours.height_px) == (columns * 14, rows * 14)
    assert np.array_equal(
        np.frombuffer(ours.rgb, np.uint8).reshape(upright.shape), upright.astype(np.uint8)
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(tmp_path: Path, orientation: int) -> None:
    from PIL import ImageOps

    picture = Image.fromarray(np.arange(60 * 40 * 3, dtype=np.uint8).reshape(40, 60, 3) // 3)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "turned.png"
    picture.save(path, exif=exif)
    with Image.open(path) as opened:
        expected = ImageOps.exif_transpose(opened).convert("RGB")
    assert load_picture(path).tobytes() == expected.tobytes()


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_nonsense_orientation_is_ignored(tmp_path: Path, value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    path = tmp_path / "odd.png"
    Image.new("RGB", (8, 4)).save(path, exif=exif)
    assert load_picture(path).size == (8, 4)


def test_sixteen_bit_pictures_do_not_turn_white(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 64 * 64).astype(np.uint16).reshape(64, 64)
    path = tmp_path / "ramp.png"
    Image.fromarray(ramp).save(path)
    grey = np.asarray(load_picture(path))[:, :, 0]
    assert grey.min() == 0
    assert grey.max() == 255
    assert 100 < grey.mean() < 155


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "YCbCr"])
def test_every_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("a.tiff" if mode in ("CMYK", "YCbCr") else "a.png")
    Image.new(mode, (30, 20)).save(path)
    assert load_picture(path).mode == "RGB"


def test_a_200_megapixel_jpeg_is_decoded_reduced(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    Image.new("RGB", (16_320, 12_288), (90, 120, 60)).save(path, quality=30)
    picture = load_picture(path, at_least_px=(196, 196))
    assert picture.size == (2040, 1536)


def test_a_png_that_large_is_refused_in_plain_words(tmp_path: Path) -> None:
    # A header alone is enough: nothing is decoded.
    stream = io.BytesIO()
    Image.new("L", (1, 1)).save(stream, "PNG")
    data = bytearray(stream.getvalue())
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    path = tmp_path / "bomb.png"
    path.write_bytes(data)
    with pytest.raises(AppError) as caught:
        load_picture(path)
    assert caught.value.title == "Photo too large"
    assert "bomb.png" in caught.value.message


def jpeg_bytes() -> bytes:
    stream = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    Image.fromarray(noise).save(stream, "JPEG")
    return stream.getvalue()


BAD = {
    "text.jpg": (b"Dear diary", "Not a picture"),
    "empty.jpg": (b"", "Empty file"),
    "truncated.jpg": (jpeg_bytes()[:20_000], "Photo damaged"),
    "header.jpg": (jpeg_bytes()[:300], "Photo damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_named_and_explained(tmp_path: Path, name: str) -> None:
    content, title = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    for source, known_as in ((path, ""), (io.BytesIO(content), str(path))):
        with pytest.raises(AppError) as caught:
            load_picture(source, name=known_as)
        assert caught.value.title in {title, "Not a picture"}
        assert name in caught.value.message
        assert caught.value.hint


def test_missing_files_and_folders_are_explained(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="does not exist"):
        load_picture(tmp_path / "gone.jpg")
    with pytest.raises(AppError, match="is a folder"):
        load_picture(tmp_path)


def test_fit_leaves_a_fitting_picture_alone() -> None:
    picture = Image.new("RGB", (224, 168))
    assert fit(picture, PixelLimits(30 * 784, 48 * 784)) is picture
    assert prepare(picture, QWEN).tokens == 48
