"""What a petition hangs on, where the kit has no guard for it."""

from datetime import date
from typing import Any

import liandong.mechanisms as lm
from liandong_plugins.disputes import mediation_states as s

OPEN = frozenset(state.key for state in s.petition_open)


def own_unit(case: lm.CaseView) -> Any:
    """Return the unit that registers a petition: the organ that handles it, and owes its clocks."""
    return str(case.unit)


@lm.explained("还有在办的信访事项", "a petition is still open in this matter")
def no_other_is_open(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """One petition at a time: its clocks are known by their limit alone."""
    rows = case.rows_of("petition")
    return all(row.state not in OPEN for row in rows if row != case.row)
