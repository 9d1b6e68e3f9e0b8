"""A plain rule over a column in half the width gives, to the last digit, what it gives in full."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from liandong.calendars.words import NOTHING
from liandong.scoring.columns import Column
from liandong.scoring.fixed import PLACES, SCALE
from liandong.scoring.lines import Line
from liandong.scoring.quantities import Evaluation, Given, Input
from liandong.scoring.rules import Rule, Term

KEY = "1/a"
amounts = st.integers(0, 100 * SCALE)
optional = st.none() | amounts


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def by_hand(line: Line, value: int) -> int:
    """Each step in decimals, as a sheet says it."""
    found = rounded(Decimal(value) / SCALE * abs(line.each) / SCALE, PLACES)
    if line.cap is not None:
        found = min(found, Decimal(line.cap) / SCALE)
    found = Decimal(line.start) / SCALE + (found if line.each > 0 else -found)
    if line.floor is not None:
        found = max(found, Decimal(line.floor) / SCALE)
    if line.ceiling is not None:
        found = min(found, Decimal(line.ceiling) / SCALE)
    return int(rounded(found, line.places) * SCALE)


@given(
    st.builds(
        Line,
        start=amounts,
        each=st.integers(-3 * SCALE, 3 * SCALE),
        cap=optional,
        floor=optional,
        ceiling=optional,
        places=st.integers(0, PLACES),
    ),
    st.lists(amounts, min_size=1, max_size=20),
)
def test_every_step_rounds_as_a_sheet_says(line: Line, stated: list[int]) -> None:
    high = max(stated)
    values = np.array(stated, dtype=np.int64)
    term = Term(Given(Input(KEY, NOTHING, highest=high)), line.each, line.cap)
    rule = Rule(line.start, (term,), line.floor, line.ceiling, (), line.places)
    all_ = Evaluation(len(stated), {KEY: Column(values)}, np.zeros(len(stated), dtype=np.int64))
    if line.is_short(0, high):
        own = np.empty(len(stated), dtype=np.int32)
        found = line.points(values, high, own, np.empty_like(values))
        assert found.tolist() == [by_hand(line, each) for each in stated]
    assert values.tolist() == stated
    if line.is_short(0, high) or line.floor is not None:
        assert rule.scored(all_, 0).values.tolist() == [by_hand(line, each) for each in stated]


def test_what_would_not_fit_is_not_short() -> None:
    plain = Line(SCALE, -1000, None, 0, SCALE, 2)

    assert plain.is_short(0, 1000 * SCALE)
    assert not plain.is_short(-1, 1000 * SCALE)  # below zero
    assert not plain.is_short(0, 2**31)  # too wide
    assert not Line(SCALE, -9999, None, 0, SCALE, 2).is_short(0, 300 * SCALE)  # on the way
    assert not Line(SCALE, -1000, None, None, SCALE, 2).is_short(0, 1000 * SCALE)  # a loss
    assert not Line(SCALE, 1000, None, None, -SCALE, 2).is_short(0, SCALE)  # a ceiling below
