"""Ranks: against counting who is ahead, whatever the numbers and groups."""

import numpy as np
import pytest

from liandong.scoring.ranks import ranked

LARGE = 2**62


@pytest.mark.parametrize("wide", [1, 3, 1000, LARGE])
@pytest.mark.parametrize("groups", [1, 4, 30])
def test_a_rank_is_one_more_than_how_many_of_the_group_are_ahead(wide: int, groups: int) -> None:
    dice = np.random.default_rng(wide % 97 + groups)
    values, of = dice.integers(-wide, wide, 60), dice.integers(0, groups, 60)

    expected = [
        1 + sum(v > own and g == group for v, g in zip(values, of, strict=True))
        for own, group in zip(values, of, strict=True)
    ]

    assert ranked(values, of).tolist() == expected


def test_nobody_has_no_rank() -> None:
    nothing = np.array([], dtype=np.int64)

    assert ranked(nothing, nothing).tolist() == []
