"""Guards by the rows of a case; they need no code."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from liandong.mechanisms.graph import State
from liandong.mechanisms.row_types import RowType
from liandong.mechanisms.views import CaseView, RowView


class RowMode(StrEnum):
    """What a guard says of the rows of a type."""

    ANY = "any"
    ALL = "all"
    NONE = "none"
    MOVED = "moved"


_ROWS_ZH = {
    RowMode.ANY: "“{label}”中至少一条须为：{states}",
    RowMode.ALL: "“{label}”须全部为：{states}",
    RowMode.NONE: "“{label}”中不得再有：{states}",
    RowMode.MOVED: "须同时把“{label}”办为：{states}",
}
_ROWS_EN = {
    RowMode.ANY: "at least one {key} must be: {states}",
    RowMode.ALL: "every {key} must be: {states}",
    RowMode.NONE: "no {key} may still be: {states}",
    RowMode.MOVED: "a {key} must become in the same act: {states}",
}


@dataclass(frozen=True)
class RowGuard:
    """Holds by the states of the rows of one type."""

    mode: RowMode
    row_type: RowType
    states: tuple[State, ...]

    def __call__(self, case: CaseView, on: date) -> bool:  # noqa: ARG002  # the form of every guard
        """Tell whether it holds; when a move is offered, whether it can be made to hold."""
        rows = case.rows_of(self.row_type.key)
        wanted = frozenset(state.key for state in self.states)
        if self.mode is RowMode.ALL:
            return all(_possible(row) & wanted for row in rows)
        if self.mode is RowMode.NONE:
            return all(_possible(row) - wanted for row in rows)
        if any((self.row_type.key, state) in case.may_appear for state in wanted):
            return True
        if self.mode is RowMode.ANY:
            return any(_possible(row) & wanted for row in rows)
        return any(_changed(row) & wanted for row in rows)

    def why_not(self, case: CaseView, on: date) -> tuple[str, str]:  # noqa: ARG002  # the same form
        """Say what is missing, in Chinese and English."""
        zh = _ROWS_ZH[self.mode].format(
            label=self.row_type.label, states="、".join(state.label for state in self.states)
        )
        en = _ROWS_EN[self.mode].format(
            key=self.row_type.key, states=", ".join(state.key for state in self.states)
        )
        return zh, en


def _possible(row: RowView) -> frozenset[str]:
    return row.may_become | {row.state}


def _changed(row: RowView) -> frozenset[str]:
    return row.may_become | ({row.state} if row.moved else frozenset())


def any_row(row_type: RowType, *states: State) -> RowGuard:
    """Hold if at least one row of the type is in one of the states."""
    return RowGuard(RowMode.ANY, row_type, states)


def all_rows(row_type: RowType, *states: State) -> RowGuard:
    """Hold if every row of the type is in one of the states, and where there is none."""
    return RowGuard(RowMode.ALL, row_type, states)


def no_row(row_type: RowType, *states: State) -> RowGuard:
    """Hold if no row of the type is in one of the states."""
    return RowGuard(RowMode.NONE, row_type, states)


def moved_row(row_type: RowType, *states: State) -> RowGuard:
    """Hold if a row of the type comes into one of the states in this very act."""
    return RowGuard(RowMode.MOVED, row_type, states)
