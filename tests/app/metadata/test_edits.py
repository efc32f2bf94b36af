import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.metadata.edits import Edit, apply_edits, decode_edits, encode_edits, invert_edits


@st.composite
def data_and_edits(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    data = draw(st.binary(max_size=200))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=8)))
    edits = [
        Edit(start, end, draw(st.binary(max_size=20)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return data, draw(st.permutations(edits))


@given(data_and_edits())
def test_the_inverse_brings_every_byte_back(case: tuple[bytes, list[Edit]]) -> None:
    data, edits = case
    inverse = decode_edits(encode_edits(invert_edits(data, edits)))
    assert apply_edits(apply_edits(data, edits), inverse) == data


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 3, b""), Edit(2, 4, b"")],  # overlap
        [Edit(4, 6, b"")],  # behind the end
        [Edit(3, 2, b"")],  # backwards
    ],
)
def test_impossible_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps or lies outside"):
        apply_edits(b"12345", edits)


@pytest.mark.parametrize("cut", [1, 19, 21])
def test_stored_edits_that_are_cut_off(cut: int) -> None:
    with pytest.raises(ValueError, match="in the middle"):
        decode_edits(encode_edits([Edit(0, 1, b"abc")])[:cut])
