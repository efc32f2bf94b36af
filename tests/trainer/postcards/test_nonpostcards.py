import numpy as np
import pytest

from trainer.postcards.nonpostcards import draw_nonpostcard, kinds


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_deterministic_and_varied(kind):
    first, again, other = (draw_nonpostcard(seed, (112, 84), kind) for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()
    assert np.asarray(first).std() > 0


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_fits_any_shape(kind):
    for size in ((300, 90), (90, 300), (500, 400)):
        assert draw_nonpostcard(4, size, kind).size == size


def test_made_up_photographs_have_photographic_spectra():
    """Their amplitude falls like 1/f**a with a between .3 and 2.2, as in natural images."""
    for kind in ("landscape", "forest", "street", "monument"):
        slopes = []
        for seed in range(8):
            grey = np.asarray(draw_nonpostcard(seed, (128, 128), kind).convert("L"), dtype=float)
            spectrum = np.abs(np.fft.rfft2(grey - grey.mean()))
            radius = np.hypot(np.fft.fftfreq(128)[:, None], np.fft.rfftfreq(128)[None])
            bands = [(0.02, 0.04), (0.04, 0.08), (0.08, 0.16), (0.16, 0.32)]
            power = [spectrum[(radius >= low) & (radius < high)].mean() for low, high in bands]
            slopes.append(-np.polyfit(range(4), np.log2(power), 1)[0])
        assert 0.3 < float(np.median(slopes)) < 2.2, kind
