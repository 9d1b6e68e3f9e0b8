"""Names rows and states that something speaks of and the mechanism does not have."""

from collections.abc import Iterable, Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.graph import State
from liandong.mechanisms.row_types import RowType


def check_rows(
    mechanism: Mechanism, row_type: RowType, states: Iterable[State], where: str
) -> Iterator[Problem]:
    """Name a kind of row that is not this mechanism's, or states that it has not."""
    if row_type not in mechanism.rows:
        yield Problem(
            where,
            f"“{row_type.label}”不是本机制的行",
            f"row type '{row_type.key}' is not of this mechanism",
        )
        return
    for state in states:
        if state not in row_type.states:
            yield no_state(where, state, row_type.key)


def no_state(where: str, state: State, owner: str) -> Problem:
    """Return that there is no such state."""
    return Problem(where, f"没有“{state.label}”这个状态", f"'{owner}' has no state '{state.key}'")
