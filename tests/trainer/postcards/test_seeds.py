import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.postcards import seeds

INDEX = st.integers(0, seeds.RANGE_SIZE - 1)
SPLITS = (seeds.train_seed, seeds.validation_seed, seeds.test_seed, seeds.album_seed)


@given(INDEX, INDEX)
def test_no_seed_belongs_to_two_splits(first, second):
    for one in SPLITS:
        for other in SPLITS:
            if one is not other:
                assert one(first) != other(second)


@given(INDEX, INDEX)
def test_seeds_of_a_split_differ(first, second):
    assert (seeds.train_seed(first) == seeds.train_seed(second)) == (first == second)


@pytest.mark.parametrize("index", [-1, seeds.RANGE_SIZE])
def test_an_index_out_of_range_is_refused(index):
    with pytest.raises(ValueError, match="outside"):
        seeds.test_seed(index)
